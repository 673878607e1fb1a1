// posix_internal.h - the parts of the posix board, one file each; each keeps
// what is its own, since one program is one handheld.
#ifndef FIRMWARE_POSIX_INTERNAL_H
#define FIRMWARE_POSIX_INTERNAL_H

#include <poll.h>
#include "firmware/boards/posix/posix.h"

// Ends the program with what could not be opened, by errno.
void fail_open(const char *what, const char *name);

void flash_open(const char *path);
void flash_sync(void);

void screen_open(bool draws);

bool input_is_over(void);

// Fills in what is waited for. True when bytes are here already that nobody
// has taken: then there is nothing to wait for.
enum { WAYS_POLL = 2 * HAL_PORTS };
void ways_open(const struct posix_setup *setup);
bool ways_poll(struct pollfd p[WAYS_POLL]);
void ways_ready(const struct pollfd p[WAYS_POLL]);

#endif
