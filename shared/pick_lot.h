// pick_lot.h - of what a line has, how much is of other lots than its own; a
// part of pick.h.
#ifndef SHARED_PICK_LOT_H
#define SHARED_PICK_LOT_H

#include "shared/pick.h"

// Where a line's units of another lot are counted; PICK_NO_LINE without room.
int32_t pick_lot_find(struct pick *p, int32_t line_idx, const char *lot);

// qty of the line came out: those of this lot, and then there are no more of
// other lots than the line still has.
void pick_lot_out(struct pick *p, int32_t line_idx, const char *lot,
                  int32_t qty);

#endif
