// The address of a USB device, on a serial port or as HID.
#include "station/devices/port/port_internal.h"

#include <stdio.h>

bool port_usb_id_parse(const char *text, struct port_usb_id *out)
{
    unsigned vid, pid;
    int used = 0;
    if (sscanf(text, "%4x:%4x%n", &vid, &pid, &used) != 2)
        return false;
    if (text[used] != 0 && text[used] != ':')
        return false;
    out->vid = (uint16_t)vid;
    out->pid = (uint16_t)pid;
    snprintf(out->serial, sizeof out->serial, "%s",
             text[used] ? text + used + 1 : "");
    return true;
}
