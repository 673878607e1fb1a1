// crash.h - the program ends by SIGKILL just before a chosen touch of the disk.
//
// Takes the place of the C library's calls that change a file, for our code and
// for the engine's alike: linked into a test, or put before a program as
// LD_PRELOAD with CRASH_AT=n in its environment. Files stay as the kernel has
// them: this is a killed program, not a cut of power.
#ifndef TESTS_STORE_CRASH_H
#define TESTS_STORE_CRASH_H

// Ends before the n-th touch from now, the first being 1; 0 for never. Of
// pages that are written in a row every 64th counts.
void crash_at(long n);

#endif
