// learn.h - what an item weighs, as the parcels show that hold nothing else.
//
// The median of the newest parcels, and their median absolute deviation times
// 1.4826 as the standard deviation (Hampel 1974): one parcel with a heavy box
// moves neither. Pure; O(n squared) of at most LEARN_MOST.
#ifndef DOMAIN_PACK_LEARN_H
#define DOMAIN_PACK_LEARN_H

#include <stdint.h>

enum {
    LEARN_LEAST = 5,        // parcels before anything is believed
    LEARN_MOST = 16,        // the newest ones that count
    LEARN_APART_PERMILLE = 30,  // of the catalogue's weight: less is no matter
    LEARN_APART_MG = 2000,      // or less than this
};

enum learn_verdict {
    LEARN_WAIT,     // too few, or they disagree: more than a tenth apart
    LEARN_FIRST,    // the catalogue knows none
    LEARN_RIGHT,    // as the catalogue says
    LEARN_WRONG,    // the catalogue says another: a person looks
};

struct learn_answer {
    enum learn_verdict verdict;
    int64_t unit_mg;
    int64_t spread_mg;  // standard deviation of one
};

// unit_mg: of each parcel, at most LEARN_MOST. catalogue_mg: 0 when unknown.
void learn_judge(const int64_t *unit_mg, int32_t count, int64_t catalogue_mg,
                 struct learn_answer *out);

#endif
