// allocate_internal.h - shared by the files of allocation; nobody else's.
#ifndef CENTRAL_SOURCE_ALLOCATE_INTERNAL_H
#define CENTRAL_SOURCE_ALLOCATE_INTERNAL_H

#include "station/base/text.h"
#include "station/central/source/allocate.h"
#include "station/store/central/source/backlog.h"

enum { EXPLAIN_MAX = 512 * 1024 };

// One ship group of one order, with the lines still open. No names or streets:
// choosing a warehouse needs none.
struct task {
    struct backlog_header header;
    struct backlog_target to;
    int32_t group_no;
    const struct backlog_line *line;
    int32_t line_count;
    struct source_need *need;       // distinct items
    int32_t need_count;
    int32_t *need_of;               // need of each line
};

// What the warehouses offer to it.
struct offers {
    struct choose_parcel parcel;
    struct choose_prices prices;
    struct source_site site[SOURCE_SITES_MAX];
    struct choose_option option[SOURCE_SITES_MAX];
    int32_t box;                    // guessed, or -1
    bool is_any_late;               // some warehouse is blocked by lateness
};

struct allocate {
    struct store *st;
    const struct book *b;
    const struct boxes *boxes;
    int64_t at_ms;
    struct choose choose;
    int64_t load[SOURCE_SITES_MAX]; // open shipments, where it is limited
    // of the order under way
    struct backlog_line line[BACKLOG_LINES_MAX];
    struct source_need need[BACKLOG_LINES_MAX];
    int32_t need_of[BACKLOG_LINES_MAX];
    int32_t stock[BACKLOG_LINES_MAX * SOURCE_SITES_MAX];
    int64_t oldest_ms[BACKLOG_LINES_MAX * SOURCE_SITES_MAX];
    int32_t take[BACKLOG_LINES_MAX * SOURCE_USE_MAX];
    int32_t left[BACKLOG_LINES_MAX * SOURCE_USE_MAX]; // of take
    int32_t open_qty[BACKLOG_LINES_MAX];              // of each line
    struct offers offers;
    struct source_cost cost;
    struct backlog *backlog;        // made when the first one is run
    int64_t resume_id[BOOK_PROFILES_MAX];   // where each profile goes on
    char explain[EXPLAIN_MAX];
};

// What a decision saw: for writing the plan and its explanation.
struct seen {
    const struct task *task;
    const struct offers *offers;
    const struct source_cost *cost;
    const struct source_rule *rule;
    const struct source_plan *plan;
    const int32_t *take;
    const int32_t *stock;           // rows by need[].sku
    bool is_late;
};

void allocate_needs(struct task *t);
void allocate_offers(struct allocate *a, const struct task *t,
                     const char *only, struct offers *out);
// Late warehouses count as free, at the price of their soonest service.
void allocate_allow_late(struct allocate *a, struct offers *o);

// Writes shipments, reservations and the decision. False when it was undone.
bool allocate_write(struct allocate *a, const struct seen *s);

// The decision as JSON text; false when it is longer than the buffer.
bool explain_write(const struct allocate *a, const struct seen *s,
                   struct text *out);

#endif
