#include "firmware/core/list.h"
#include "firmware/core/flash/flash_map.h"
#include "firmware/core/flash/flash_write.h"
#include "shared/code.h"
#include "shared/crc.h"
#include "shared/date.h"
#include "shared/gs1/gtin.h"

#include <stddef.h>
#include <string.h>

#define MAGIC 0x344C4D54u // "TML4"
enum { MAGIC_LEN = 8 };

// What is kept: everything before the copy. The pick is its first state.
enum { KEPT_LEN = offsetof(struct list, next) };

_Static_assert(MAGIC_LEN + KEPT_LEN <= FLASH_LIST_LEN, "the list fits");
_Static_assert((int)PICK_LINES_MAX == (int)MESSAGE_LIST_LINES_MAX,
               "one limit of lines");

static uint32_t half(uint32_t generation)
{
    return FLASH_LIST + (generation & 1) * FLASH_LIST_LEN;
}

static bool load_half(struct list *l, uint32_t generation)
{
    uint32_t head[2];
    hal_flash_read(half(generation), head, sizeof head);
    hal_flash_read(half(generation) + MAGIC_LEN, l, KEPT_LEN);
    return head[0] == MAGIC && crc32_more(0, l, KEPT_LEN) == head[1] &&
           (l->generation & 1) == (generation & 1);
}

static bool replay(void *arg, uint32_t seq, const uint8_t *payload,
                   size_t len)
{
    struct list *l = arg;
    struct message *m = &l->record;
    (void)seq;
    if (message_read(m, payload, len) < 0 || m->kind != MESSAGE_SCAN ||
        m->scan.list_id != l->list_id)
        return true;
    list_judge(l, m);
    list_commit(l, m);
    return true;
}

void list_load(struct list *l, struct journal *j)
{
    bool has_0 = load_half(l, 0);
    uint32_t generation_0 = l->generation;
    bool has_1 = load_half(l, 1);
    if (has_0 && (!has_1 || generation_0 > l->generation))
        has_1 = load_half(l, 0);
    if (!has_1) {
        memset(l, 0, sizeof *l);
        return;
    }
    if (l->is_active)
        journal_each(j, l->start_seq, replay, l);
}

static void withdraw(struct list *l)
{
    uint32_t generation = l->generation;
    memset(l, 0, sizeof *l);
    l->generation = generation;
}

// What was picked stays and is what the records from now on are judged on.
static void start(struct list *l, const struct message *m, uint32_t next_seq)
{
    l->until_ms = m->list.until_ms;
    l->start_seq = next_seq;
}

// A station renews in each session: the flash is spared where little changes.
static bool is_renewal(const struct list *l, const struct message *m)
{
    int64_t more_ms = m->list.until_ms - l->until_ms;
    return more_ms >= LIST_RENEW_MS || more_ms <= -LIST_RENEW_MS;
}

static bool begin(struct list *l, const struct message *m, uint32_t next_seq)
{
    bool is_ours = l->list_id == m->list.list_id;
    if (m->list.line_count == 0) {
        if (is_ours)
            withdraw(l);
        return is_ours;
    }
    if (l->is_active && is_ours) {
        if (!is_renewal(l, m))
            return false;
        start(l, m, next_seq);
        return true;
    }
    withdraw(l);
    if (m->list.line_count > MESSAGE_LIST_LINES_MAX ||
        m->list.code_count > MESSAGE_LIST_CODES_MAX)
        return false;
    start(l, m, next_seq);
    l->list_id = m->list.list_id;
    l->line_count = m->list.line_count;
    l->code_count = m->list.code_count;
    memcpy(l->order_no, m->list.order_no, sizeof l->order_no);
    pick_init(&l->pick);
    return false;
}

// Lines of one item share its id, which is the first one's place in the list.
static int64_t item_id_of(const struct list *l, const char *sku)
{
    for (int i = 0; i < l->got_count; i++)
        if (strcmp(l->line[i].sku, sku) == 0)
            return i + 1;
    return l->got_count + 1;
}

static void add_line(struct list *l, const struct message *m)
{
    struct list_line *line = &l->line[l->got_count];
    if (m->line.list_id != l->list_id || m->line.line_idx != l->got_count ||
        l->got_count >= l->line_count)
        return;
    struct pick_line p = {.item_id = item_id_of(l, m->line.sku),
                          .line_no = m->line.line_no,
                          .qty_want = m->line.qty_want,
                          .kit_idx = PICK_NO_LINE,
                          .needs_lot = m->line.needs_lot,
                          .needs_serial = m->line.needs_serial};
    memcpy(p.lot, m->line.lot, sizeof p.lot);
    if (!pick_add(&l->pick, &p))
        return;
    memcpy(line->place, m->line.place, sizeof line->place);
    memcpy(line->sku, m->line.sku, sizeof line->sku);
    memcpy(line->name, m->line.name, sizeof line->name);
    l->got_count++;
}

static void add_code(struct list *l, const struct message *m)
{
    struct list_code *code = &l->code[l->got_codes];
    if (m->code.list_id != l->list_id || m->code.line_idx >= l->got_count ||
        l->got_codes >= l->code_count)
        return;
    memcpy(code->text, m->code.text, sizeof code->text);
    if (gtin_parse(code->text, strlen(code->text), &code->gtin) < 0)
        code->gtin = 0;
    code->qty = m->code.qty;
    code->line_idx = m->code.line_idx;
    l->got_codes++;
}

bool list_take(struct list *l, const struct message *m, uint32_t next_seq)
{
    if (m->kind == MESSAGE_LIST)
        return begin(l, m, next_seq);
    if (l->is_active || l->list_id == 0)
        return false;
    if (m->kind == MESSAGE_LINE)
        add_line(l, m);
    else
        add_code(l, m);
    l->is_active =
        l->got_count == l->line_count && l->got_codes == l->code_count;
    return l->is_active;
}

int list_keep(struct list *l)
{
    l->generation++;
    uint32_t at = half(l->generation);
    uint32_t head[2] = {MAGIC, crc32_more(0, l, KEPT_LEN)};
    for (uint32_t o = 0; o < FLASH_LIST_LEN; o += HAL_SECTOR_LEN) {
        int rc = hal_flash_erase(at + o);
        if (rc < 0)
            return rc;
    }
    int rc = flash_write(at + MAGIC_LEN, l, KEPT_LEN);
    return rc < 0 ? rc : flash_write(at, head, sizeof head);
}

// A command that a list knows. False for the bench's others.
static bool command_event(const struct list *l, const struct code *c,
                          struct pick_event *ev)
{
    if (c->command == PACK_CMD_UNDO) {
        ev->kind = PICK_UNDO;
        return true;
    }
    int reason = command_reason(c->command);
    if (reason == COMMAND_NO_REASON)
        return false;
    ev->reason = (enum pick_short)reason;
    ev->kind = PICK_MISSING;
    ev->line_idx = pick_next_line(&l->pick);
    return ev->line_idx != PICK_NO_LINE;
}

// A hand that lost its power out of reach has no clock: then it is at least the
// day before the lease ends, so that nothing is called expired too early.
static int32_t today_days(const struct list *l, const struct message *r)
{
    if (r->scan.at_ms > 0)
        return (int32_t)(r->scan.at_ms / DATE_DAY_MS);
    return l->until_ms > 0 ? (int32_t)(l->until_ms / DATE_DAY_MS) - 1 : 0;
}

static void read_code(struct list *l, const struct message *r, int32_t today)
{
    char *scan = l->scan;
    size_t aim_len = strlen(r->scan.aim);
    memcpy(scan, r->scan.aim, aim_len);
    memcpy(scan + aim_len, r->scan.bytes, r->scan.len);
    code_read(&l->read, scan, aim_len + r->scan.len,
              r->scan.at_ms > 0 ? r->scan.at_ms
                                : (int64_t)today * DATE_DAY_MS);
}

struct line_look {
    const struct list *list;
    int line_idx;
    int32_t qty;        // single items of the code that was found
};

static int find_sku(struct line_look *f, const char *sku)
{
    for (int i = 0; i < f->list->line_count; i++)
        if (strcmp(f->list->line[i].sku, sku) == 0) {
            f->line_idx = i;
            return ERR_OK;
        }
    return ERR_MISSING;
}

static int find_line(void *arg, enum code_key key, uint64_t gtin,
                     const char *text)
{
    struct line_look *f = arg;
    if (key == CODE_BY_SKU)
        return find_sku(f, text);
    for (int i = 0; i < f->list->got_codes; i++) {
        const struct list_code *k = &f->list->code[i];
        bool is_it = key == CODE_BY_TEXT ? strcmp(k->text, text) == 0
                                         : k->gtin == gtin;
        if (!is_it)
            continue;
        f->line_idx = k->line_idx;
        f->qty = k->qty;
        return ERR_OK;
    }
    return ERR_MISSING;
}

// A place of the list: right when work is to be done there now.
static enum verdict judge_place(const struct list *l, const char *text)
{
    int32_t idx = pick_next_line(&l->pick);
    bool is_known = text[0] == '/';
    for (int i = 0; i < l->line_count; i++)
        is_known = is_known ||
                   (text[0] && strcmp(l->line[i].place, text) == 0);
    if (!is_known)
        return V_WRONG_ITEM;
    bool is_right = idx != PICK_NO_LINE &&
                    strcmp(l->line[idx].place, text) == 0;
    return is_right ? V_PLACE_RIGHT : V_PLACE_OTHER;
}

// The verdict, with l->next changed by it.
static enum verdict judge(struct list *l, const struct message *r)
{
    const struct code *c = &l->read;
    struct pick_event ev = {.kind = PICK_SCAN};
    if (l->until_ms && r->scan.at_ms > l->until_ms)
        return V_STOPPED;
    ev.today_days = today_days(l, r);
    read_code(l, r, ev.today_days);
    if (c->kind == CODE_MISREAD)
        return V_MISREAD;
    if (c->kind == CODE_COMMAND)
        return command_event(l, c, &ev) ? pick_step(&l->next, &ev)
                                         : V_NOT_NOW;
    struct line_look f = {.list = l, .qty = 1};
    if (code_find(c, find_line, &f) < 0)
        return judge_place(l, c->text);
    // What the keys say multiplies.
    int32_t qty = code_qty(c, f.qty);
    if (qty > MESSAGE_QTY_MAX / (r->scan.qty > 0 ? r->scan.qty : 1))
        return V_CASE_TOO_BIG;
    ev.item_id = l->pick.line[f.line_idx].item_id;
    ev.qty = qty * r->scan.qty;
    // Of a day that nobody knows not even the century of a date can be told.
    ev.expiry_days = ev.today_days > 0 ? c->expiry_days : PICK_NO_DATE;
    memcpy(ev.lot, c->lot, sizeof ev.lot);
    memcpy(ev.serial, c->serial, sizeof ev.serial);
    return pick_step(&l->next, &ev);
}

void list_judge(struct list *l, struct message *r)
{
    pick_copy(&l->next, &l->pick);
    enum verdict v = judge(l, r);
    r->scan.verdict = (uint8_t)v;
    r->scan.line_no = 0;
    bool is_place = v == V_PLACE_RIGHT || v == V_PLACE_OTHER;
    if (!is_place && v != V_WRONG_ITEM && v != V_MISREAD && v != V_STOPPED &&
        l->next.last_idx != PICK_NO_LINE)
        r->scan.line_no = (uint16_t)l->next.line[l->next.last_idx].line_no;
}

void list_commit(struct list *l, const struct message *r)
{
    pick_copy(&l->pick, &l->next);
    if (r->scan.verdict == V_PLACE_RIGHT && r->scan.len <= MESSAGE_PLACE_MAX) {
        memcpy(l->place, r->scan.bytes, r->scan.len);
        l->place[r->scan.len] = 0;
    }
}

const struct list_line *list_next(const struct list *l, int32_t *qty_left)
{
    int32_t idx = l->is_active ? pick_next_line(&l->pick) : PICK_NO_LINE;
    if (idx == PICK_NO_LINE)
        return NULL;
    const struct pick_line *p = &l->pick.line[idx];
    *qty_left = p->qty_want - p->qty_done - p->qty_short;
    return &l->line[idx];
}

bool list_is_done(const struct list *l)
{
    return l->is_active && l->pick.state == PICK_COMPLETE;
}

bool list_is_there(const struct list *l)
{
    int32_t left;
    const struct list_line *next = list_next(l, &left);
    return next && next->place[0] && strcmp(next->place, l->place) == 0;
}
