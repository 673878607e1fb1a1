// heap_internal.h - memory for the decoder, which asks for it and never checks.
//
// The core allocates nothing. zbar does, and follows a null pointer when there
// is none; so on the handheld its malloc is ours, over one fixed block, and
// running out of it ends the whole run instead of the program. On Linux the
// system's malloc serves and a run never ends early.
#ifndef FIRMWARE_VENDOR_HEAP_INTERNAL_H
#define FIRMWARE_VENDOR_HEAP_INTERNAL_H

#include <stdbool.h>
#include <stddef.h>

void heap_reset(void);      // all of it is free
void heap_keep(void);       // what is taken now stays over heap_run

// Calls fn. False when it ran out of memory; then everything it took is free
// again and nothing of it may be used.
bool heap_run(void (*fn)(void *arg), void *arg);

#endif
