// accept.h - when a read is sure enough to count.
//
// A wrong read is worse than none, and a check digit is not enough: blurred
// bars give wrong numbers whose check digit is right. So each symbology needs
// lines of the frame that agree, those without a check character more, with a
// least length; and a rival of the same kind and length that is nearly as
// strong makes both unsure. Of several that are sure, the one nearest to the
// middle of the frame, where the aim is, counts.
#ifndef FIRMWARE_CORE_READ_ACCEPT_H
#define FIRMWARE_CORE_READ_ACCEPT_H

#include "firmware/hal/reader.h"

enum {
    ACCEPT_CANDIDATES_MAX = 6,
    ACCEPT_RIVAL = 3,       // the winner needs this many times its votes
};

struct accept_candidate {
    struct reader_symbol symbol;
    uint16_t votes;
    uint16_t distance;      // of the nearest line from the middle, pixels
    uint16_t line;          // that gave it last
};

struct accept {
    int count;
    uint16_t line;          // being looked at
    struct accept_candidate candidate[ACCEPT_CANDIDATES_MAX];
};

void accept_clear(struct accept *a);

// Another line is looked at. A decoder may report a code twice in one line,
// which is still one line that agrees.
void accept_line(struct accept *a);

// One sighting; votes is how many lines of the frame it stands for. What no
// symbology of ours is, is too long, or finds no place, is left out.
void accept_vote(struct accept *a, const struct reader_symbol *s,
                 uint16_t votes, uint16_t distance);

// The symbol that is sure, or NULL.
const struct reader_symbol *accept_sure(const struct accept *a);

#endif
