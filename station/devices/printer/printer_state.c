#include "station/devices/printer/printer_state.h"
#include "shared/must.h"

const char *printer_state_name(enum printer_state s)
{
    static const char *const NAMES[] = {"absent",    "silent",    "ready",
                                        "paused",    "no_paper",  "no_ribbon",
                                        "head_open", "fault",     "busy"};
    must(s >= PRINTER_ABSENT && s <= PRINTER_BUSY);
    return NAMES[s];
}
