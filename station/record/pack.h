// pack.h - pack events, opened and ended orders as the JSON of a journal row.
//
// What is written here is enough to replay: the meaning a code had when it was
// scanned is kept, so that later data does not rewrite history. Ids only.
#ifndef RECORD_PACK_H
#define RECORD_PACK_H

#include "station/domain/pack/pack.h"
#include "station/record/record.h"

// A new JSON object for an event; raw is what the scanner sent, or NULL. It is
// kept as evidence and not read back.
json_t *pack_event_to_json(const struct pack_event *ev, const char *raw,
                           size_t raw_len);

// Reads it back. ERR_MISSING when kind is not one of ours, ERR_PARSE when the
// body is not.
int pack_event_from_json(const char *kind, const char *body, size_t len,
                         struct pack_event *ev) MUST_USE;

// An order as it was opened: its rule and lines.
json_t *pack_open_to_json(const struct pack *p);
int pack_open_from_json(const json_t *body, struct pack *p) MUST_USE;

// What central needs when the order is over.
struct pack_done_parcel {
    char sscc[24], tracking[64];
    char to[PACK_TO_MAX + 1];   // which address its label names, or empty
    int64_t weight_mg;
    int64_t box_id;             // 0 when no box was scanned
    enum verdict weighed;       // V_NOT_NOW when it was not
    int32_t copies;             // labels printed, the first included
};

struct pack_done_line {
    int32_t pos;                // among the lines as they were opened
    int32_t qty, qty_short;
    enum pick_short reason;     // of what is short
    int32_t serial_first, serial_count;     // in serial
};

struct pack_done_swap {         // of what a line has, of another lot
    int32_t pos, qty;
    char lot[PICK_TEXT_MAX + 1];
};

struct pack_done {              // large
    char order_no[64];          // empty from a bench that did not say it yet
    char service[24], carrier[24];      // that its labels name, or empty
    int32_t parcel_count, line_count, serial_count, swap_count;
    struct pack_done_swap swap[PICK_SWAPS_MAX];
    struct pack_done_parcel parcel[PACK_PARCELS_MAX];
    struct pack_done_line line[PICK_LINES_MAX];
    char serial[PICK_SERIALS_MAX][PICK_TEXT_MAX + 1];
};

// What lies in a parcel: kept as a row of its own when its label is scanned
// back, before the order's end.
struct pack_content {
    int32_t pos, qty;           // as in pack_done_line
};
struct pack_contents {
    char sscc[24];
    int64_t net_mg;             // weighed, less box and paper; 0: not weighed,
                                // or as the catalogue says
    int32_t line_count;
    struct pack_content line[PICK_LINES_MAX];
};
// Of the open parcel of p.
json_t *pack_contents_to_json(const struct pack *p);
int pack_contents_from_json(const json_t *body,
                            struct pack_contents *out) MUST_USE;

// The order is named by its number too, and how it travels: a central that
// went back may not know the shipment, or what its weight decided.
struct pack_way {
    const char *order_no, *service, *carrier;
};
json_t *pack_done_to_json(const struct pack *p, const struct pack_way *way);
int pack_done_from_json(const json_t *body, struct pack_done *out,
                        char *why) MUST_USE;

#endif
