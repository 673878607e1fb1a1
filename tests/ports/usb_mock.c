#include "tests/ports/usb_mock.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <linux/usb/ch9.h>
#include <linux/usbdevice_fs.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <umockdev.h>
#include <unistd.h>

#define NODE "/dev/bus/usb/001/005"
#define SYSFS "/sys/devices/pci0000:00/usb1/1-1"

static struct {
    struct usb_mock_setup setup;
    UMockdevTestbed *bed;
    UMockdevIoctlBase *handler;
    GMainLoop *loop;
    GThread *thread;
    GMutex lock;
    GList *flying, *done;   // of UMockdevIoctlData, transfers
    gboolean is_gone, has_driver;
    int fifo, fifo_full;
    uint8_t config[34];
} mock;

static void update_fifo(void)
{
    int want_full = !mock.done && !mock.is_gone;
    char byte = 0;
    if (mock.fifo < 0)
        return;
    if (want_full && !mock.fifo_full && write(mock.fifo, &byte, 1) == 1)
        mock.fifo_full = 1;
    if (!want_full && mock.fifo_full && read(mock.fifo, &byte, 1) == 1)
        mock.fifo_full = 0;
}

static int string_descriptor(uint8_t *out, const char *text)
{
    int len = 2;
    for (; *text; text++) {
        out[len++] = (uint8_t)*text;
        out[len++] = 0;
    }
    out[0] = (uint8_t)len;
    out[1] = USB_DT_STRING;
    return len;
}

// Answers GET_DESCRIPTOR for the serial number and the HID report.
static int control(const uint8_t *setup, uint8_t *out, int cap)
{
    static const uint8_t LANGUAGES[] = {4, 3, 9, 4};
    uint8_t text[64];
    const void *from = NULL;
    int len = 0;
    if (setup[0] == 0x80 && setup[3] == USB_DT_STRING) {
        from = setup[2] ? text : LANGUAGES;
        len = setup[2] ? string_descriptor(text, mock.setup.serial) : 4;
    } else if (setup[0] == 0x81 && setup[3] == 0x22) {
        from = mock.setup.report_descriptor;
        len = (int)mock.setup.report_descriptor_len;
    } else {
        return -EPIPE;
    }
    len = MIN(len, setup[6] | setup[7] << 8);
    len = MIN(len, cap);
    memcpy(out, from, (size_t)len);
    return len;
}

static void submit(UMockdevIoctlClient *client, UMockdevIoctlData *arg)
{
    UMockdevIoctlData *d = umockdev_ioctl_data_resolve(
        arg, 0, sizeof(struct usbdevfs_urb), NULL);
    struct usbdevfs_urb *urb = (void *)d->data;
    UMockdevIoctlData *buffer = umockdev_ioctl_data_resolve(
        d, G_STRUCT_OFFSET(struct usbdevfs_urb, buffer),
        (gsize)urb->buffer_length, NULL);
    if (urb->type == USBDEVFS_URB_TYPE_CONTROL) {
        int n = control(buffer->data, buffer->data + 8,
                        urb->buffer_length - 8);
        urb->status = n < 0 ? n : 0;
        urb->actual_length = n < 0 ? 0 : n;
        mock.done = g_list_append(mock.done, umockdev_ioctl_data_ref(d));
    } else {
        mock.flying = g_list_append(mock.flying, umockdev_ioctl_data_ref(d));
    }
    umockdev_ioctl_client_complete(client, 0, 0);
    umockdev_ioctl_data_unref(buffer);
    umockdev_ioctl_data_unref(d);
}

static void finish(GList *link, int status)
{
    UMockdevIoctlData *d = link->data;
    struct usbdevfs_urb *urb = (void *)d->data;
    urb->status = status;
    if (status < 0)
        urb->actual_length = 0;
    mock.flying = g_list_delete_link(mock.flying, link);
    mock.done = g_list_append(mock.done, d);
}

static void reap(UMockdevIoctlClient *client, UMockdevIoctlData *arg)
{
    while (mock.is_gone && mock.flying)
        finish(mock.flying, -ESHUTDOWN);
    if (!mock.done) {
        umockdev_ioctl_client_complete(client, -1,
                                       mock.is_gone ? ENODEV : EAGAIN);
        return;
    }
    UMockdevIoctlData *d = mock.done->data;
    mock.done = g_list_delete_link(mock.done, mock.done);
    UMockdevIoctlData *slot =
        umockdev_ioctl_data_resolve(arg, 0, sizeof(gpointer), NULL);
    umockdev_ioctl_data_set_ptr(slot, 0, d);
    umockdev_ioctl_client_complete(client, 0, 0);
    umockdev_ioctl_data_unref(slot);
    umockdev_ioctl_data_unref(d);
}

static void discard(UMockdevIoctlClient *client, UMockdevIoctlData *arg)
{
    gulong address = *(gulong *)(void *)arg->data;
    for (GList *l = mock.flying; l; l = l->next)
        if (((UMockdevIoctlData *)l->data)->client_addr == address) {
            finish(l, -ENOENT);
            umockdev_ioctl_client_complete(client, 0, 0);
            return;
        }
    umockdev_ioctl_client_complete(client, -1, EINVAL);
}

static void driver(UMockdevIoctlClient *client, UMockdevIoctlData *arg)
{
    UMockdevIoctlData *d = umockdev_ioctl_data_resolve(
        arg, 0, sizeof(struct usbdevfs_ioctl), NULL);
    int code = ((struct usbdevfs_ioctl *)(void *)d->data)->ioctl_code;
    umockdev_ioctl_data_unref(d);
    gboolean was_bound = mock.has_driver;
    mock.has_driver = (unsigned)code == USBDEVFS_CONNECT;
    if ((unsigned)code == USBDEVFS_DISCONNECT && !was_bound)
        umockdev_ioctl_client_complete(client, -1, ENODATA);
    else
        umockdev_ioctl_client_complete(client, mock.has_driver, 0);
}

static void get_driver(UMockdevIoctlClient *client, UMockdevIoctlData *arg)
{
    UMockdevIoctlData *d = umockdev_ioctl_data_resolve(
        arg, 0, sizeof(struct usbdevfs_getdriver), NULL);
    struct usbdevfs_getdriver *g = (void *)d->data;
    g_strlcpy(g->driver, mock.has_driver ? "usbhid" : "usbfs",
              sizeof g->driver);
    umockdev_ioctl_client_complete(client, 0, 0);
    umockdev_ioctl_data_unref(d);
}

static gboolean on_ioctl(UMockdevIoctlBase *base, UMockdevIoctlClient *client,
                         gpointer user)
{
    gulong request = umockdev_ioctl_client_get_request(client);
    UMockdevIoctlData *arg = umockdev_ioctl_client_get_arg(client);
    (void)base;
    (void)user;
    g_mutex_lock(&mock.lock);
    if (request == USBDEVFS_REAPURBNDELAY) {
        reap(client, arg);
    } else if (mock.is_gone) {
        umockdev_ioctl_client_complete(client, -1, ENODEV);
    } else if (request == USBDEVFS_SUBMITURB) {
        submit(client, arg);
    } else if (request == USBDEVFS_DISCARDURB) {
        discard(client, arg);
    } else if (request == USBDEVFS_IOCTL) {
        driver(client, arg);
    } else if (request == USBDEVFS_GETDRIVER) {
        get_driver(client, arg);
    } else if (request == USBDEVFS_GET_CAPABILITIES) {
        UMockdevIoctlData *d = umockdev_ioctl_data_resolve(arg, 0, 4, NULL);
        *(guint32 *)(void *)d->data = USBDEVFS_CAP_REAP_AFTER_DISCONNECT;
        umockdev_ioctl_client_complete(client, 0, 0);
        umockdev_ioctl_data_unref(d);
    } else if (request == USBDEVFS_CLAIMINTERFACE && mock.has_driver) {
        umockdev_ioctl_client_complete(client, -1, EBUSY);
    } else {
        umockdev_ioctl_client_complete(client, 0, 0);
    }
    update_fifo();
    g_mutex_unlock(&mock.lock);
    return TRUE;
}

static gpointer run(gpointer arg)
{
    (void)arg;
    g_main_loop_run(mock.loop);
    return NULL;
}

void usb_mock_open(const struct usb_mock_setup *setup)
{
    mock.setup = *setup;
    mock.fifo = -1;
    mock.is_gone = TRUE;
    mock.bed = umockdev_testbed_new();
    mock.handler = umockdev_ioctl_base_new();
    g_signal_connect(mock.handler, "handle-ioctl", G_CALLBACK(on_ioctl), NULL);
    umockdev_testbed_add_from_string(
        mock.bed,
        "P: /devices/pci0000:00/usb1\nN: bus/usb/001/001\nE: SUBSYSTEM=usb\n"
        "E: DRIVER=usb\nE: BUSNUM=001\nE: DEVNUM=001\n"
        "E: DEVNAME=/dev/bus/usb/001/001\nE: DEVTYPE=usb_device\n"
        "A: bConfigurationValue=1\\n\nA: busnum=1\\n\nA: devnum=1\\n\n"
        "A: speed=480\\n\nH: descriptors="
        "12010002090001406b1d020001050302010109021900010100e0000904000001"
        "090000000705810304000c\n",
        NULL);
    mock.loop = g_main_loop_new(NULL, FALSE);
    mock.thread = g_thread_new("usb-mock", run, NULL);
}

static void make_fifo(void)
{
    char *root = umockdev_testbed_get_root_dir(mock.bed);
    char *path = g_build_filename(root, NODE, NULL);
    char *folder = g_path_get_dirname(path);
    g_mkdir_with_parents(folder, 0755);
    g_unlink(path);
    if (mock.fifo >= 0)
        close(mock.fifo);
    if (mkfifo(path, 0666) != 0)
        g_error("mkfifo %s", path);
    mock.fifo = open(path, O_RDWR | O_NONBLOCK | O_CLOEXEC);
    fcntl(mock.fifo, F_SETPIPE_SZ, 4096);
    mock.fifo_full = 0;
    update_fifo();
    g_free(folder);
    g_free(path);
    g_free(root);
}

void usb_mock_plug(void)
{
    size_t report_len = mock.setup.report_descriptor_len;
    const uint8_t device[18] = {
        18, 1, 0, 2, 0, 0, 0, 8,
        (uint8_t)mock.setup.vid, (uint8_t)(mock.setup.vid >> 8),
        (uint8_t)mock.setup.pid, (uint8_t)(mock.setup.pid >> 8),
        0, 1, 1, 2, 3, 1};
    const uint8_t config[34] = {
        9, 2, 34, 0, 1, 1, 0, 0xa0, 50, 9, 4, 0, 0, 1, 3, 0, 0, 0,
        9, 0x21, 0x11, 1, 0, 1, 0x22, (uint8_t)report_len,
        (uint8_t)(report_len >> 8), 7, 5, 0x81, 3, 64, 0, 10};
    GError *error = NULL;
    GString *s = g_string_new(NULL);
    g_mutex_lock(&mock.lock);
    mock.is_gone = FALSE;
    mock.has_driver = TRUE;
    g_mutex_unlock(&mock.lock);
    umockdev_testbed_attach_ioctl(mock.bed, NODE, mock.handler, &error);
    g_assert_no_error(error);
    g_string_printf(
        s,
        "P: /devices/pci0000:00/usb1/1-1\nE: SUBSYSTEM=usb\nE: DRIVER=usb\n"
        "E: BUSNUM=001\nE: DEVNUM=005\nE: MAJOR=189\nE: MINOR=4\n"
        "E: DEVNAME=" NODE "\nE: DEVTYPE=usb_device\n"
        "E: PRODUCT=%x/%x/100\nA: bConfigurationValue=1\\n\n"
        "A: busnum=1\\n\nA: devnum=5\\n\nA: speed=12\\n\n"
        "A: idVendor=%04x\\n\nA: idProduct=%04x\\n\nH: descriptors=",
        mock.setup.vid, mock.setup.pid, mock.setup.vid, mock.setup.pid);
    for (size_t i = 0; i < sizeof device; i++)
        g_string_append_printf(s, "%02x", device[i]);
    for (size_t i = 0; i < sizeof config; i++)
        g_string_append_printf(s, "%02x", config[i]);
    g_string_append(s, "\n");
    g_mutex_lock(&mock.lock);
    make_fifo();
    g_mutex_unlock(&mock.lock);
    umockdev_testbed_add_from_string(mock.bed, s->str, &error);
    g_assert_no_error(error);
    g_string_free(s, TRUE);
}

void usb_mock_unplug(void)
{
    g_mutex_lock(&mock.lock);
    mock.is_gone = TRUE;
    while (mock.flying)
        finish(mock.flying, -ESHUTDOWN);
    update_fifo();
    g_mutex_unlock(&mock.lock);
    umockdev_testbed_uevent(mock.bed, SYSFS, "remove");
    umockdev_testbed_remove_device(mock.bed, SYSFS);
    umockdev_testbed_detach_ioctl(mock.bed, NODE, NULL);
}

int usb_mock_report(const uint8_t *bytes, size_t len)
{
    for (int i = 0; i < 1000; i++) {
        g_mutex_lock(&mock.lock);
        GList *l = mock.flying;
        if (l) {
            UMockdevIoctlData *d = l->data;
            struct usbdevfs_urb *urb = (void *)d->data;
            UMockdevIoctlData *buffer = umockdev_ioctl_data_resolve(
                d, G_STRUCT_OFFSET(struct usbdevfs_urb, buffer),
                (gsize)urb->buffer_length, NULL);
            size_t n = MIN(len, (size_t)urb->buffer_length);
            memcpy(buffer->data, bytes, n);
            umockdev_ioctl_data_unref(buffer);
            urb->actual_length = (int)n;
            finish(l, 0);
            update_fifo();
            g_mutex_unlock(&mock.lock);
            return 1;
        }
        g_mutex_unlock(&mock.lock);
        g_usleep(2000);
    }
    return 0;
}

void usb_mock_close(void)
{
    g_main_loop_quit(mock.loop);
    g_thread_join(mock.thread);
    g_object_unref(mock.handler);
    g_object_unref(mock.bed);
}
