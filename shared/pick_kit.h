// pick_kit.h - kits of pick.h: whether they are whole, and those that lie on
// the shelf assembled, of which one scan is all parts.
#ifndef SHARED_PICK_KIT_H
#define SHARED_PICK_KIT_H

#include "shared/pick.h"

// A kit leaves whole: false while its parts stand in another proportion.
bool pick_kits_are_whole(const struct pick *p);

// So many of one line.
struct pick_part {
    int32_t line_idx, qty;
};

// The heading of an assembled kit that a scan of the item means; PICK_NO_LINE
// for none. O(lines).
int32_t pick_kit_find(const struct pick *p, int64_t item_id);

// What qty kits take of each part, first lines first, into out[PICK_UNDO_MAX];
// nothing is changed. V_TOOK; or V_TOO_MANY, or V_KIT_SCAN_PARTS where a part
// has a lot, date or serial number of its own, or there are too many parts for
// one UNDO.
enum verdict pick_kit_take(const struct pick *p, int32_t kit_idx, int32_t qty,
                           struct pick_part *out, int32_t *count);

// The same of what comes out: V_REMOVED, V_NOT_IN_BOX or V_KIT_SCAN_PARTS.
enum verdict pick_kit_remove(const struct pick *p, int32_t kit_idx, int32_t qty,
                             struct pick_part *out, int32_t *count);

#endif
