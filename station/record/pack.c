// An order as it was opened, and as it ended.
#include "station/record/pack.h"
#include "shared/must.h"
#include "station/base/text.h"
#include "station/record/tables_internal.h"

#include <stdio.h>
#include <string.h>

enum { QTY_MAX = 100000000 };

static const struct member PICK_LINE[] = {
    M_INT32("line_no", MEMBER_MUST, pick_line, line_no, 0, INT32_MAX, 0),
    M_INT("item", MEMBER_MUST, pick_line, item_id, 1, INT64_MAX),
    M_INT32("qty", MEMBER_MUST, pick_line, qty_want, 0, QTY_MAX, 0),
    M_INT("unit_mg", MEMBER_MAY, pick_line, unit_mg, 0, RECORD_MG_MAX),
    M_INT("spread_mg", MEMBER_RARE, pick_line, spread_mg, 0, RECORD_MG_MAX),
    M_TEXT("lot", MEMBER_RARE, pick_line, lot),
    M_BOOL("needs_lot", MEMBER_RARE, pick_line, needs_lot, false),
    M_BOOL("needs_serial", MEMBER_RARE, pick_line, needs_serial, false),
    M_BOOL("needs_expiry", MEMBER_RARE, pick_line, needs_expiry, false),
    M_BOOL("is_kit", MEMBER_RARE, pick_line, is_kit, false),
    M_BOOL("takes_whole", MEMBER_RARE, pick_line, takes_whole, false),
    M_INT32("kit_idx", MEMBER_RARE, pick_line, kit_idx, -1, PICK_LINES_MAX,
            PICK_NO_LINE),
    M_INT32("qty_per_kit", MEMBER_RARE, pick_line, qty_per_kit, 0, INT32_MAX,
            0)};
const struct table PICK_LINE_TABLE = TABLE(PICK_LINE);

static const struct member RULE[] = {
    M_INT("step_mg", MEMBER_MUST, pack_rule, weigh.step_mg, 0, RECORD_MG_MAX),
    M_INT("floor_mg", MEMBER_MUST, pack_rule, weigh.floor_mg, 0, RECORD_MG_MAX),
    M_INT32("permille", MEMBER_MUST, pack_rule, weigh.permille, 0, 1000, 0),
    M_INT("tare_mg", MEMBER_MUST, pack_rule, weigh.tare_mg, 0, RECORD_MG_MAX),
    M_INT("packing_mg", MEMBER_MUST, pack_rule, weigh.packing_mg, 0,
          RECORD_MG_MAX),
    M_INT("max_mg", MEMBER_RARE, pack_rule, max_mg, 0, RECORD_MG_MAX),
    M_BOOL("needs_weight", MEMBER_MAY, pack_rule, needs_weight, false),
    // An order that was opened before it was asked: counting was allowed.
    M_BOOL("may_count", MEMBER_MAY, pack_rule, may_count, true)};
const struct table PACK_RULE_TABLE = TABLE(RULE);

json_t *pack_open_to_json(const struct pack *p)
{
    json_t *o = table_write(&PACK_RULE_TABLE, &p->rule);
    json_t *lines = json_array();
    for (int32_t i = 0; i < p->pick.line_count; i++) {
        json_t *line = table_write(&PICK_LINE_TABLE, &p->pick.line[i]);
        must(json_array_append_new(lines, line) == 0);
    }
    must(json_object_set_new(o, "lines", lines) == 0);
    return o;
}

int pack_open_from_json(const json_t *body, struct pack *p)
{
    struct json_reader r;
    struct pack_rule rule = {0};
    json_reader_init(&r, body);
    table_take(&r, &PACK_RULE_TABLE, &rule);
    const json_t *lines = json_take_array(&r, "lines", true);
    pack_init(p, &rule);
    for (size_t i = 0; json_reader_ok(&r) && i < json_array_size(lines); i++) {
        struct pick_line line = {0};
        int rc =
            table_read(&PICK_LINE_TABLE, json_array_get(lines, i), &line, NULL);
        if (rc < 0 || !pack_add_line(p, &line))
            return ERR_PARSE;
    }
    return json_reader_ok(&r) ? ERR_OK : ERR_PARSE;
}

static const char *verdict_word(int32_t value)
{
    return verdict_name((enum verdict)value);
}

static const char *reason_word(int32_t value)
{
    static const char *const REASONS[] = {"not_there", "damaged", "other",
                                          "fewer"};
    return REASONS[value];
}

static const struct member PARCEL[] = {
    M_TEXT("sscc", MEMBER_MUST, pack_done_parcel, sscc),
    M_TEXT("tracking", MEMBER_MUST, pack_done_parcel, tracking),
    M_TEXT("to", MEMBER_RARE, pack_done_parcel, to),
    M_INT("weight_mg", MEMBER_MUST, pack_done_parcel, weight_mg, 0,
          RECORD_MG_MAX),
    M_INT("box", MEMBER_RARE, pack_done_parcel, box_id, 0, INT64_MAX),
    M_WORD("weighed", MEMBER_RARE, pack_done_parcel, weighed, verdict_word,
           VERDICT_COUNT, V_NOT_NOW),
    M_INT32("copies", MEMBER_MUST, pack_done_parcel, copies, 1, 1000, 1)};
const struct table PACK_PARCEL_TABLE = TABLE(PARCEL);

static const struct member DONE_LINE[] = {
    M_INT32("pos", MEMBER_MUST, pack_done_line, pos, 0, PICK_LINES_MAX, 0),
    M_INT32("qty", MEMBER_MUST, pack_done_line, qty, 0, QTY_MAX, 0),
    M_INT32("short", MEMBER_RARE, pack_done_line, qty_short, 0, QTY_MAX, 0),
    M_WORD("reason", MEMBER_RARE, pack_done_line, reason, reason_word,
           PICK_SHORT_FEWER + 1, PICK_SHORT_OTHER)};
const struct table PACK_DONE_LINE_TABLE = TABLE(DONE_LINE);

static void fill_parcel(const struct pack_parcel *from,
                        struct pack_done_parcel *out)
{
    *out = (struct pack_done_parcel){.weight_mg = from->weight_mg,
                                     .box_id = from->box_id,
                                     .weighed = from->weighed,
                                     .copies = from->copies};
    memcpy(out->to, from->to, sizeof out->to);
    snprintf(out->sscc, sizeof out->sscc, "%s", from->sscc);
    snprintf(out->tracking, sizeof out->tracking, "%s", from->tracking);
}

static json_t *line_json(const struct pack *p, int32_t idx)
{
    const struct pick_line *l = &p->pick.line[idx];
    struct pack_done_line done = {.pos = idx,
                                  .qty = l->qty_done,
                                  .qty_short = l->qty_short,
                                  .reason = PICK_SHORT_OTHER};
    if (l->qty_short > 0)
        done.reason = l->short_reason;
    json_t *o = table_write(&PACK_DONE_LINE_TABLE, &done);
    if (!l->needs_serial)
        return o;
    json_t *serials = json_array();
    for (int32_t i = 0; i < p->pick.serial_count; i++)
        if (p->pick.serial[i].line_idx == idx)
            must(json_array_append_new(serials,
                                       json_text(p->pick.serial[i].text)) == 0);
    must(json_object_set_new(o, "serials", serials) == 0);
    return o;
}

static const struct member SWAP[] = {
    M_INT32("pos", MEMBER_MUST, pack_done_swap, pos, 0, PICK_LINES_MAX, 0),
    M_INT32("qty", MEMBER_MUST, pack_done_swap, qty, 1, QTY_MAX, 0),
    M_TEXT("lot", MEMBER_MUST, pack_done_swap, lot)};
static const struct table SWAP_TABLE = TABLE(SWAP);

static json_t *swaps_json(const struct pick *p)
{
    json_t *swaps = json_array();
    for (int32_t i = 0; i < p->swap_count; i++) {
        struct pack_done_swap s = {.pos = p->swap[i].line_idx,
                                   .qty = p->swap[i].qty};
        memcpy(s.lot, p->swap[i].lot, sizeof s.lot);
        if (s.qty > 0)
            must(json_array_append_new(swaps, table_write(&SWAP_TABLE, &s)) ==
                 0);
    }
    return swaps;
}

static const struct member DONE[] = {
    M_TEXT("order_no", MEMBER_MAY, pack_done, order_no),
    M_TEXT("service", MEMBER_RARE, pack_done, service),
    M_TEXT("carrier", MEMBER_RARE, pack_done, carrier),
    M_LIST("swaps", MEMBER_RARE, pack_done, swap, swap_count, PICK_SWAPS_MAX,
           &SWAP_TABLE)};
static const struct table DONE_TABLE = TABLE(DONE);

json_t *pack_done_to_json(const struct pack *p, const struct pack_way *way)
{
    json_t *o = json_object(), *parcels = json_array(), *lines = json_array();
    for (int32_t i = 0; i < p->parcel_count; i++) {
        struct pack_done_parcel parcel;
        fill_parcel(&p->parcel[i], &parcel);
        must(json_array_append_new(
                 parcels, table_write(&PACK_PARCEL_TABLE, &parcel)) == 0);
    }
    for (int32_t i = 0; i < p->pick.line_count; i++)
        if (!p->pick.line[i].is_kit)
            must(json_array_append_new(lines, line_json(p, i)) == 0);
    must(json_object_set_new(o, "order_no", json_string(way->order_no)) == 0);
    if (way->service[0]) {
        must(json_object_set_new(o, "service", json_string(way->service)) == 0);
        must(json_object_set_new(o, "carrier", json_string(way->carrier)) == 0);
    }
    must(json_object_set_new(o, "parcels", parcels) == 0);
    must(json_object_set_new(o, "lines", lines) == 0);
    if (p->pick.swap_count > 0)
        must(json_object_set_new(o, "swaps", swaps_json(&p->pick)) == 0);
    return o;
}

static void take_serials(struct json_reader *r, struct pack_done *out,
                         struct pack_done_line *line)
{
    const json_t *serials = json_take_array(r, "serials", false);
    line->serial_first = out->serial_count;
    line->serial_count = 0;
    for (size_t i = 0; i < json_array_size(serials); i++) {
        const json_t *one = json_array_get(serials, i);
        if (out->serial_count == PICK_SERIALS_MAX)
            json_reader_fail(r, "serials", "are too many");
        else if (!json_is_string(one) ||
                 text_field(out->serial[out->serial_count], PICK_TEXT_MAX + 1,
                            json_string_value(one),
                            json_string_length(one)) < 0)
            json_reader_fail(r, "serials", "must be short texts");
        if (!json_reader_ok(r))
            return;
        out->serial_count++;
        line->serial_count++;
    }
}

static void take_line(struct json_reader *r, const json_t *one,
                      struct pack_done *out)
{
    struct json_reader lr;
    struct pack_done_line *line = &out->line[out->line_count++];
    json_reader_init(&lr, one);
    table_take(&lr, &PACK_DONE_LINE_TABLE, line);
    take_serials(&lr, out, line);
    if (!json_reader_ok(&lr))
        json_reader_fail(r, "lines", lr.why);
}

static void take_parcel(struct json_reader *r, const json_t *one,
                        struct pack_done *out)
{
    struct json_reader pr;
    json_reader_init(&pr, one);
    table_take(&pr, &PACK_PARCEL_TABLE, &out->parcel[out->parcel_count++]);
    if (!json_reader_ok(&pr))
        json_reader_fail(r, "parcels", pr.why);
}

int pack_done_from_json(const json_t *body, struct pack_done *out, char *why)
{
    struct json_reader r;
    json_reader_init(&r, body);
    out->parcel_count = out->line_count = out->serial_count = 0;
    out->swap_count = 0;
    table_take(&r, &DONE_TABLE, out);
    const json_t *parcels = json_take_array(&r, "parcels", false);
    const json_t *lines = json_take_array(&r, "lines", false);
    if (json_array_size(parcels) > PACK_PARCELS_MAX)
        json_reader_fail(&r, "parcels", "are too many");
    if (json_array_size(lines) > PICK_LINES_MAX)
        json_reader_fail(&r, "lines", "are too many");
    for (size_t i = 0; json_reader_ok(&r) && i < json_array_size(parcels); i++)
        take_parcel(&r, json_array_get(parcels, i), out);
    for (size_t i = 0; json_reader_ok(&r) && i < json_array_size(lines); i++)
        take_line(&r, json_array_get(lines, i), out);
    if (why)
        snprintf(why, RECORD_WHY_MAX, "%s", r.why);
    return json_reader_ok(&r) ? ERR_OK : ERR_PARSE;
}
