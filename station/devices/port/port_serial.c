// Serial ports through libserialport 0.1.1, with what it hides made visible:
// after an unplug its reads return 0 like a time-out, so the descriptor is
// watched for hang-up and asked for its input count.
#include "station/devices/port/port_internal.h"

#include <errno.h>
#include <fcntl.h>
#include <libserialport.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>

static bool is_ours(struct sp_port *port, const struct port_usb_id *id)
{
    int vid, pid;
    if (sp_get_port_transport(port) != SP_TRANSPORT_USB ||
        sp_get_port_usb_vid_pid(port, &vid, &pid) != SP_OK ||
        vid != id->vid || pid != id->pid)
        return false;
    const char *have = sp_get_port_usb_serial(port);
    return !id->serial[0] || (have && strcmp(have, id->serial) == 0);
}

// The part of "serial:usb:VID:PID" that names a USB device, or NULL.
static const char *usb_part(const char *rest)
{
    return strncmp(rest, "usb:", 4) == 0 ? rest + 4 : NULL;
}

static bool is_right(const char *rest)
{
    struct port_usb_id id;
    const char *usb = usb_part(rest);
    return !usb || port_usb_id_parse(usb, &id);
}

static struct sp_port *find_by_path(const char *at)
{
    struct sp_port *found;
    char path[PATH_MAX];
    // libserialport refuses the links below /dev/serial/by-id.
    if (!realpath(at, path) || sp_get_port_by_name(path, &found) != SP_OK)
        return NULL;
    return found;
}

// A new handle for the port, or NULL.
static struct sp_port *find_port(const struct port *p)
{
    struct sp_port *found = NULL, **list;
    struct port_usb_id id;
    const char *rest = p->at + strlen(PORT_SERIAL.prefix);
    const char *usb = usb_part(rest);
    if (!usb)
        return find_by_path(rest);
    if (!port_usb_id_parse(usb, &id) || sp_list_ports(&list) != SP_OK)
        return NULL;
    for (int i = 0; list[i] && !found; i++)
        if (is_ours(list[i], &id) && sp_copy_port(list[i], &found) != SP_OK)
            found = NULL;
    sp_free_port_list(list);
    return found;
}

// "9600 7E1" or "9600 8N1 xonxoff".
static bool configure(struct sp_port *port, const char *line)
{
    int baud = 9600, bits = 8, stop = 1;
    char parity = 'N', flow[12] = "";
    if (line[0] && sscanf(line, "%7d %1d%c%1d %11s", &baud, &bits, &parity,
                          &stop, flow) < 4)
        return false;
    enum sp_parity sp = parity == 'E'   ? SP_PARITY_EVEN
                        : parity == 'O' ? SP_PARITY_ODD
                                        : SP_PARITY_NONE;
    enum sp_flowcontrol fc = strcmp(flow, "xonxoff") == 0
                                 ? SP_FLOWCONTROL_XONXOFF
                             : strcmp(flow, "rtscts") == 0
                                 ? SP_FLOWCONTROL_RTSCTS
                                 : SP_FLOWCONTROL_NONE;
    return sp_set_baudrate(port, baud) == SP_OK &&
           sp_set_bits(port, bits) == SP_OK &&
           sp_set_parity(port, sp) == SP_OK &&
           sp_set_stopbits(port, stop) == SP_OK &&
           sp_set_flowcontrol(port, fc) == SP_OK;
}

static void let_go(struct port *p)
{
    if (!p->handle)
        return;
    sp_close(p->handle);
    sp_free_port(p->handle);
    p->handle = NULL;
}

static void seek(struct port *p)
{
    struct sp_port *port = find_port(p);
    if (!port) {
        port_retry_later(p, "no such serial port");
        return;
    }
    if (sp_open(port, SP_MODE_READ_WRITE) != SP_OK) {
        char why[DEVICE_WHY_MAX + 1];
        snprintf(why, sizeof why, "cannot open: %s", strerror(errno));
        sp_free_port(port);
        port_retry_later(p, why);
        return;
    }
    p->handle = port;
    if (!configure(port, p->line) ||
        sp_get_port_handle(port, &p->fd) != SP_OK) {
        let_go(p);
        p->fd = -1;
        port_retry_later(p, "line settings are not like 9600 7E1");
        return;
    }
    ioctl(p->fd, TIOCEXCL); // 0.1.1 lets others open it as well
    fcntl(p->fd, F_SETFD, FD_CLOEXEC);
    sp_flush(port, SP_BUF_INPUT); // what came before we listened is stale
    port_watch_fd(p, LOOP_READ | LOOP_HANGUP);
    port_opened(p);
}

static bool is_gone(struct port *p)
{
    return sp_input_waiting(p->handle) < 0;
}

const struct port_kind PORT_SERIAL = {.prefix = "serial:",
                                      .form = "serial:",
                                      .is_right = is_right,
                                      .seek = seek,
                                      .is_gone = is_gone,
                                      .close = let_go};
