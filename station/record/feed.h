// feed.h - what changed at central since a revision, a page at a time.
//
// Central adds entries to a page while it reads them; a bench goes through
// them one at a time, for a page may hold more work than memory should.
#ifndef RECORD_FEED_H
#define RECORD_FEED_H

#include "station/base/badge.h"
#include "station/record/work.h"

enum {
    FEED_CODES_MAX = 16,        // codes of one item
    FEED_NAME_MAX = 127,
    FEED_URL_MAX = 255,
};

struct feed {                   // the head of a page
    int64_t rev;                // asked for next time
    bool has_more;              // at once
    int64_t now_ms;             // central's clock
    int64_t station_id;         // of the bench that asks
    char badge_salt[BADGE_SALT_TEXT + 1];
};

struct feed_code {
    char code[64];              // GTIN-14 digits or other text
    int32_t qty;                // single items it stands for
};

struct feed_item {
    int64_t item_id;
    char sku[64];
    char name[FEED_NAME_MAX + 1];
    char picture_url[FEED_URL_MAX + 1];
    int32_t code_count;
    struct feed_code code[FEED_CODES_MAX];
};

struct feed_box {
    int64_t box_id;
    int64_t tare_mg;
    char code[64];
    char name[FEED_NAME_MAX + 1];
};

struct feed_person {
    int64_t person_id;
    char name[FEED_NAME_MAX + 1];
    char role[16];
    char badge_id[BADGE_ID_TEXT + 1];   // empty for who is gone: then there
                                // is no more to know of him
    char pin[BADGE_SEALED_MAX + 1];     // its hash, sealed with the badge;
                                // empty when no PIN is asked for
    bool is_active;
};

struct feed_serial {            // a serial number that has left the house
    int64_t item_id;
    char serial[64];
    bool is_back;               // and came back: it may leave again
};

enum feed_kind {
    FEED_ITEM,
    FEED_BOX,
    FEED_PERSON,
    FEED_SERIAL,
    FEED_SHIPMENT,
    FEED_KIND_COUNT,
};

struct feed_entry {             // large, see work.h
    enum feed_kind kind;
    union {
        struct feed_item item;
        struct feed_box box;
        struct feed_person person;
        struct feed_serial serial;
        struct work work;
    };
};

const char *feed_kind_name(enum feed_kind k);
bool feed_kind_find(const char *name, enum feed_kind *out);

// A page without entries; then one entry after another.
json_t *feed_to_json(const struct feed *f);
void feed_entry_add(json_t *feed, const struct feed_entry *e);

// The head; *count entries follow.
int feed_from_json(const json_t *o, struct feed *out, size_t *count,
                   char *why) MUST_USE;

// Entry idx. ERR_MISSING when this program does not know its kind.
int feed_entry_from_json(const json_t *feed, size_t idx,
                         struct feed_entry *out, char *why) MUST_USE;

#endif
