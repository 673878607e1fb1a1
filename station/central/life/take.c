// Orders in: kept, and brought up to date when their channel changes them.
#include "station/central/life/take.h"
#include "station/base/secret.h"
#include "station/central/life/again.h"
#include "station/central/life/life.h"
#include "station/store/central/lists/words.h"
#include "station/store/central/goods/items.h"
#include "station/store/central/orders/exceptions.h"
#include "station/store/central/orders/groups.h"
#include "station/store/central/orders/states.h"
#include "station/store/central/orders/timeline.h"
#include "station/store/central/ship/intercept.h"

#include <stdio.h>
#include <string.h>

static void add_to_digest(uint8_t digest[SECRET_DIGEST_LEN], const char *line,
                          int len)
{
    secret_digest(digest, SECRET_DIGEST_LEN, line, (size_t)len, digest);
}

// Equal contents have equal digests, whatever file or request they came in.
static void order_digest(const struct order *o, enum order_payment payment,
                         char out[SECRET_DIGEST_TEXT + 1])
{
    uint8_t digest[SECRET_DIGEST_LEN] = {0};
    char line[16384]; // a note of 4 KiB and an address
    int len = snprintf(line, sizeof line,
                       "%s\n%s\n%s\n%d\n%d\n%d\n%s\n%lld\n%lld",
                       o->customer, o->email, o->currency, (int)payment,
                       o->is_cancelled, o->has_hold ? 1 + (int)o->hold : 0,
                       o->po_number,
                       (long long)o->placed_ms, (long long)o->due_ms);
    add_to_digest(digest, line, len);
    for (int32_t i = 0; i < o->group_count; i++) {
        const struct order_group *g = &o->group[i];
        len = snprintf(line, sizeof line,
                       "%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s",
                       g->to.name, g->to.company, g->to.street,
                       g->to.district, g->to.city, g->to.region, g->to.postal,
                       g->to.country, g->to.phone, g->to.email, g->service,
                       g->note);
        add_to_digest(digest, line, len);
        if (g->gift_text[0]) // else as before there were such texts
            add_to_digest(digest, g->gift_text,
                          (int)strlen(g->gift_text));
    }
    for (int32_t i = 0; i < o->line_count; i++) {
        const struct order_line *l = &o->line[i];
        len = snprintf(line, sizeof line, "%s\t%s\t%d\t%d\t%lld",
                       l->channel_line, l->sku, l->group_no, l->qty,
                       (long long)l->price_minor);
        add_to_digest(digest, line, len);
    }
    secret_hex(digest, sizeof digest, out);
}

// The item of a line; a channel's unknown one is made, to be completed.
static int64_t item_of(struct store *st, const struct order *o,
                       const struct order_line *l)
{
    struct item draft;
    int64_t item_id = items_id(st, l->sku);
    if (item_id || !o->drafts_items || !l->sku[0])
        return item_id;
    memset(&draft, 0, sizeof draft);
    snprintf(draft.sku, sizeof draft.sku, "%s", l->sku);
    snprintf(draft.name, sizeof draft.name, "%s",
             l->name[0] ? l->name : l->sku);
    draft.is_draft = true;
    items_save(st, &draft);
    return items_id(st, l->sku);
}

static bool add_line(struct store *st, int64_t order_id, int32_t line_no,
                     const struct order *o, const struct order_line *l,
                     struct outcome_why *why)
{
    int64_t item_id = item_of(st, o, l);
    if (!item_id) {
        snprintf(why->text, sizeof why->text, "line %d: unknown item %s",
                 line_no, l->sku);
        return false;
    }
    orders_line_add(st, order_id, line_no, item_id, l);
    if (o->drafts_items && items_is_draft(st, item_id))
        life_hold_add(st, order_id, ORDER_HOLD_ITEM, l->sku, o->placed_ms);
    return true;
}

// Before anything is written, so that a refusal leaves nothing to undo: a part
// of the transaction for each order of a request would cost its square.
static bool knows_items(struct store *st, const struct order *o,
                        struct outcome_why *why)
{
    for (int32_t i = 0; i < o->line_count; i++)
        if (!item_of(st, o, &o->line[i])) {
            snprintf(why->text, sizeof why->text, "line %d: unknown item %s",
                     i + 1, o->line[i].sku);
            return false;
        }
    return true;
}

static enum outcome add(struct store *st, const struct order *o,
                        const char *digest, int64_t at_ms, int64_t *order_id,
                        struct outcome_why *why)
{
    if (!knows_items(st, o, why))
        return OUTCOME_REFUSED;
    *order_id = orders_insert(st, o, digest, at_ms);
    for (int32_t i = 0; i < o->group_count; i++)
        groups_save(st, *order_id, i + 1, &o->group[i]);
    for (int32_t i = 0; i < o->line_count; i++)
        if (!add_line(st, *order_id, i + 1, o, &o->line[i], why))
            store_fail(st, ERR_CONFLICT, why->text); // cannot be: known above
    timeline_add(st, *order_id, "received", at_ms, 0, o->channel);
    // Kept though nothing is to be done: the order itself may come late, with
    // the older version that then changes nothing.
    return o->is_cancelled ? life_cancel(st, *order_id, at_ms, why)
                           : OUTCOME_NEW;
}

struct line_marks {
    bool is_kept[PICK_LINES_MAX + 1];
};

// A line that cannot be changed any more becomes something to look at. What is
// packed of it stays; compare_packed tells when that is too much.
static void change_line(struct store *st, int64_t order_id, int32_t line_no,
                        int32_t qty, int64_t at_ms)
{
    struct outcome_why why;
    struct state_line have = {0};
    char note[300];
    if (states_line_load(st, order_id, line_no, &have) &&
        qty < have.qty_shipped)
        qty = (int32_t)have.qty_shipped;
    if (life_line_change(st, order_id, line_no, qty, &why) != OUTCOME_REFUSED)
        return;
    snprintf(note, sizeof note, "the channel changed line %d to %d: %s",
             line_no, qty, why.text);
    exceptions_add(st, "edit", at_ms, order_id, 0, 0, 0, note);
}

static bool update_lines(struct store *st, int64_t order_id,
                         const struct order *o, int64_t at_ms,
                         struct outcome_why *why)
{
    struct line_marks marks;
    int32_t last = orders_line_last(st, order_id), before = last;
    memset(&marks, 0, sizeof marks);
    for (int32_t i = 0; i < o->line_count; i++) {
        int32_t line_no = orders_line_match(st, order_id, o, i);
        if (line_no > 0 && line_no <= PICK_LINES_MAX) {
            marks.is_kept[line_no] = true;
            change_line(st, order_id, line_no, o->line[i].qty, at_ms);
        } else if (!add_line(st, order_id, ++last, o, &o->line[i], why)) {
            return false;
        }
    }
    for (int32_t n = 1; n <= before && n <= PICK_LINES_MAX; n++)
        if (!marks.is_kept[n])
            change_line(st, order_id, n, 0, at_ms);
    return true;
}

// As a label and a customs form name it.
static bool is_same_place(const struct address *a, const struct address *b)
{
    char x[ADDRESS_TEXT_MAX], y[ADDRESS_TEXT_MAX];
    address_format(a, x, sizeof x);
    address_format(b, y, sizeof y);
    return strcmp(x, y) == 0 && strcmp(a->country, b->country) == 0;
}

static void save_groups(struct store *st, int64_t order_id, bool has_left,
                        const struct order *o, int64_t at_ms)
{
    struct order_group was;
    bool is_late = false;
    for (int32_t i = 0; i < o->group_count; i++) {
        const struct address *to = &o->group[i].to;
        bool is_moved = groups_load(st, order_id, i + 1, &was) &&
                        !is_same_place(&was.to, to);
        bool is_abroad = is_moved && strcmp(was.to.country, to->country) != 0;
        groups_save(st, order_id, i + 1, &o->group[i]);
        if (is_moved &&
            !life_readdressed(st, order_id, i + 1, is_abroad, at_ms))
            is_late = has_left;
    }
    if (is_late)
        exceptions_add(st, "edit", at_ms, order_id, 0, 0, 0,
                       "the channel changed the address after it had left");
}

// A change of lines that comes after some were packed: what is too much does
// not leave, when it still can be kept.
static void compare_packed(struct store *st, const struct order_known *k,
                           const struct order *o, bool is_whole, int64_t at_ms)
{
    char note[300];
    bool is_less = again_compare_packed(st, k, o, is_whole, note, sizeof note);
    if (!note[0])
        return;
    exceptions_add(st, "edit", at_ms, k->order_id, 0, 0, 0, note);
    if (is_less)
        (void)life_intercept(st, k->order_id, 0, at_ms,
                             "the channel wants less of it");
}

// What is open is let go, what waits on the dock does not leave, and of the
// rest a person hears.
static void cancel_at_channel(struct store *st, const struct order_known *k,
                              int64_t at_ms, struct outcome_why *why)
{
    bool was_stopped = intercept_is_stopped(st, k->order_id);
    (void)life_cancel(st, k->order_id, at_ms, why); // else it has left: below
    int64_t kept = life_intercept(st, k->order_id, 0, at_ms,
                                  "cancelled at the channel");
    if (kept == 0 && !was_stopped &&
        states_units(st, k->order_id).shipped > 0)
        exceptions_add(st, "edit", at_ms, k->order_id, 0, 0, 0,
                       "cancelled at the channel after it had left: "
                       "expect a return");
}

// Its goods were let go, and nobody can be sure that all of them are back: a
// person takes it in again.
static void tell_wanted(struct store *st, const struct order_known *k,
                        const struct order *o, int64_t at_ms)
{
    if (k->state != ORDER_CANCELLED || again_is_nothing_left(st, k, o))
        return;
    exceptions_add(st, "edit", at_ms, k->order_id, 0, 0, 0,
                   "cancelled here, and its channel wants it again: nothing "
                   "of it is packed; ask the shop, and enter it anew if it is "
                   "right");
}

static enum outcome update(struct store *st, const struct order_known *k,
                           const struct order *o, const char *digest,
                           int64_t at_ms, struct outcome_why *why)
{
    bool has_left = k->state == ORDER_PACKED || k->state == ORDER_SHIPPED ||
                    k->state == ORDER_DELIVERED;
    char note[48];
    if (o->is_cancelled) {
        cancel_at_channel(st, k, at_ms, why);
        orders_header_set(st, k->order_id, o, digest);
        return OUTCOME_CHANGED;
    }
    if (!has_left && k->state != ORDER_CANCELLED &&
        again_is_nothing_left(st, k, o)) {
        // Each unit was sent, given back or packed: nothing more is.
        if (life_cancel(st, k->order_id, at_ms, why) == OUTCOME_REFUSED)
            return OUTCOME_REFUSED;
        compare_packed(st, k, o, false, at_ms);
    } else if (!has_left && k->state != ORDER_CANCELLED) {
        life_unreserve(st, k->order_id);
        if (!update_lines(st, k->order_id, o, at_ms, why))
            return OUTCOME_REFUSED;
        save_groups(st, k->order_id, false, o, at_ms);
        life_replan(st, k->order_id, at_ms);
        compare_packed(st, k, o, false, at_ms);
    }
    if (has_left) {
        save_groups(st, k->order_id, true, o, at_ms);
        compare_packed(st, k, o, true, at_ms);
    }
    tell_wanted(st, k, o, at_ms);
    orders_header_set(st, k->order_id, o, digest);
    snprintf(note, sizeof note, "version %lld", (long long)o->version);
    timeline_add(st, k->order_id, "edited", at_ms, 0, note);
    words_order(st, k->order_id);
    return OUTCOME_CHANGED;
}

static const char *check(const struct order *o)
{
    if (o->line_count == 0 && !o->is_cancelled && !o->may_be_empty)
        return "the order has no lines";
    if (o->group_count < 1 || o->group_count > ORDER_GROUPS_MAX)
        return "the order has no destination, or more than 16";
    for (int32_t i = 0; i < o->line_count; i++)
        if (o->line[i].group_no < 1 || o->line[i].group_no > o->group_count)
            return "a line names a destination that the order does not have";
    return NULL;
}

// A new one of which nothing is to be packed.
static enum outcome add_done(struct store *st, struct order *o,
                             const char *digest, int64_t at_ms,
                             int64_t *order_id, struct outcome_why *why)
{
    if (!o->keeps_done)
        return OUTCOME_SAME;
    o->is_cancelled = true;
    return add(st, o, digest, at_ms, order_id, why);
}

// True when it is to be brought up to date; else *out is the answer.
static bool judge_again(struct store *st, const struct order_known *k,
                        struct order *o, const char *digest,
                        enum outcome *out, struct outcome_why *why)
{
    char as_known[SECRET_DIGEST_TEXT + 1];
    order_digest(o, k->payment, as_known);
    switch (again_judge(st, k, o, digest, as_known)) {
    case AGAIN_CHANGE:
        return true;
    case AGAIN_KNOWN:
        *out = OUTCOME_SAME;
        break;
    case AGAIN_BEFORE:
        *out = outcome_refuse(why, "it said this before it was changed: "
                                   "change it here if this is right again");
        break;
    case AGAIN_UNSURE:
        *out = outcome_refuse(why, "known under this number with other "
                                   "content");
        why->is_unsure = true;
        break;
    }
    return false;
}

enum outcome take_save(struct store *st, struct order *o, int64_t at_ms,
                       int64_t *order_id, struct outcome_why *why)
{
    struct order_known k;
    char digest[SECRET_DIGEST_TEXT + 1];
    enum outcome answer = OUTCOME_SAME;
    const char *wrong = check(o);
    if (wrong)
        return outcome_refuse(why, wrong);
    bool is_known = orders_known(st, o, &k);
    again_settle_sent(st, is_known ? &k : NULL, o);
    order_digest(o, o->payment, digest);
    struct order_snapshot got = {o->version, digest};
    switch (order_snapshot_judge(is_known ? &k.snapshot : NULL, &got)) {
    case ORDER_SNAPSHOT_NEW:
        if (o->is_cancelled && o->version == 0)
            return outcome_refuse(why, "cancelled before it was known here");
        if (o->line_count == 0 && !o->is_cancelled)
            return add_done(st, o, digest, at_ms, order_id, why);
        return add(st, o, digest, at_ms, order_id, why);
    case ORDER_SNAPSHOT_NEWER:
        break;
    case ORDER_SNAPSHOT_OLDER:
    case ORDER_SNAPSHOT_SAME:
        *order_id = k.order_id;
        return OUTCOME_SAME;
    case ORDER_SNAPSHOT_UNSURE:
        *order_id = k.order_id;
        if (!judge_again(st, &k, o, digest, &answer, why))
            return answer;
        order_digest(o, o->payment, digest);
        break;
    }
    *order_id = k.order_id;
    store_part_begin(st);
    again_note(st, &k);
    enum outcome outcome = update(st, &k, o, digest, at_ms, why);
    if (outcome == OUTCOME_REFUSED)
        store_fail(st, ERR_PARSE, why->text);
    int rc = store_part_end(st);
    if (rc < 0 && rc != ERR_PARSE) {
        store_fail(st, rc, "the order could not be changed");
        return outcome_refuse(why, store_why(st));
    }
    return outcome;
}
