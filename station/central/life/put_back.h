// put_back.h - a packed parcel that was kept back is unpacked on the dock: its
// goods lie at a place again, its label and numbers are void, and its order
// follows.
//
// Lots go back in the sequence in which they were booked out; serial numbers
// are asked for when more of the item left than came back.
#ifndef CENTRAL_LIFE_PUT_BACK_H
#define CENTRAL_LIFE_PUT_BACK_H

#include "shared/pick.h"
#include "station/store/central/fields.h"
#include "station/store/central/outcome.h"
#include "station/store/central/ship/parcels.h"

enum { PUT_BACK_SERIALS_MAX = PICK_SERIALS_MAX };

enum put_back_then {
    PUT_BACK_NOT_WANTED,    // the order is so much smaller, or over
    PUT_BACK_AGAIN,         // packed anew at once
    PUT_BACK_ASK,           // the order is held until a person has looked
};

struct put_back {
    const char *place;      // in the parcel's warehouse, or quarantine
    enum put_back_then then;
    int32_t serial_count;
    char serial[PUT_BACK_SERIALS_MAX][FIELD_CODE_MAX + 1];
    int64_t at_ms;
};

struct put_back_done {
    int64_t units;
    bool has_left;          // what else was packed with it is handed over
    bool is_told;           // a channel was told that it was sent
};

// Refused, with why, when the parcel is not kept back, the place does not take
// it, or the books do not show what lies in it; then the caller undoes what was
// written. Runs inside a transaction of the store.
enum outcome put_back(struct store *st, const struct parcel_row *p,
                      const struct put_back *w, struct put_back_done *out,
                      struct outcome_why *why);

#endif
