#include "station/domain/ship/carton.h"
#include "shared/must.h"

#include <string.h>

enum { KEYS = 5, RULES = 3, AXES = 6, ONE_PASS_ABOVE = 60 };

static const int TURN[6][3] = {{0, 1, 2}, {1, 0, 2}, {0, 2, 1},
                               {1, 2, 0}, {2, 0, 1}, {2, 1, 0}};

// One attempt: a position of the box, a rule, whether leaving items is fine.
struct attempt {
    struct carton *c;
    const struct carton_item *item;
    int32_t count;
    int32_t inner[3];       // turned
    const int *axis;        // how it was turned
    int64_t max_mg;
    int rule;
    bool is_filling;        // take what goes in, leave the rest
    int32_t space_count;
};

static int64_t volume(const int32_t d[3])
{
    return (int64_t)d[0] * d[1] * d[2];
}

static int32_t longest(const int32_t d[3])
{
    int32_t m = d[0] > d[1] ? d[0] : d[1];
    return m > d[2] ? m : d[2];
}

static int32_t shortest(const int32_t d[3])
{
    int32_t m = d[0] < d[1] ? d[0] : d[1];
    return m < d[2] ? m : d[2];
}

static int64_t key_of(const struct carton_item *i, int key)
{
    int64_t v = volume(i->side_mm);
    switch (key) {
    case 0:
        return v;
    case 1:
        return (int64_t)longest(i->side_mm) * 1000000000 + v / 100;
    case 2:
        return v / (shortest(i->side_mm) > 0 ? shortest(i->side_mm) : 1);
    case 3:
        return (int64_t)shortest(i->side_mm) * 1000000000 + v / 100;
    default:
        return (int64_t)i->side_mm[0] + i->side_mm[1] + i->side_mm[2];
    }
}

// Insertion sort, the largest first; what must not be stacked on goes last.
static void sort_items(struct carton *c, const struct carton_item *item,
                       int32_t count, int key)
{
    for (int32_t i = 0; i < count; i++) {
        int64_t k = key_of(&item[i], key);
        bool is_last = item[i].flags & CARTON_NO_STACK;
        int32_t at = i;
        for (; at > 0; at--) {
            const struct carton_item *o = &item[c->order[at - 1]];
            bool other_last = o->flags & CARTON_NO_STACK;
            if (other_last == is_last ? key_of(o, key) >= k : is_last)
                break;
            c->order[at] = c->order[at - 1];
        }
        c->order[at] = i;
    }
}

static int64_t score(const struct attempt *a, const struct carton_space *s,
                     const int32_t d[3])
{
    int32_t room[3], spare[3];
    for (int k = 0; k < 3; k++) {
        room[k] = s->to[k] - s->from[k];
        spare[k] = room[k] - d[k];
    }
    int64_t least = shortest(spare);
    int64_t low = spare[0] < spare[1] ? spare[0] : spare[1];
    if (a->rule == 0)
        return (((int64_t)s->from[2] * 4096 + s->from[1]) * 4096 +
                s->from[0]) * 4096 + low;
    if (a->rule == 1)
        return (least * 4096 + s->from[2]) * 4096 + s->from[1] + s->from[0];
    return volume(room) * 64 + (least < 63 ? least : 63);
}

// A turned box turns its items: upright means along the box's own height.
static bool may_turn(const struct attempt *a, const struct carton_item *i,
                     const int *turn)
{
    if (!(i->flags & (CARTON_UPRIGHT | CARTON_NO_STACK)))
        return true;
    int up = 0; // which axis of the attempt is the box's height
    while (a->axis[up] != 2)
        up++;
    return !(i->flags & CARTON_UPRIGHT) || turn[up] == 2;
}

static bool find_place(const struct attempt *a, const struct carton_item *i,
                       struct carton_place *best)
{
    bool found = false;
    int64_t best_score = 0;
    for (int32_t e = 0; e < a->space_count; e++) {
        const struct carton_space *s = &a->c->space[e];
        for (int t = 0; t < 6; t++) {
            int32_t d[3];
            bool fits = may_turn(a, i, TURN[t]);
            for (int k = 0; k < 3; k++) {
                d[k] = i->side_mm[TURN[t][k]];
                fits = fits && d[k] <= s->to[k] - s->from[k];
            }
            if (!fits)
                continue;
            int64_t sc = score(a, s, d);
            if (found && sc >= best_score)
                continue;
            found = true;
            best_score = sc;
            memcpy(best->at_mm, s->from, sizeof best->at_mm);
            memcpy(best->side_mm, d, sizeof d);
        }
    }
    return found;
}

static int32_t push(struct carton *c, int32_t n, const struct carton_space *s)
{
    if (n < CARTON_SPACES_MAX)
        c->next[n++] = *s;
    return n;
}

// The free spaces after an item took its place: each space it cuts leaves up
// to six smaller ones.
static int32_t split(struct attempt *a, const struct carton_place *p)
{
    int32_t n = 0;
    for (int32_t e = 0; e < a->space_count; e++) {
        const struct carton_space *s = &a->c->space[e];
        bool is_cut = true;
        for (int k = 0; k < 3; k++)
            is_cut = is_cut && p->at_mm[k] < s->to[k] &&
                     p->at_mm[k] + p->side_mm[k] > s->from[k];
        if (!is_cut) {
            n = push(a->c, n, s);
            continue;
        }
        for (int k = 0; k < 3; k++) {
            struct carton_space piece = *s;
            piece.to[k] = p->at_mm[k];
            if (piece.to[k] > piece.from[k])
                n = push(a->c, n, &piece);
            piece = *s;
            piece.from[k] = p->at_mm[k] + p->side_mm[k];
            if (piece.from[k] < piece.to[k])
                n = push(a->c, n, &piece);
        }
    }
    return n;
}

static bool contains(const struct carton_space *big,
                     const struct carton_space *small)
{
    for (int k = 0; k < 3; k++)
        if (small->from[k] < big->from[k] || small->to[k] > big->to[k])
            return false;
    return true;
}

// Drops spaces that lie in another, or are too thin for anything left.
static void keep_maximal(struct attempt *a, int32_t n, int32_t thinnest)
{
    a->space_count = 0;
    for (int32_t i = 0; i < n; i++) {
        const struct carton_space *s = &a->c->next[i];
        bool keep = true;
        for (int k = 0; k < 3; k++)
            keep = keep && s->to[k] - s->from[k] >= thinnest;
        for (int32_t j = 0; j < n && keep; j++) {
            const struct carton_space *o = &a->c->next[j];
            if (i != j && contains(o, s))
                keep = j > i && contains(s, o); // of equals the first stays
        }
        if (keep)
            a->c->space[a->space_count++] = *s;
    }
}

// Nothing may stand above it: the space over the item is taken too.
static void block_above(const struct attempt *a, struct carton_place *p)
{
    int up = 0;
    while (a->axis[up] != 2)
        up++;
    p->side_mm[up] = a->inner[up] - p->at_mm[up];
}

static int32_t thinnest_left(const struct attempt *a, int32_t from)
{
    int32_t least = 0;
    for (int32_t z = from; z < a->count; z++) {
        int32_t t = shortest(a->item[a->c->order[z]].side_mm);
        if (z == from || t < least)
            least = t;
    }
    return least;
}

static bool run(struct attempt *a)
{
    struct carton *c = a->c;
    int64_t mg = 0;
    bool all = true;
    c->volume_mm3 = 0;
    memset(c->is_in, 0, sizeof c->is_in);
    a->space_count = 1;
    memset(c->space[0].from, 0, sizeof c->space[0].from);
    memcpy(c->space[0].to, a->inner, sizeof a->inner);
    for (int32_t q = 0; q < a->count; q++) {
        int32_t idx = c->order[q];
        const struct carton_item *i = &a->item[idx];
        struct carton_place p;
        bool too_heavy = a->max_mg && mg + i->weight_mg > a->max_mg;
        if (too_heavy || !find_place(a, i, &p)) {
            all = false;
            if (!a->is_filling)
                return false;
            continue;
        }
        mg += i->weight_mg;
        c->is_in[idx] = true;
        c->place[idx] = p;
        c->volume_mm3 += volume(p.side_mm);
        if (i->flags & CARTON_NO_STACK)
            block_above(a, &p);
        keep_maximal(a, split(a, &p), thinnest_left(a, q + 1));
    }
    return all;
}

// Places back into the box as it stands on the bench.
static void turn_back(struct attempt *a)
{
    for (int32_t i = 0; i < a->count; i++) {
        struct carton_place p = a->c->place[i];
        for (int k = 0; k < 3; k++) {
            a->c->place[i].at_mm[a->axis[k]] = p.at_mm[k];
            a->c->place[i].side_mm[a->axis[k]] = p.side_mm[k];
        }
    }
}

struct filled {
    int64_t volume_mm3;
    bool is_in[CARTON_ITEMS_MAX];
};

// All attempts until one takes everything. When filling, the best is kept.
static bool portfolio(struct carton *c, const struct carton_box *box,
                      const struct carton_item *item, int32_t count,
                      struct filled *best)
{
    struct attempt a = {.c = c, .item = item, .count = count,
                        .max_mg = box->max_mg, .is_filling = best != NULL};
    int axes = count > ONE_PASS_ABOVE ? 1 : AXES;
    for (int x = 0; x < axes; x++) {
        a.axis = TURN[x];
        for (int k = 0; k < 3; k++)
            a.inner[k] = box->inner_mm[TURN[x][k]];
        for (int key = 0; key < KEYS; key++) {
            sort_items(c, item, count, key);
            for (a.rule = 0; a.rule < RULES; a.rule++) {
                bool all = run(&a);
                if (best && c->volume_mm3 > best->volume_mm3) {
                    best->volume_mm3 = c->volume_mm3;
                    memcpy(best->is_in, c->is_in, sizeof c->is_in);
                }
                if (all) {
                    turn_back(&a);
                    return true;
                }
            }
        }
    }
    return false;
}

// Sides that fit when both are sorted: the cheap test before the search.
static bool sides_fit(const struct carton_item *i,
                      const struct carton_box *box)
{
    for (int t = 0; t < 6; t++) {
        bool fits = !(i->flags & CARTON_UPRIGHT) || TURN[t][2] == 2;
        for (int k = 0; k < 3; k++)
            fits = fits && i->side_mm[TURN[t][k]] <= box->inner_mm[k];
        if (fits)
            return true;
    }
    return false;
}

static enum carton_verdict quick(const struct carton_box *box,
                                 const struct carton_item *item,
                                 int32_t count)
{
    int64_t mg = 0, mm3 = 0;
    for (int32_t i = 0; i < count; i++) {
        mg += item[i].weight_mg;
        mm3 += volume(item[i].side_mm);
        if (!sides_fit(&item[i], box))
            return CARTON_SIDE;
    }
    if (box->max_mg && mg > box->max_mg)
        return CARTON_TOO_HEAVY;
    return mm3 > volume(box->inner_mm) ? CARTON_VOLUME : CARTON_FITS;
}

enum carton_verdict carton_fit(struct carton *c, const struct carton_box *box,
                               const struct carton_item *item, int32_t count)
{
    must(count >= 0 && count <= CARTON_ITEMS_MAX);
    enum carton_verdict v = quick(box, item, count);
    if (v != CARTON_FITS)
        return v;
    return portfolio(c, box, item, count, NULL) ? CARTON_FITS
                                                : CARTON_NOT_FOUND;
}

// By cost, then inner volume, then position in the list.
static bool is_better(const struct carton_box *box, int32_t a, int32_t b)
{
    if (box[a].cost_minor != box[b].cost_minor)
        return box[a].cost_minor < box[b].cost_minor;
    int64_t va = volume(box[a].inner_mm), vb = volume(box[b].inner_mm);
    return va != vb ? va < vb : a < b;
}

// The first wanted boxes, 1 or 2, that take everything.
static struct carton_choice choose(struct carton *c,
                                   const struct carton_box *box,
                                   int32_t box_count,
                                   const struct carton_item *item,
                                   int32_t count, int32_t wanted)
{
    struct carton_choice r = {.first = -1, .second = -1};
    bool seen[CARTON_BOXES_MAX] = {false};
    must(box_count <= CARTON_BOXES_MAX);
    for (int32_t b = 0; b < box_count; b++)
        r.verdict[b] = CARTON_NOT_TRIED;
    for (int32_t turn = 0; turn < box_count && wanted > 0; turn++) {
        int32_t next = -1;
        for (int32_t b = 0; b < box_count; b++)
            if (!seen[b] && (next < 0 || is_better(box, b, next)))
                next = b;
        seen[next] = true;
        r.verdict[next] = carton_fit(c, &box[next], item, count);
        if (r.verdict[next] != CARTON_FITS)
            continue;
        if (r.first < 0)
            r.first = next;
        else
            r.second = next;
        wanted--;
    }
    return r;
}

struct carton_choice carton_choose(struct carton *c,
                                   const struct carton_box *box,
                                   int32_t box_count,
                                   const struct carton_item *item,
                                   int32_t count)
{
    return choose(c, box, box_count, item, count, 2);
}

// The box that takes the most volume of what is left.
static int32_t fill_one(struct carton *c, const struct carton_box *box,
                        int32_t box_count, const struct carton_item *left,
                        int32_t count, struct filled *best)
{
    int32_t kind = -1;
    for (int32_t b = 0; b < box_count; b++) {
        struct filled f = {.volume_mm3 = 0};
        portfolio(c, &box[b], left, count, &f);
        if (f.volume_mm3 > 0 && (kind < 0 || f.volume_mm3 > best->volume_mm3)) {
            *best = f;
            kind = b;
        }
    }
    return kind;
}

int32_t carton_spread(struct carton *c, const struct carton_box *box,
                      int32_t box_count, const struct carton_item *item,
                      int32_t count, int32_t *box_of, int32_t *kind_of,
                      int32_t kind_cap)
{
    struct carton_item left[CARTON_ITEMS_MAX];
    int32_t idx[CARTON_ITEMS_MAX], left_count = count, parcels = 0;
    must(count >= 0 && count <= CARTON_ITEMS_MAX);
    for (int32_t i = 0; i < count; i++) {
        left[i] = item[i];
        idx[i] = i;
    }
    while (left_count > 0) {
        struct filled f = {.volume_mm3 = 0};
        struct carton_choice one =
            choose(c, box, box_count, left, left_count, 1);
        int32_t kind = one.first;
        if (parcels == kind_cap)
            return -1;
        if (kind < 0) {
            kind = fill_one(c, box, box_count, left, left_count, &f);
            if (kind < 0)
                return -1;
        } else {
            memset(f.is_in, 1, sizeof f.is_in);
        }
        int32_t kept = 0;
        for (int32_t i = 0; i < left_count; i++) {
            if (f.is_in[i]) {
                box_of[idx[i]] = parcels;
                continue;
            }
            left[kept] = left[i];
            idx[kept++] = idx[i];
        }
        kind_of[parcels++] = kind;
        left_count = kept;
    }
    return parcels;
}

const char *carton_verdict_name(enum carton_verdict v)
{
    static const char *const NAMES[] = {"fits", "too_heavy", "side_too_long",
                                        "too_little_room", "no_fit_found",
                                        "not_tried"};
    must(v <= CARTON_NOT_TRIED);
    return NAMES[v];
}
