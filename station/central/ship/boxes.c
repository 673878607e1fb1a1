#include "station/central/ship/boxes.h"
#include "station/store/central/lists/lists.h"
#include "station/store/central/source/shipments.h"

#include <stdio.h>
#include <string.h>

enum { FILL_TENTHS = 7 };

static int64_t volume(const int32_t side[3])
{
    return (int64_t)side[0] * side[1] * side[2];
}

static bool comes_first(const struct carton_box *a, const struct carton_box *b)
{
    if (a->cost_minor != b->cost_minor)
        return a->cost_minor < b->cost_minor;
    return volume(a->inner_mm) < volume(b->inner_mm);
}

static void insert(struct boxes *b, const struct carton_box *box,
                   int64_t box_id, const char *code)
{
    int32_t at = b->count++;
    for (; at > 0 && comes_first(box, &b->box[at - 1]); at--) {
        b->box[at] = b->box[at - 1];
        b->box_id[at] = b->box_id[at - 1];
        memcpy(b->code[at], b->code[at - 1], sizeof b->code[at]);
    }
    b->box[at] = *box;
    b->box_id[at] = box_id;
    snprintf(b->code[at], sizeof b->code[at], "%s", code);
}

static int64_t number(const json_t *row, const char *name)
{
    return json_integer_value(json_object_get(row, name));
}

void boxes_load(struct boxes *b, struct store *st)
{
    json_t *all = lists_boxes(st);
    b->count = 0;
    for (size_t i = 0;
         i < json_array_size(all) && b->count < CARTON_BOXES_MAX; i++) {
        const json_t *row = json_array_get(all, i);
        struct carton_box box = {
            .inner_mm = {(int32_t)number(row, "length_mm"),
                         (int32_t)number(row, "width_mm"),
                         (int32_t)number(row, "height_mm")},
            .tare_mg = number(row, "tare_mg"),
            .max_mg = number(row, "max_mg"),
            .cost_minor = number(row, "cost_minor")};
        if (volume(box.inner_mm) > 0)
            insert(b, &box, number(row, "box_id"),
                   json_string_value(json_object_get(row, "code")));
    }
    json_decref(all);
}

int32_t boxes_find(const struct boxes *b, int64_t box_id)
{
    for (int32_t i = 0; i < b->count; i++)
        if (b->box_id[i] == box_id)
            return i;
    return -1;
}

static int32_t longest(const int32_t side[3])
{
    int32_t most = side[0] > side[1] ? side[0] : side[1];
    return most > side[2] ? most : side[2];
}

int32_t boxes_guess(const struct boxes *b, int64_t volume_mm3,
                    int64_t weight_mg, int32_t longest_mm)
{
    for (int32_t i = 0; i < b->count; i++) {
        const struct carton_box *x = &b->box[i];
        if (longest(x->inner_mm) >= longest_mm &&
            volume(x->inner_mm) / 10 * FILL_TENTHS >= volume_mm3 &&
            (!x->max_mg || x->max_mg >= weight_mg))
            return i;
    }
    return -1;
}

struct fitting {
    struct shipment_unit unit[CARTON_ITEMS_MAX];
    struct carton_item item[CARTON_ITEMS_MAX];
    struct carton carton;
    int32_t count;
    bool is_chosen;             // false: items without a size, or too many
    struct carton_choice choice;
};

static bool fit(struct fitting *f, const struct boxes *b, struct store *st,
                int64_t shipment_id)
{
    f->is_chosen = false;
    int32_t lines =
        shipments_units_load(st, shipment_id, f->unit, CARTON_ITEMS_MAX);
    f->count = 0;
    for (int32_t i = 0; i < lines; i++) {
        const struct shipment_unit *u = &f->unit[i];
        if (volume(u->side_mm) == 0 || f->count + u->qty > CARTON_ITEMS_MAX)
            return false;
        for (int32_t n = 0; n < u->qty; n++)
            f->item[f->count++] = (struct carton_item){
                .side_mm = {u->side_mm[0], u->side_mm[1], u->side_mm[2]},
                .weight_mg = u->weight_mg,
                .flags = (uint8_t)u->pack_flags};
    }
    if (f->count == 0 || b->count == 0)
        return false;
    f->choice =
        carton_choose(&f->carton, b->box, b->count, f->item, f->count);
    f->is_chosen = true;
    return f->choice.first >= 0;
}

bool boxes_suggest(const struct boxes *b, struct turn *turn,
                   int64_t shipment_id)
{
    size_t mark = turn_mark(turn);
    struct fitting *f = turn_alloc(turn, sizeof *f);
    bool fits = fit(f, b, turn->st, shipment_id);
    if (fits)
        shipments_box_set(turn->st, shipment_id, b->code[f->choice.first],
                          f->choice.second >= 0 ? b->code[f->choice.second]
                                                : "");
    turn_back(turn, mark);
    return fits;
}

static json_t *places(const struct fitting *f)
{
    json_t *list = json_array();
    for (int32_t i = 0; i < f->count; i++) {
        const struct carton_place *p = &f->carton.place[i];
        json_array_append_new(
            list, json_pack("[i,i,i,i,i,i]", p->at_mm[0], p->at_mm[1],
                            p->at_mm[2], p->side_mm[0], p->side_mm[1],
                            p->side_mm[2]));
    }
    return list;
}

static json_t *verdicts(const struct fitting *f, const struct boxes *b,
                        bool fits)
{
    json_t *list = json_array();
    for (int32_t i = 0; i < b->count && f->is_chosen; i++)
        json_array_append_new(
            list, json_pack("{s:s,s:s,s:b,s:b}", "box", b->code[i], "verdict",
                            carton_verdict_name(f->choice.verdict[i]),
                            "is_first", fits && f->choice.first == i,
                            "is_second", fits && f->choice.second == i));
    return list;
}

json_t *boxes_picture(const struct boxes *b, struct turn *turn,
                      int64_t shipment_id)
{
    size_t mark = turn_mark(turn);
    struct fitting *f = turn_alloc(turn, sizeof *f);
    bool fits = fit(f, b, turn->st, shipment_id);
    json_t *o = json_pack("{s:b,s:i,s:o}", "fits", fits, "units", f->count,
                          "boxes", verdicts(f, b, fits));
    if (fits && carton_fit(&f->carton, &b->box[f->choice.first], f->item,
                           f->count) == CARTON_FITS)
        json_object_set_new(o, "places", places(f));
    turn_back(turn, mark);
    return o;
}
