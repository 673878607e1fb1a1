#include "shared/pick_kit.h"

int32_t pick_kit_find(const struct pick *p, int64_t item_id)
{
    for (int32_t i = 0; i < p->line_count; i++)
        if (p->line[i].takes_whole && p->line[i].item_id == item_id)
            return i;
    return PICK_NO_LINE;
}

static bool is_part(const struct pick *p, int32_t kit_idx, int32_t i)
{
    return p->line[i].kit_idx == kit_idx;
}

// One part may stand on several lines, one for each lot: the first of them.
static bool is_first(const struct pick *p, int32_t kit_idx, int32_t idx)
{
    for (int32_t i = kit_idx + 1; i < idx; i++)
        if (is_part(p, kit_idx, i) &&
            p->line[i].item_id == p->line[idx].item_id)
            return false;
    return true;
}

// Done of a part, over its lines.
static int32_t done_of(const struct pick *p, int32_t idx)
{
    int32_t sum = 0;
    for (int32_t i = idx; i < p->line_count; i++)
        if (p->line[i].kit_idx == p->line[idx].kit_idx &&
            p->line[i].item_id == p->line[idx].item_id)
            sum += p->line[i].qty_done;
    return sum;
}

static bool is_whole(const struct pick *p, int32_t kit_idx)
{
    int32_t kits = -1;
    for (int32_t i = kit_idx + 1; i < p->line_count; i++) {
        if (!is_part(p, kit_idx, i) || !is_first(p, kit_idx, i))
            continue;
        int32_t done = done_of(p, i), each = p->line[i].qty_per_kit;
        if (done % each != 0 || (kits >= 0 && kits != done / each))
            return false;
        kits = done / each;
    }
    return true;
}

bool pick_kits_are_whole(const struct pick *p)
{
    for (int32_t k = 0; k < p->line_count; k++)
        if (p->line[k].is_kit && !is_whole(p, k))
            return false;
    return true;
}

// What is too much comes out of closed parcels, too.
static int32_t room_of(const struct pick_line *l, bool is_out)
{
    int32_t left = l->qty_want - l->qty_done - l->qty_short;
    if (!is_out)
        return left;
    return left < 0 ? l->qty_done : l->qty_done - l->qty_boxed;
}

// need of the part that first stands on line idx, spread over its lines. False
// when they have no room for all of it.
static bool spread(const struct pick *p, int32_t idx, int32_t need, bool is_out,
                   struct pick_part *out, int32_t *count)
{
    const struct pick_line *part = &p->line[idx];
    for (int32_t i = idx; i < p->line_count && need > 0; i++) {
        if (p->line[i].kit_idx != part->kit_idx ||
            p->line[i].item_id != part->item_id)
            continue;
        int32_t room = room_of(&p->line[i], is_out);
        int32_t qty = room < need ? room : need;
        if (qty <= 0)
            continue;
        if (*count == PICK_UNDO_MAX)
            return false;
        out[(*count)++] = (struct pick_part){i, qty};
        need -= qty;
    }
    return need == 0;
}

static enum verdict move(const struct pick *p, int32_t kit_idx, int32_t qty,
                         bool is_out, struct pick_part *out, int32_t *count)
{
    *count = 0;
    for (int32_t i = kit_idx + 1; i < p->line_count; i++) {
        const struct pick_line *l = &p->line[i];
        if (!is_part(p, kit_idx, i))
            continue;
        if (l->needs_lot || l->needs_serial || l->needs_expiry || l->lot[0] ||
            qty > PICK_QTY_MAX / l->qty_per_kit)
            return V_KIT_SCAN_PARTS;
        if (is_first(p, kit_idx, i) &&
            !spread(p, i, qty * l->qty_per_kit, is_out, out, count))
            return is_out ? V_NOT_IN_BOX
                   : *count == PICK_UNDO_MAX ? V_KIT_SCAN_PARTS : V_TOO_MANY;
    }
    if (*count == 0)
        return is_out ? V_NOT_IN_BOX : V_TOO_MANY;
    return is_out ? V_REMOVED : V_TOOK;
}

enum verdict pick_kit_take(const struct pick *p, int32_t kit_idx, int32_t qty,
                           struct pick_part *out, int32_t *count)
{
    return move(p, kit_idx, qty, false, out, count);
}

enum verdict pick_kit_remove(const struct pick *p, int32_t kit_idx, int32_t qty,
                             struct pick_part *out, int32_t *count)
{
    return move(p, kit_idx, qty, true, out, count);
}
