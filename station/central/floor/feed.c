// The feed: changed rows since a revision, each as the document a bench keeps.
#include "station/central/floor/badges.h"
#include "station/central/floor/floor.h"
#include "station/central/ship/papers.h"
#include "station/record/feed.h"
#include "station/store/central/floor/changes.h"
#include "station/store/central/floor/feed.h"

enum { PAGE_ROWS = 500 };

// Another bench's order is none of this bench's business: it comes without
// the address and the papers.
static bool load_shipment(struct office *o, int64_t station_id,
                          int64_t shipment_id, struct work *w)
{
    if (!feed_work_load(o->st, shipment_id, w))
        return false;
    struct papers in = office_papers(o);
    if (w->station_id != station_id)
        w->address[0] = 0;
    else if (w->state == SHIPMENT_CLAIMED || w->state == SHIPMENT_HELD)
        papers_fill_work(&in, w);
    return true;
}

static void add_serials(struct office *o, int64_t shipment_id,
                        struct feed_entry *e, json_t *feed)
{
    struct feed_serial serial[PICK_SERIALS_MAX];
    int32_t count =
        feed_serials_load(o->st, shipment_id, serial, PICK_SERIALS_MAX);
    for (int32_t i = 0; i < count; i++) {
        e->serial = serial[i];
        feed_entry_add(feed, e);
    }
}

static void add_change(struct office *o, int64_t station_id,
                       const struct change *c, struct feed_entry *e,
                       json_t *feed)
{
    struct store *st = o->st;
    bool found = false;
    if (!feed_kind_find(c->kind, &e->kind))
        return;
    switch (e->kind) {
    case FEED_ITEM:
        found = feed_item_load(st, c->ref_id, &e->item);
        break;
    case FEED_BOX:
        found = feed_box_load(st, c->ref_id, &e->box);
        break;
    case FEED_PERSON:
        found = badges_person(st, c->ref_id, &e->person);
        break;
    case FEED_SERIAL:
        add_serials(o, c->ref_id, e, feed);
        break;
    case FEED_SHIPMENT:
        found = load_shipment(o, station_id, c->ref_id, &e->work);
        break;
    case FEED_KIND_COUNT:
        break;
    }
    if (found)
        feed_entry_add(feed, e);
}

json_t *floor_feed(struct office *o, int64_t station_id, int64_t after_rev)
{
    struct change change[PAGE_ROWS];
    int32_t count = changes_load(o->st, after_rev, change, PAGE_ROWS);
    struct feed head = {.rev = count ? change[count - 1].rev : after_rev,
                        .has_more = count == PAGE_ROWS,
                        .now_ms = o->at_ms,
                        .station_id = station_id};
    badges_salt(o->st, head.badge_salt);
    size_t mark = turn_mark(o->turn);
    struct feed_entry *e = turn_alloc(o->turn, sizeof *e);
    json_t *feed = feed_to_json(&head);
    for (int32_t i = 0; i < count; i++)
        add_change(o, station_id, &change[i], e, feed);
    turn_back(o->turn, mark);
    return feed;
}
