// A serial scanner through the real libserialport: found by its
// USB serial number, read, and pulled out in the middle of a scan, which its
// reads alone would never tell. (umockdev cannot plug the same tty in twice.)
#include "station/devices/device.h"
#include "tests/test.h"

#include <fcntl.h>
#include <glib.h>
#include <sys/ioctl.h>
#include <umockdev.h>
#include <unistd.h>

#define USB "/devices/pci0000:00/usb1/1-2"
#define TTY USB "/1-2:1.0/tty/ttyACM0"

static struct {
    UMockdevTestbed *bed;
    UMockdevIoctlBase *handler;
    GMainLoop *loop;
    GThread *thread;
    int far_end;
    int lines;
} mock = {.far_end = -1, .lines = TIOCM_CTS | TIOCM_DSR | TIOCM_CAR};

// A pty knows no modem lines: they are answered here, the rest by the pty.
static gboolean on_ioctl(UMockdevIoctlBase *base, UMockdevIoctlClient *client,
                         gpointer user)
{
    gulong request = umockdev_ioctl_client_get_request(client);
    int error = 0;
    (void)base;
    (void)user;
    if (request == TIOCMGET || request == TIOCMSET || request == TIOCMBIS ||
        request == TIOCMBIC) {
        UMockdevIoctlData *d = umockdev_ioctl_data_resolve(
            umockdev_ioctl_client_get_arg(client), 0, 4, NULL);
        if (request == TIOCMGET)
            *(int *)(void *)d->data = mock.lines;
        umockdev_ioctl_data_unref(d);
        umockdev_ioctl_client_complete(client, 0, 0);
    } else if (request == TIOCEXCL) {
        umockdev_ioctl_client_complete(client, 0, 0);
    } else {
        int rc = umockdev_ioctl_client_execute(client, &error, NULL);
        umockdev_ioctl_client_complete(client, rc, error);
    }
    return TRUE;
}

static void add(const char *text)
{
    GError *error = NULL;
    umockdev_testbed_add_from_string(mock.bed, text, &error);
    g_assert_no_error(error);
}

static void plug(void)
{
    GError *error = NULL;
    umockdev_testbed_attach_ioctl(mock.bed, "/dev/ttyACM0", mock.handler,
                                  &error);
    g_assert_no_error(error);
    add("P: " USB "\nE: SUBSYSTEM=usb\nE: DEVTYPE=usb_device\nE: DRIVER=usb\n"
        "A: busnum=1\\n\nA: devnum=7\\n\nA: idVendor=0c2e\\n\n"
        "A: idProduct=090a\\n\nA: manufacturer=Honeywell\\n\n"
        "A: product=Handheld\\n\nA: serial=SN77\\n\n");
    add("P: " USB "/1-2:1.0\nE: SUBSYSTEM=usb\nE: DEVTYPE=usb_interface\n"
        "E: DRIVER=cdc_acm\nA: bInterfaceNumber=00\\n\n");
    add("P: " TTY "\nN: ttyACM0\nE: SUBSYSTEM=tty\nE: DEVNAME=/dev/ttyACM0\n"
        "E: MAJOR=166\nE: MINOR=0\nA: dev=166:0\\n\n"
        "L: device=../../../1-2:1.0\n");
    mock.far_end = umockdev_testbed_get_dev_fd(mock.bed, "/dev/ttyACM0");
    g_assert_cmpint(mock.far_end, >=, 0);
}

static void unplug(void)
{
    umockdev_testbed_uevent(mock.bed, "/sys" TTY, "remove");
    umockdev_testbed_remove_device(mock.bed, "/sys" TTY);
    umockdev_testbed_remove_device(mock.bed, "/sys" USB "/1-2:1.0");
    umockdev_testbed_remove_device(mock.bed, "/sys" USB);
    umockdev_testbed_detach_ioctl(mock.bed, "/dev/ttyACM0", NULL);
        close(mock.far_end); // what a terminal does when its adapter is pulled
    mock.far_end = -1;
}

static struct loop loop;
static struct device device;
static struct port_bus bus;
static struct loop_timer limit;
static int attached, detached, scans;
static char last[SCAN_MAX + 1];
static int until_attached, until_detached, until_scans;

static void on_event(void *arg, const struct event *ev)
{
    (void)arg;
    attached += ev->kind == EVENT_ATTACHED;
    detached += ev->kind == EVENT_DETACHED;
    if (ev->kind == EVENT_SCAN) {
        memcpy(last, ev->scan.bytes, ev->scan.len + 1);
        scans++;
    }
    if (attached >= until_attached && detached >= until_detached &&
        scans >= until_scans)
        uv_stop(&loop.uv);
}

static void on_limit(void *arg)
{
    (void)arg;
    uv_stop(&loop.uv);
}

static void run_until(int a, int d, int s)
{
    until_attached = a;
    until_detached = d;
    until_scans = s;
    loop_timer_start(&loop, &limit, 8000, 0, on_limit, NULL);
    if (attached < a || detached < d || scans < s)
        loop_run(&loop);
    assert_true(attached >= a && detached >= d && scans >= s);
}

static void say(const char *bytes)
{
    assert_int_equal(write(mock.far_end, bytes, strlen(bytes)),
                     (ssize_t)strlen(bytes));
}

static void a_scanner_is_found_read_and_seen_to_be_pulled_out(void **state)
{
    char why[200];
    const struct device_setup setup = {.name = "scanner",
                                       .kind = "scanner",
                                       .at = "serial:usb:0c2e:090a:SN77",
                                       .speaks = "lines",
                                       .line = "9600 8N1",
                                       .unit = "",
                                       .bus = &bus};
    (void)state;
    assert_int_equal(device_open(&device, &loop, 0, &setup, on_event, NULL,
                                 why, sizeof why), ERR_OK);
    plug();
    run_until(1, 0, 0);
    say("]E04006381333931\r\n");
    run_until(1, 0, 1);
    assert_string_equal(last, "]E04006381333931");
    say("half a sc"); // pulled out in the middle of a scan
    unplug();
    run_until(1, 1, 0);
    assert_int_equal(scans, 1); // half a scan is none
    assert_false(device_is_open(&device));
}

static gpointer run_glib(gpointer arg)
{
    (void)arg;
    g_main_loop_run(mock.loop);
    return NULL;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_scanner_is_found_read_and_seen_to_be_pulled_out),
    };
    mock.bed = umockdev_testbed_new();
    mock.handler = umockdev_ioctl_base_new();
    g_signal_connect(mock.handler, "handle-ioctl", G_CALLBACK(on_ioctl), NULL);
    mock.loop = g_main_loop_new(NULL, FALSE);
    mock.thread = g_thread_new("serial-mock", run_glib, NULL);
    if (loop_open(&loop) < 0)
        return 1;
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    g_main_loop_quit(mock.loop);
    g_thread_join(mock.thread);
    return failed;
}
