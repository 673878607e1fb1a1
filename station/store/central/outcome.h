// outcome.h - what became of something that was to be kept.
#ifndef STORE_CENTRAL_OUTCOME_H
#define STORE_CENTRAL_OUTCOME_H

#include <stdbool.h>

enum outcome {
    OUTCOME_NEW,
    OUTCOME_CHANGED,
    OUTCOME_SAME,       // it was there already, nothing changed
    OUTCOME_REFUSED,    // why says the reason
};

struct outcome_why {
    char text[200];
    bool is_unsure; // another content of the same moment: which one is newer?
};

// Says why and returns OUTCOME_REFUSED.
enum outcome outcome_refuse(struct outcome_why *why, const char *text);

#endif
