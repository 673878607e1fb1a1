// What each warehouse offers to an order: whether it may send, by which
// service, what that costs and when it arrives.
#include "station/central/source/allocate_internal.h"
#include "shared/sum.h"
#include "station/store/central/source/backlog.h"

#include <string.h>

void allocate_needs(struct task *t)
{
    t->need_count = 0;
    for (int32_t i = 0; i < t->line_count; i++) {
        int32_t n = 0;
        // The caller gives items as row numbers in need_of.
        while (n < t->need_count && t->need[n].sku != t->need_of[i])
            n++;
        if (n == t->need_count)
            t->need[t->need_count++] =
                (struct source_need){t->need_of[i], 0};
        t->need[n].qty += t->line[i].qty;
        t->need_of[i] = n;
    }
}

static void add_goods(const struct task *t, struct choose_parcel *p,
                      int64_t *volume_mm3, int32_t *longest_mm)
{
    for (int32_t i = 0; i < t->line_count; i++) {
        const struct backlog_line *l = &t->line[i];
        int64_t area_mm2 = sum_times(l->side_mm[0], l->side_mm[1]);
        int64_t each_mm3 = sum_times(area_mm2, l->side_mm[2]);
        p->weight_mg =
            sum_add(p->weight_mg, sum_times(l->weight_mg, l->qty));
        p->declared_minor =
            sum_add(p->declared_minor, sum_times(l->price_minor, l->qty));
        p->is_hazmat |= l->is_hazmat;
        *volume_mm3 = sum_add(*volume_mm3, sum_times(each_mm3, l->qty));
        for (int s = 0; s < 3; s++)
            if (l->side_mm[s] > *longest_mm)
                *longest_mm = l->side_mm[s];
        if (l->hs[0] && p->hs_count < CHOOSE_HS_MAX)
            memcpy(p->hs[p->hs_count++], l->hs, sizeof p->hs[0]);
    }
}

static void make_parcel(const struct allocate *a, const struct task *t,
                        struct offers *o)
{
    struct choose_parcel *p = &o->parcel;
    int64_t volume_mm3 = 0;
    int32_t longest_mm = 0;
    memset(p, 0, sizeof *p);
    memcpy(p->country, t->to.country, sizeof p->country);
    address_normal_postal(t->to.postal, p->postal, sizeof p->postal);
    p->wish = t->to.service;
    p->currency = t->header.currency;
    p->due_ms = t->to.due_ms ? t->to.due_ms : t->header.due_ms;
    add_goods(t, p, &volume_mm3, &longest_mm);
    o->box = volume_mm3 > 0 ? boxes_guess(a->boxes, volume_mm3, p->weight_mg,
                                          longest_mm)
                            : -1;
    if (o->box < 0)
        return;
    const struct carton_box *box = &a->boxes->box[o->box];
    p->weight_mg += box->tare_mg;
    for (int s = 0; s < 3; s++)
        p->side_um[s] = box->inner_mm[s] * 1000;
}

static int32_t priority_of(const struct book *b,
                           const struct book_profile *p, int32_t w)
{
    for (int32_t i = 0; i < p->priority.count; i++)
        if (strcmp(p->priority.code[i], b->warehouse[w].code) == 0)
            return i + 1;
    return BOOK_LIST_MAX + b->warehouse[w].priority;
}

static enum source_block rule_block(const struct allocate *a,
                                    const struct task *t,
                                    const struct book_profile *p, int32_t w)
{
    const struct book_warehouse *x = &a->b->warehouse[w];
    if (x->is_closed || x->warehouse_id == 0)
        return SOURCE_CLOSED;
    if ((x->is_store && !p->may_use_stores) ||
        book_list_has(&x->not_to, t->to.country) ||
        (x->channels.count && !book_list_has(&x->channels, t->header.channel)))
        return SOURCE_FORBIDDEN;
    if (x->capacity && a->load[w] >= x->capacity)
        return SOURCE_FULL;
    return SOURCE_FREE;
}

// Without any services the distance stands for the price, a minor unit a
// kilometre, so that the nearest warehouse is still the cheapest.
static void price_site(struct allocate *a, struct offers *o, int32_t w)
{
    struct source_site *s = &o->site[w];
    struct choose_option soonest;
    o->option[w].service = BOOK_NONE;
    if (a->b->service_count == 0) {
        s->carriage_minor = s->distance_m / 1000;
        return;
    }
    if (!choose_best(&a->choose, &o->parcel, &o->prices, w, &o->option[w],
                     &soonest)) {
        s->block = SOURCE_NO_SERVICE;
        return;
    }
    if (o->option[w].service == BOOK_NONE) {
        s->block = SOURCE_TOO_LATE;
        o->option[w] = soonest;
        o->is_any_late = true;
    }
    s->carriage_minor = o->option[w].cost_minor;
}

void allocate_offers(struct allocate *a, const struct task *t,
                     const char *only, struct offers *o)
{
    const struct book *b = a->b;
    const struct book_profile *p = book_profile(b, t->header.profile);
    make_parcel(a, t, o);
    choose_price(&a->choose, &o->parcel, &o->prices);
    o->is_any_late = false;
    for (int32_t w = 0; w < b->warehouse_count; w++) {
        struct source_site *s = &o->site[w];
        *s = (struct source_site){.handling_minor =
                                      b->warehouse[w].handling_minor};
        if (geo_is_known(b->warehouse[w].point) &&
            geo_is_known(t->to.point))
            s->distance_m =
                geo_metres(b->warehouse[w].point, t->to.point);
        s->priority = priority_of(b, p, w);
        s->block = rule_block(a, t, p, w);
        if (only[0] && strcmp(only, b->warehouse[w].code) != 0)
            s->block = SOURCE_FORBIDDEN;
        if (s->block == SOURCE_FREE)
            price_site(a, o, w);
    }
}

void allocate_allow_late(struct allocate *a, struct offers *o)
{
    for (int32_t w = 0; w < a->b->warehouse_count; w++)
        if (o->site[w].block == SOURCE_TOO_LATE)
            o->site[w].block = SOURCE_FREE;
}
