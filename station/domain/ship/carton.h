// carton.h - which box an order goes into: a fit in three dimensions.
//
// Maximal empty spaces: each item put in leaves the largest free boxes around
// it. One order of placing is not good enough, so five orders, three rules of
// choosing a space and six positions of the box are tried, always in the same
// sequence; the first that fits everything wins. What does not fit into one
// box fills the box that takes the most volume, and the rest goes on. Above
// about 85 % fill "no fit found" is no proof that there is none. Pure,
// integers only; the caller owns all memory.
//
// Cost: tens of microseconds for a usual order; O(n^2) spaces at the worst.
#ifndef DOMAIN_SHIP_CARTON_H
#define DOMAIN_SHIP_CARTON_H

#include <stdbool.h>
#include <stdint.h>

enum {
    CARTON_ITEMS_MAX = 128,     // units in one call
    CARTON_SPACES_MAX = 4096,
    CARTON_BOXES_MAX = 32,
};

enum carton_flag {
    CARTON_UPRIGHT = 1,     // may only turn about the vertical
    CARTON_NO_STACK = 2,    // nothing may stand on it
};

struct carton_item {
    int32_t side_mm[3];     // length, width, height
    int64_t weight_mg;
    uint8_t flags;          // enum carton_flag
};

struct carton_box {
    int32_t inner_mm[3];    // length, width, height
    int64_t tare_mg;
    int64_t max_mg;         // contents; 0 for no limit
    int64_t cost_minor;
};

enum carton_verdict {
    CARTON_FITS,
    CARTON_TOO_HEAVY,
    CARTON_SIDE,            // an item is longer than the box
    CARTON_VOLUME,
    CARTON_NOT_FOUND,
    CARTON_NOT_TRIED,   // a cheaper box, and a second one, were found before
};

struct carton_place {       // where an item lies, in mm from a lower corner
    int32_t at_mm[3];
    int32_t side_mm[3];
};

struct carton_space {
    int32_t from[3], to[3];
};

// Scratch and result. Large: static, or part of a program's one struct.
struct carton {
    struct carton_place place[CARTON_ITEMS_MAX];    // of the last fit
    bool is_in[CARTON_ITEMS_MAX];
    int64_t volume_mm3;             // packed by the last fit
    int32_t order[CARTON_ITEMS_MAX];
    struct carton_space space[CARTON_SPACES_MAX];
    struct carton_space next[CARTON_SPACES_MAX];
};

// Does everything fit into one box? Places are of the box as given.
enum carton_verdict carton_fit(struct carton *c, const struct carton_box *box,
                               const struct carton_item *item, int32_t count);

// The cheapest box that takes everything, and the next one that would, by
// cost, then volume. -1 for none.
struct carton_choice {
    int32_t first, second;
    enum carton_verdict verdict[CARTON_BOXES_MAX];
};
struct carton_choice carton_choose(struct carton *c,
                                   const struct carton_box *box,
                                   int32_t box_count,
                                   const struct carton_item *item,
                                   int32_t count);

// Spreads items over as many boxes as needed. box_of[i] is the number of the
// parcel, kind_of[parcel] the index of its box. Returns how many parcels, or
// -1 when an item fits no box or more than kind_cap are needed.
int32_t carton_spread(struct carton *c, const struct carton_box *box,
                      int32_t box_count, const struct carton_item *item,
                      int32_t count, int32_t *box_of, int32_t *kind_of,
                      int32_t kind_cap);

const char *carton_verdict_name(enum carton_verdict v);

#endif
