// Serial ports through libserialport 0.1.1, with what it hides made visible:
// after an unplug its reads return 0 like a time-out, so the descriptor is
// watched for hang-up and asked for its input count.
#include "station/devices/port/port.h"

#include <errno.h>
#include <fcntl.h>
#include <libserialport.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>

bool usb_parse_at(const char *at, uint16_t *vid, uint16_t *pid, char *serial,
                  size_t cap)
{
    unsigned v, q;
    int used = 0;
    if (sscanf(at, "%4x:%4x%n", &v, &q, &used) != 2)
        return false;
    if (at[used] != 0 && at[used] != ':')
        return false;
    *vid = (uint16_t)v;
    *pid = (uint16_t)q;
    snprintf(serial, cap, "%s", at[used] ? at + used + 1 : "");
    return true;
}

static bool is_ours(struct sp_port *port, uint16_t vid, uint16_t pid,
                    const char *serial)
{
    int v, q;
    if (sp_get_port_transport(port) != SP_TRANSPORT_USB ||
        sp_get_port_usb_vid_pid(port, &v, &q) != SP_OK || v != vid ||
        q != pid)
        return false;
    const char *have = sp_get_port_usb_serial(port);
    return !serial[0] || (have && strcmp(have, serial) == 0);
}

// A new handle for the port, or NULL.
static struct sp_port *find_port(const struct port *p)
{
    struct sp_port *found = NULL, **list;
    uint16_t vid, pid;
    char serial[64], path[PATH_MAX];
    if (strncmp(p->at, "serial:usb:", 11) != 0) {
        // libserialport refuses the links below /dev/serial/by-id.
        if (!realpath(p->at + 7, path) ||
            sp_get_port_by_name(path, &found) != SP_OK)
            return NULL;
        return found;
    }
    if (!usb_parse_at(p->at + 11, &vid, &pid, serial, sizeof serial) ||
        sp_list_ports(&list) != SP_OK)
        return NULL;
    for (int i = 0; list[i] && !found; i++)
        if (is_ours(list[i], vid, pid, serial) &&
            sp_copy_port(list[i], &found) != SP_OK)
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

void serial_try(struct port *p)
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
        serial_close(p);
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

bool serial_is_gone(struct port *p)
{
    return sp_input_waiting(p->handle) < 0;
}

void serial_close(struct port *p)
{
    if (!p->handle)
        return;
    sp_close(p->handle);
    sp_free_port(p->handle);
    p->handle = NULL;
}
