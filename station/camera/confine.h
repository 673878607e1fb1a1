// confine.h - from here on only reading, writing and memory.
//
// Linux seccomp: any other system call ends the process. Memory is limited to
// CONFINE_MEMORY_MAX. Under the sanitizers, which need more of the system than
// we do, nothing is confined.
#ifndef CAMERA_CONFINE_H
#define CAMERA_CONFINE_H

#include "shared/err.h"

enum { CONFINE_MEMORY_MAX = 256 * 1024 * 1024 };

// ERR_IO with errno set when the system does not allow it.
int confine(void) MUST_USE;

#endif
