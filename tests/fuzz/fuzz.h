// fuzz.h - one surface that takes bytes from outside, for two kinds of run.
//
// A fuzz_NAME.c defines fuzz_one. Built with clang's libFuzzer it is explored
// (tools/fuzz NAME); built plainly it runs its corpus and mutations of it, so
// that every developer and every check has it.
#ifndef TESTS_FUZZ_H
#define TESTS_FUZZ_H

#include <stddef.h>
#include <stdint.h>

void fuzz_one(const uint8_t *bytes, size_t len);

// Inputs to begin with, NULL at the end. Zero bytes cannot be part of them.
extern const char *const fuzz_seeds[];

#endif
