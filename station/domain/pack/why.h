// why.h - why somebody at a bench put an order on hold, printed a label again
// or let a weight pass: the short list of each act.
//
// The names stand in journals, in the office's notes and in the words of the
// pages, and are never changed.
#ifndef DOMAIN_PACK_WHY_H
#define DOMAIN_PACK_WHY_H

#include <stdint.h>

enum pack_act {
    PACK_ACT_NONE,
    PACK_ACT_HOLD,
    PACK_ACT_REPRINT,
    PACK_ACT_OVERRIDE,
    PACK_ACT_COUNT,
};

enum { PACK_WHYS_MAX = 4 };     // as many as there are codes %WHY-n

enum pack_why {
    PACK_WHY_NONE,
    PACK_WHY_CHECK_STOCK,
    PACK_WHY_CHECK_ADDRESS,
    PACK_WHY_NO_BOX,
    PACK_WHY_UNREADABLE,
    PACK_WHY_TORN,
    PACK_WHY_NOT_OUT,           // the printer gave no label
    PACK_WHY_COUNTED,           // once more, and all of it is there
    PACK_WHY_WRONG_WEIGHT,      // of an item, in the catalogue
    PACK_WHY_NO_SCALE,
    PACK_WHY_OTHER,
    PACK_WHY_COUNT,
};

// The n-th reason of an act, from 1; PACK_WHY_NONE when it has none.
enum pack_why pack_why_of(enum pack_act act, int32_t n);

const char *pack_why_name(enum pack_why w);     // "" for none
const char *pack_act_name(enum pack_act a);

#endif
