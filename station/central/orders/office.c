#include "station/central/orders/office_internal.h"
#include "station/central/life/life.h"
#include "station/store/central/channels/inbox.h"
#include "station/store/central/lists/words.h"
#include "station/store/central/source/backlog.h"
#include "station/store/central/source/shipments.h"

enum { RETRY_MS = 60000, ERASE_EVERY_MS = 3600000 };

void office_open(struct office *o, struct turn *turn)
{
    o->turn = turn;
    o->st = turn->st;
    o->notices = (struct notices){.st = turn->st, .book = &o->book};
    o->is_stale = true;
    o->has_work = true;
    o->allocate = allocate_open(o->st, &o->book, &o->boxes);
}

void office_free(struct office *o)
{
    allocate_close(o->allocate);
}

void office_read(struct office *o, int64_t at_ms)
{
    o->at_ms = at_ms;
    o->notices.at_ms = at_ms;
    if (o->is_stale || at_ms >= o->book.until_ms) {
        book_load(&o->book, o->st, at_ms);
        boxes_load(&o->boxes, o->st);
        o->is_stale = false;
    }
    allocate_begin(o->allocate, at_ms);
}

void office_begin(struct office *o, int64_t at_ms)
{
    turn_write_begin(o->turn);
    office_read(o, at_ms);
}

static void release_batch(struct office *o)
{
    int64_t id[OFFICE_TICK_ORDERS];
    int32_t count =
        shipments_unreleased(o->st, &o->released_after, id, OFFICE_TICK_ORDERS);
    struct backlog_header h;
    for (int32_t i = 0; i < count; i++)
        if (backlog_header_load(o->st, id[i], &h) &&
            book_profile(&o->book, h.profile)->releases_at_once)
            life_release(o->st, id[i], o->at_ms);
}

void office_tick(struct office *o)
{
    for (int32_t w = 0; w < o->book.warehouse_count; w++)
        if (o->book.warehouse[w].is_closed)
            allocate_leave(o->allocate, o->book.warehouse[w].code, 100);
    life_mark_late(o->st, o->at_ms + OFFICE_RISK_MS, o->at_ms);
    release_batch(o);
    words_fill(o->st);
    if (o->at_ms >= o->erase_ms) {
        inbox_erase(o->st, o->at_ms - (int64_t)INBOX_KEEP_S * 1000);
        o->erase_ms = o->at_ms + ERASE_EVERY_MS;
    }
    if (!o->has_work && o->at_ms < o->waits_until_ms)
        return;
    o->has_work = false;
    o->waits_until_ms = o->at_ms + RETRY_MS;
    if (backlog_is_waiting(o->st)) {
        struct allocate_report r;
        allocate_backlog(o->allocate, OFFICE_TICK_ORDERS, &r);
        o->has_work = r.is_more; // the rest in the next turn
    }
}
