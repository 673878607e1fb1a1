// nearest.h - the known word that somebody most likely meant.
//
// A misspelt name is refused; the refusal says which name is nearest, so that
// nobody looks for it in a manual. Pure; O(words * length squared).
#ifndef BASE_NEAREST_H
#define BASE_NEAREST_H

#include <stddef.h>

enum { NEAREST_LEN_MAX = 31 };  // longer words have no nearest one

struct nearest {
    const char *typed;
    const char *word;           // the nearest so far, NULL for none
    size_t away;                // by how many letters
};

// Then each known word is offered; what is near enough is in word: a letter
// more, less, other or swapped with the next, two of them from six letters on.
void nearest_init(struct nearest *n, const char *typed);
void nearest_offer(struct nearest *n, const char *known);

#endif
