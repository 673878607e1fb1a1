// usage.h - what a program says of how it is called.
//
// Asked with --help or --version it says so on standard output and ends with
// status 0. Called wrongly it says what was wrong and how it is called on
// standard error, and ends with status 2.
#ifndef BASE_USAGE_H
#define BASE_USAGE_H

#include <stdbool.h>

struct usage {
    const char *program;
    const char *how;        // "--db FILE ...", lines as they are printed
};

enum { USAGE_WRONG = 2 };   // the exit status of a wrong call

// True after answering --help, -h or --version, wherever it stands.
bool usage_asked(const struct usage *u, int argc, char **argv);

// what is the word that is wrong, or ""; why is a sentence without a stop.
// Returns USAGE_WRONG.
int usage_wrong(const struct usage *u, const char *what, const char *why);

#endif
