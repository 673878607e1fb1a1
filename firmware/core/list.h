// list.h - a leased picking list, judged in the hand by the bench's rules.
//
// The list comes over the link line by line, with the codes of each item, and
// is kept in flash when it is whole, so that it survives a restart out of
// reach. What was picked is not kept twice: after a restart the records of the
// journal that belong to the list are judged again and give the same state.
//
// A code is read as at the bench (shared/code.h): a case code counts its items.
// A place may be scanned before its item; the wrong one is refused. The item
// alone is enough. Commands: %UNDO, %SHORT-1 (not there), %SHORT-2 (damaged),
// %SHORT-3 (other item). When the lease is over nothing counts any more until
// the station has renewed it; a hand that was restarted out of reach has no
// clock and cannot tell.
#ifndef FIRMWARE_LIST_H
#define FIRMWARE_LIST_H

#include <stdbool.h>
#include <stdint.h>
#include "firmware/core/flash/journal.h"
#include "firmware/hal/reader.h"
#include "shared/code.h"
#include "shared/message.h"
#include "shared/pick.h"

enum { LIST_RENEW_MS = 3600000 };  // a lease changed by less is not kept

struct list_code {
    uint64_t gtin;          // or 0 and text
    int32_t qty;            // single items it stands for
    uint16_t line_idx;
    char text[MESSAGE_ITEM_CODE_MAX + 1];
};

struct list_line {
    char place[MESSAGE_PLACE_MAX + 1];
    char sku[MESSAGE_CODE_MAX + 1];
    char name[MESSAGE_NAME_MAX + 1];
};

struct list {               // private but for reading; zero is none
    bool is_active;         // all lines are here
    uint32_t list_id;       // 0 while there is none
    uint32_t start_seq;     // the journal's next record when it came
    int64_t until_ms;       // of the lease, UTC
    uint16_t line_count, got_count;
    uint16_t code_count, got_codes;
    uint32_t generation;    // of the half of flash it is in
    char order_no[MESSAGE_CODE_MAX + 1];
    char place[MESSAGE_PLACE_MAX + 1];  // scanned last
    struct list_line line[MESSAGE_LIST_LINES_MAX];
    struct list_code code[MESSAGE_LIST_CODES_MAX];
    struct pick pick;       // the truth
    struct pick next;       // the copy an event is decided on

    // Of one judgement; too large for the stack.
    struct code read;
    struct message record;
    char scan[4 + MESSAGE_SCAN_MAX];
};

// Finds the list that was kept, and judges the journal's records anew.
void list_load(struct list *l, struct journal *j);

// The station's messages LIST, LINE and CODE. True when there is something to
// keep: the list is whole with this one, renewed, or gone. An old list is
// replaced; what does not belong is ignored.
bool list_take(struct list *l, const struct message *m, uint32_t next_seq);

// Keeps a whole list in flash, or that there is none any more.
int list_keep(struct list *l) MUST_USE;

// Judges one scan on a copy: fills in verdict and line of record. list_commit
// makes the copy the truth once the record is in the journal.
void list_judge(struct list *l, struct message *record);
void list_commit(struct list *l, const struct message *record);

// The line to go to next, or NULL when everything is done or short.
const struct list_line *list_next(const struct list *l, int32_t *qty_left);
bool list_is_done(const struct list *l);

// The place of the line to go to next was scanned: its item is what is wanted.
bool list_is_there(const struct list *l);

#endif
