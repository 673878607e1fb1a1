#include "station/record/pack.h"
#include "station/base/secret.h"
#include "station/base/text.h"
#include "shared/must.h"

#include <string.h>

enum { RAW_MAX = 512 };

static void set(json_t *o, const char *name, json_t *value)
{
    must(json_object_set_new(o, name, value) == 0);
}

static void set_int(json_t *o, const char *name, int64_t value)
{
    set(o, name, json_integer(value));
}

static void set_text(json_t *o, const char *name, const char *text)
{
    if (text[0])
        set(o, name, json_string(text));
}

// Raw bytes as text when they are UTF-8 without a NUL, in hex otherwise.
static void set_raw(json_t *o, const char *raw, size_t len)
{
    if (len > RAW_MAX)
        len = RAW_MAX;
    if (text_is_utf8(raw, len) && !memchr(raw, 0, len)) {
        set(o, "raw", json_stringn(raw, len));
        return;
    }
    char hex[RAW_MAX * 2 + 1];
    secret_hex((const uint8_t *)raw, len, hex);
    set(o, "raw_hex", json_string(hex));
}

static void set_scan(json_t *o, const struct pick_event *p)
{
    set_int(o, "item", p->item_id);
    set_int(o, "qty", p->qty);
    set_text(o, "lot", p->lot);
    set_text(o, "serial", p->serial);
    if (p->expiry_days != PICK_NO_DATE) {
        set_int(o, "expiry", p->expiry_days);
        set_int(o, "today", p->today_days);
    }
    if (p->was_shipped)
        set(o, "was_shipped", json_true());
}

json_t *body_of_event(const struct pack_event *ev, const char *raw,
                      size_t raw_len)
{
    json_t *o = json_object();
    if (raw)
        set_raw(o, raw, raw_len);
    switch (ev->kind) {
    case PACK_SCAN:
        set_scan(o, &ev->pick);
        break;
    case PACK_COMMAND:
        set_text(o, "command", pack_command_name(ev->command));
        if (ev->command == PACK_CMD_TIMES)
            set_int(o, "count", ev->count);
        break;
    case PACK_BOX:
        set_int(o, "box", ev->box_id);
        set_int(o, "tare_mg", ev->tare_mg);
        break;
    case PACK_WEIGHT:
        set_int(o, "gross_mg", ev->gross_mg);
        break;
    case PACK_QUEUE:
        set_int(o, "job", ev->job_id);
        set_text(o, "code", ev->code);
        set_text(o, "sscc", ev->sscc);
        break;
    case PACK_JOB:
        set_int(o, "job", ev->job_id);
        set_text(o, "became", pack_job_name(ev->job_state));
        break;
    case PACK_LABEL:
        set_text(o, "code", ev->code);
        set_text(o, "sscc", ev->sscc);
        break;
    case PACK_CHANGE:
        set_int(o, "line_no", ev->pick.line.line_no);
        set_int(o, "item", ev->pick.line.item_id);
        set_int(o, "qty", ev->pick.line.qty_want);
        set_int(o, "unit_mg", ev->pick.line.unit_mg);
        break;
    case PACK_UNKNOWN: case PACK_MISREAD: case PACK_OVERRIDE:
    case PACK_CANCEL: case PACK_RELEASE: case PACK_EVENT_COUNT:
        break;
    }
    return o;
}

static bool find_kind(const char *name, enum pack_event_kind *out)
{
    for (int k = 0; k < PACK_EVENT_COUNT; k++)
        if (strcmp(pack_event_name((enum pack_event_kind)k), name) == 0) {
            *out = (enum pack_event_kind)k;
            return true;
        }
    return false;
}

static void take_command(struct json_reader *r, struct pack_event *ev)
{
    char name[24] = "";
    json_take_text(r, "command", name, sizeof name, true);
    json_take_int32(r, "count", 0, INT32_MAX, &ev->count, false);
    for (int c = 0; c < PACK_CMD_COUNT; c++)
        if (strcmp(pack_command_name((enum pack_command)c), name) == 0) {
            ev->command = (enum pack_command)c;
            return;
        }
    json_reader_fail(r, "command", "is unknown");
}

static void take_job_state(struct json_reader *r, struct pack_event *ev)
{
    char name[24] = "";
    json_take_text(r, "became", name, sizeof name, true);
    for (int s = 0; s <= PACK_JOB_VOID; s++)
        if (strcmp(pack_job_name((enum pack_job_state)s), name) == 0) {
            ev->job_state = (enum pack_job_state)s;
            return;
        }
    json_reader_fail(r, "became", "is unknown");
}

static void take_scan(struct json_reader *r, struct pick_event *p)
{
    json_take_int(r, "item", 1, INT64_MAX, &p->item_id, true);
    json_take_int32(r, "qty", 1, INT32_MAX, &p->qty, true);
    json_take_text(r, "lot", p->lot, sizeof p->lot, false);
    json_take_text(r, "serial", p->serial, sizeof p->serial, false);
    json_take_int32(r, "expiry", INT32_MIN, INT32_MAX, &p->expiry_days, false);
    json_take_int32(r, "today", INT32_MIN, INT32_MAX, &p->today_days, false);
    json_take_bool(r, "was_shipped", &p->was_shipped);
}

static void take_change(struct json_reader *r, struct pick_line *l)
{
    json_take_int32(r, "line_no", 0, INT32_MAX, &l->line_no, true);
    json_take_int(r, "item", 1, INT64_MAX, &l->item_id, true);
    json_take_int32(r, "qty", 0, INT32_MAX, &l->qty_want, true);
    json_take_int(r, "unit_mg", 0, INT64_MAX, &l->unit_mg, false);
    l->kit_idx = PICK_NO_LINE;
}

static void take_members(struct json_reader *r, struct pack_event *ev)
{
    switch (ev->kind) {
    case PACK_SCAN:
        take_scan(r, &ev->pick);
        break;
    case PACK_COMMAND:
        take_command(r, ev);
        break;
    case PACK_BOX:
        json_take_int(r, "box", 1, INT64_MAX, &ev->box_id, true);
        json_take_int(r, "tare_mg", 0, INT64_MAX, &ev->tare_mg, true);
        break;
    case PACK_WEIGHT:
        json_take_int(r, "gross_mg", INT64_MIN, INT64_MAX, &ev->gross_mg,
                      true);
        break;
    case PACK_JOB:
        take_job_state(r, ev);
        json_take_int(r, "job", 1, INT64_MAX, &ev->job_id, true);
        break;
    case PACK_QUEUE:
        json_take_int(r, "job", 1, INT64_MAX, &ev->job_id, true);
        json_take_text(r, "code", ev->code, sizeof ev->code, true);
        json_take_text(r, "sscc", ev->sscc, sizeof ev->sscc, true);
        break;
    case PACK_LABEL:
        json_take_text(r, "code", ev->code, sizeof ev->code, false);
        json_take_text(r, "sscc", ev->sscc, sizeof ev->sscc, false);
        break;
    case PACK_CHANGE:
        take_change(r, &ev->pick.line);
        break;
    case PACK_UNKNOWN: case PACK_MISREAD: case PACK_OVERRIDE:
    case PACK_CANCEL: case PACK_RELEASE: case PACK_EVENT_COUNT:
        break;
    }
}

int body_to_event(const char *kind, const char *body, size_t len,
                  struct pack_event *ev)
{
    memset(ev, 0, sizeof *ev);
    if (!find_kind(kind, &ev->kind))
        return ERR_MISSING;
    json_t *root = json_read(body, len, NULL, 0);
    if (!root)
        return ERR_PARSE;
    struct json_reader r;
    json_reader_init(&r, root);
    take_members(&r, ev);
    json_decref(root);
    return json_reader_ok(&r) ? ERR_OK : ERR_PARSE;
}

static json_t *line_json(const struct pick_line *l)
{
    json_t *o = json_object();
    set_int(o, "line_no", l->line_no);
    set_int(o, "item", l->item_id);
    set_int(o, "qty", l->qty_want);
    set_int(o, "unit_mg", l->unit_mg);
    if (l->spread_mg)
        set_int(o, "spread_mg", l->spread_mg);
    set_text(o, "lot", l->lot);
    if (l->needs_lot)
        set(o, "needs_lot", json_true());
    if (l->needs_serial)
        set(o, "needs_serial", json_true());
    if (l->is_kit)
        set(o, "is_kit", json_true());
    if (l->kit_idx != PICK_NO_LINE) {
        set_int(o, "kit_idx", l->kit_idx);
        set_int(o, "qty_per_kit", l->qty_per_kit);
    }
    return o;
}

json_t *body_of_open(const struct pack *p)
{
    json_t *o = json_object(), *lines = json_array();
    const struct weigh_rule *w = &p->rule.weigh;
    set_int(o, "step_mg", w->step_mg);
    set_int(o, "floor_mg", w->floor_mg);
    set_int(o, "permille", w->permille);
    set_int(o, "tare_mg", w->tare_mg);
    set_int(o, "packing_mg", w->packing_mg);
    set(o, "needs_weight", json_boolean(p->rule.needs_weight));
    for (int32_t i = 0; i < p->pick.line_count; i++)
        must(json_array_append_new(lines, line_json(&p->pick.line[i])) == 0);
    set(o, "lines", lines);
    return o;
}

static void take_line(struct json_reader *r, struct pick_line *l)
{
    *l = (struct pick_line){.kit_idx = PICK_NO_LINE};
    json_take_int32(r, "line_no", 0, INT32_MAX, &l->line_no, true);
    json_take_int(r, "item", 1, INT64_MAX, &l->item_id, true);
    json_take_int32(r, "qty", 1, 100000000, &l->qty_want, true);
    json_take_int(r, "unit_mg", 0, INT64_MAX, &l->unit_mg, false);
    json_take_int(r, "spread_mg", 0, INT64_MAX, &l->spread_mg, false);
    json_take_text(r, "lot", l->lot, sizeof l->lot, false);
    json_take_bool(r, "needs_lot", &l->needs_lot);
    json_take_bool(r, "needs_serial", &l->needs_serial);
    json_take_bool(r, "is_kit", &l->is_kit);
    json_take_int32(r, "kit_idx", -1, PICK_LINES_MAX, &l->kit_idx, false);
    json_take_int32(r, "qty_per_kit", 0, INT32_MAX, &l->qty_per_kit, false);
}

int body_to_open(const json_t *body, struct pack *p)
{
    struct json_reader r;
    struct pack_rule rule = {0};
    json_reader_init(&r, body);
    json_take_int(&r, "step_mg", 0, INT64_MAX, &rule.weigh.step_mg, true);
    json_take_int(&r, "floor_mg", 0, INT64_MAX, &rule.weigh.floor_mg, true);
    json_take_int32(&r, "permille", 0, 1000, &rule.weigh.permille, true);
    json_take_int(&r, "tare_mg", 0, INT64_MAX, &rule.weigh.tare_mg, true);
    json_take_int(&r, "packing_mg", 0, INT64_MAX, &rule.weigh.packing_mg,
                  true);
    json_take_bool(&r, "needs_weight", &rule.needs_weight);
    const json_t *lines = json_take_array(&r, "lines", true);
    pack_init(p, &rule);
    for (size_t i = 0; json_reader_ok(&r) && i < json_array_size(lines); i++) {
        struct json_reader lr;
        struct pick_line line;
        json_reader_init(&lr, json_array_get(lines, i));
        take_line(&lr, &line);
        if (!json_reader_ok(&lr) || !pack_add_line(p, &line))
            return ERR_PARSE;
    }
    return json_reader_ok(&r) ? ERR_OK : ERR_PARSE;
}

static json_t *parcel_json(const struct pack_parcel *p)
{
    json_t *o = json_object();
    set_text(o, "sscc", p->sscc);
    set_text(o, "tracking", p->tracking);
    set_int(o, "weight_mg", p->weight_mg);
    set_text(o, "weighed",
             p->weighed == V_NOT_NOW ? "" : verdict_name(p->weighed));
    set_int(o, "copies", p->copies);
    return o;
}

static json_t *done_line_json(const struct pack *p, int32_t idx)
{
    static const char *const REASONS[] = {"not_there", "damaged", "other"};
    const struct pick_line *l = &p->pick.line[idx];
    json_t *o = json_object();
    set_int(o, "pos", idx);
    set_int(o, "qty", l->qty_done);
    if (l->qty_short > 0) {
        set_int(o, "short", l->qty_short);
        set_text(o, "reason", REASONS[l->short_reason]);
    }
    if (!l->needs_serial)
        return o;
    json_t *serials = json_array();
    for (int32_t i = 0; i < p->pick.serial_count; i++)
        if (p->pick.serial[i].line_idx == idx)
            json_array_append_new(serials,
                                  json_string(p->pick.serial[i].text));
    set(o, "serials", serials);
    return o;
}

json_t *body_of_done(const struct pack *p)
{
    json_t *o = json_object(), *parcels = json_array(), *lines = json_array();
    for (int32_t i = 0; i < p->parcel_count; i++)
        json_array_append_new(parcels, parcel_json(&p->parcel[i]));
    for (int32_t i = 0; i < p->pick.line_count; i++)
        if (!p->pick.line[i].is_kit)
            json_array_append_new(lines, done_line_json(p, i));
    set(o, "parcels", parcels);
    set(o, "lines", lines);
    return o;
}
