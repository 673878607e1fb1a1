// bench_work.h - what a bench keeps besides its journal.
//
// A copy of central's items, codes, boxes, people and shipped serials, brought
// by the feed; and the orders this bench has claimed. Writes follow store.h.
#ifndef STORE_BENCH_BENCH_WORK_H
#define STORE_BENCH_BENCH_WORK_H

#include "station/record/feed.h"
#include "shared/code.h"
#include "station/store/engine/store.h"

enum {
    BENCH_NAME_MAX = 127,
    BENCH_URL_MAX = 255,
    BENCH_ROLE_MAX = 15,
    BENCH_QUEUE_MAX = 16,   // claimed orders a bench may hold
};

struct bench_item {
    int64_t item_id;
    char sku[64];
    char name[BENCH_NAME_MAX + 1];
    char picture_url[BENCH_URL_MAX + 1];
};

struct bench_box {
    int64_t box_id;
    int64_t tare_mg;
    char code[64];
    char name[BENCH_NAME_MAX + 1];
};

struct bench_person {
    int64_t person_id;
    char name[BENCH_NAME_MAX + 1];
    char role[BENCH_ROLE_MAX + 1];
    char pin_hash[128];     // empty when no PIN is asked for
};

struct bench_work {
    int64_t shipment_id;
    int64_t fence;
    int64_t due_ms;
    int64_t claimed_ms;
    char order_no[64];
    char tote[64];
    char state[8];          // leased, open, held, over
    char hand[33];          // that has its picking list, or empty
};

// ERR_MISSING when there is no such row.
int bench_item_load(struct store *st, int64_t item_id,
                    struct bench_item *out) MUST_USE;

// The item a code means and how many of it. ERR_MISSING when unknown. When a
// code belongs to several items, the one among wanted comes first.
int bench_code_find(struct store *st, const struct code *c,
                    const struct pick *wanted, int64_t *item_id,
                    int32_t *qty) MUST_USE;
int bench_box_find(struct store *st, const char *code,
                   struct bench_box *out) MUST_USE;
int bench_badge_find(struct store *st, const char *badge,
                     struct bench_person *out) MUST_USE;
int bench_person_load(struct store *st, int64_t person_id,
                      struct bench_person *out) MUST_USE;
bool bench_serial_is_shipped(struct store *st, int64_t item_id,
                             const char *serial);

struct bench_code {
    char text[64];          // GTIN-14 digits or other text
    int32_t qty;            // single items it stands for
};

// The item's codes, at most cap, those for fewest items first. Returns the
// count.
int bench_item_codes(struct store *st, int64_t item_id,
                     struct bench_code *out, int32_t cap);

// The last record of a handheld's journal that is in this file, 0 for none;
// and, inside a transaction, that it is now.
int bench_hand_seq(struct store *st, const char *name, uint32_t journal_id,
                   uint32_t *seq) MUST_USE;
void bench_hand_set(struct store *st, const char *name, uint32_t journal_id,
                    uint32_t record_seq);

// Claimed orders by time due, at most cap.
int bench_work_list(struct store *st, struct bench_work *out,
                    int32_t cap) MUST_USE;

// By order number or tote, among those not over. ERR_MISSING.
int bench_work_find(struct store *st, const char *text,
                    struct bench_work *out) MUST_USE;
// The first one waiting that no handheld has. ERR_MISSING.
int bench_work_free(struct store *st, int64_t now_ms,
                    struct bench_work *out) MUST_USE;
int bench_work_load(struct store *st, int64_t shipment_id,
                    struct bench_work *out) MUST_USE;

// The shipment as central gave it. ERR_MISSING when erased.
int bench_work_read(struct store *st, int64_t shipment_id,
                    struct work *out) MUST_USE;

// Inside a transaction: it is this bench's since claimed_ms.
void bench_work_add(struct store *st, const struct work *w,
                    int64_t claimed_ms);
void bench_work_state(struct store *st, int64_t shipment_id,
                      const char *state);

// Inside a transaction: the handheld has its picking list until then.
void bench_work_hand(struct store *st, int64_t shipment_id, const char *hand,
                     int64_t until_ms);

// The order is over: its personal data goes, the journal stays.
void bench_work_erase(struct store *st, int64_t shipment_id);

// Copies items, codes, boxes and people from another bench file, for practice.
void bench_copy_catalogue(struct store *to, struct store *from);

// Up to cap items that have a code, for orders to practise with.
int bench_sample_items(struct store *st, int64_t *item_id, int32_t cap);

// One entry of central's feed that is no shipment.
void bench_feed_apply(struct store *st, const struct feed_entry *e);

#endif
