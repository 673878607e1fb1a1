#include "firmware/core/list.h"
#include "firmware/core/flash_map.h"
#include "shared/crc.h"
#include "shared/gs1.h"
#include "shared/gtin.h"

#include <stddef.h>
#include <string.h>

#define MAGIC 0x334C4D54u // "TML3"
enum { MAGIC_LEN = 8, DAY_MS = 86400000 };

// What is kept: everything before the copy. The pick is its first state.
enum { KEPT_LEN = offsetof(struct list, next) };

_Static_assert(MAGIC_LEN + KEPT_LEN <= FLASH_LIST_LEN, "the list fits");

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
    static struct message m;
    (void)seq;
    if (message_read(&m, payload, len) < 0 || m.kind != MESSAGE_SCAN ||
        m.scan.list_id != l->list_id)
        return true;
    list_judge(l, &m, (int32_t)(m.scan.at_ms / DAY_MS));
    list_commit(l, &m);
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

bool list_begin(struct list *l, const struct message *m, uint32_t next_seq)
{
    uint32_t generation = l->generation;
    if (m->list.line_count == 0) {
        bool is_ours = l->list_id == m->list.list_id;
        if (is_ours)
            memset(l, 0, sizeof *l);
        l->generation = generation;
        return is_ours;
    }
    if (l->is_active && l->list_id == m->list.list_id)
        return false; // sent again: what was picked stays
    memset(l, 0, sizeof *l);
    l->generation = generation;
    if (m->list.line_count > LIST_LINES_MAX)
        return false;
    l->list_id = m->list.list_id;
    l->until_ms = m->list.until_ms;
    l->line_count = m->list.line_count;
    l->start_seq = next_seq;
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

bool list_add(struct list *l, const struct message *m)
{
    struct list_line *line = &l->line[l->got_count];
    if (l->is_active || m->line.list_id != l->list_id ||
        m->line.line_idx != l->got_count || l->got_count >= l->line_count)
        return false;
    struct pick_line p = {.item_id = item_id_of(l, m->line.sku),
                          .line_no = m->line.line_no,
                          .qty_want = m->line.qty_want,
                          .kit_idx = PICK_NO_LINE,
                          .needs_lot = m->line.needs_lot,
                          .needs_serial = m->line.needs_serial};
    memcpy(p.lot, m->line.lot, sizeof p.lot);
    if (!pick_add(&l->pick, &p))
        return false;
    line->gtin = m->line.gtin;
    memcpy(line->place, m->line.place, sizeof line->place);
    memcpy(line->sku, m->line.sku, sizeof line->sku);
    memcpy(line->name, m->line.name, sizeof line->name);
    l->got_count++;
    l->is_active = l->got_count == l->line_count;
    return l->is_active;
}

int list_keep(struct list *l)
{
    l->generation++;
    uint32_t at = half(l->generation), done = 0;
    uint8_t page[HAL_PAGE_LEN];
    uint32_t head[2] = {MAGIC, crc32_more(0, l, KEPT_LEN)};
    for (uint32_t o = 0; o < FLASH_LIST_LEN; o += HAL_SECTOR_LEN) {
        int rc = hal_flash_erase(at + o);
        if (rc < 0)
            return rc;
    }
    for (uint32_t o = 0; done < KEPT_LEN; o += HAL_PAGE_LEN) {
        uint32_t room = HAL_PAGE_LEN, start = 0;
        memset(page, 0xFF, sizeof page);
        if (o == 0) {
            memcpy(page, head, sizeof head);
            start = MAGIC_LEN;
            room -= MAGIC_LEN;
        }
        uint32_t n = KEPT_LEN - done < room ? KEPT_LEN - done : room;
        memcpy(page + start, (const uint8_t *)l + done, n);
        int rc = hal_flash_program(at + o, page, sizeof page);
        if (rc < 0)
            return rc;
        done += n;
    }
    return ERR_OK;
}

// "%UNDO", "%SHORT-1" to "%SHORT-3". False when it is no command of a list.
static bool command_event(const struct list *l, const struct message *r,
                          struct pick_event *ev)
{
    const char *text = (const char *)r->scan.bytes;
    if (r->scan.len == 5 && memcmp(text, "%UNDO", 5) == 0) {
        ev->kind = PICK_UNDO;
        return true;
    }
    if (r->scan.len != 8 || memcmp(text, "%SHORT-", 7) != 0 ||
        text[7] < '1' || text[7] > '3')
        return false;
    ev->kind = PICK_MISSING;
    ev->line_idx = pick_next_line(&l->pick);
    ev->reason = (enum pick_short)(text[7] - '1');
    return true;
}

static void copy_value(char *to, size_t cap, const struct gs1_element *e)
{
    if (!e)
        return;
    size_t len = e->value_len < cap - 1 ? e->value_len : cap - 1;
    memcpy(to, e->value, len);
    to[len] = 0;
}

// What the scan says: GTIN with lot, serial and expiry, or plain text.
// ERR_PARSE when it breaks the rules of its own kind.
static int read_item(const struct message *r, int32_t today_days,
                     struct pick_event *ev, uint64_t *gtin, char *text,
                     size_t cap)
{
    static struct gs1 g;
    static char scan[4 + MESSAGE_SCAN_MAX];
    size_t plain = 0, aim_len = strlen(r->scan.aim);
    memcpy(scan, r->scan.aim, aim_len);
    memcpy(scan + aim_len, r->scan.bytes, r->scan.len);
    size_t len = aim_len + r->scan.len;
    int form = gs1_scan(&g, scan, len, &plain);
    *gtin = 0;
    text[0] = 0;
    if (form < 0)
        return form;
    if (form == GS1_FORM_PLAIN) {
        len -= plain;
        if (len >= cap)
            len = cap - 1;
        memcpy(text, scan + plain, len);
        text[len] = 0;
        if (len >= 12 && gtin_parse(text, len, gtin) < 0)
            *gtin = 0;
        return ERR_OK;
    }
    const struct gs1_element *item = gs1_find(&g, "01");
    const struct gs1_element *until = gs1_find(&g, "17");
    if (!item)
        item = gs1_find(&g, "02");
    copy_value(ev->lot, sizeof ev->lot, gs1_find(&g, "10"));
    copy_value(ev->serial, sizeof ev->serial, gs1_find(&g, "21"));
    if (until && gs1_date(until->value, 1970 + today_days / 366,
                          &ev->expiry_days) < 0)
        return ERR_PARSE;
    return item ? gtin_parse(item->value, item->value_len, gtin) : ERR_OK;
}

static int find_item(const struct list *l, uint64_t gtin, const char *text)
{
    for (int i = 0; i < l->line_count; i++)
        if ((gtin && l->line[i].gtin == gtin) ||
            (text[0] && strcmp(l->line[i].sku, text) == 0))
            return i;
    return PICK_NO_LINE;
}

// A place of the list: right when work is to be done there now.
static bool judge_place(const struct list *l, const char *text,
                        enum verdict *v)
{
    int32_t idx = pick_next_line(&l->pick);
    bool is_known = false;
    for (int i = 0; i < l->line_count; i++)
        is_known = is_known || strcmp(l->line[i].place, text) == 0;
    if (!text[0] || (!is_known && text[0] != '/'))
        return false;
    bool is_right = idx != PICK_NO_LINE &&
                    strcmp(l->line[idx].place, text) == 0;
    *v = is_right ? V_PLACE_RIGHT : V_PLACE_OTHER;
    return true;
}

void list_judge(struct list *l, struct message *r, int32_t today_days)
{
    struct pick_event ev = {.kind = PICK_SCAN};
    char text[MESSAGE_CODE_MAX + 1];
    uint64_t gtin = 0;
    enum verdict v;
    pick_copy(&l->next, &l->pick);
    r->scan.line_no = 0;
    if (!command_event(l, r, &ev)) {
        if (read_item(r, today_days, &ev, &gtin, text, sizeof text) < 0) {
            r->scan.verdict = V_MISREAD;
            return;
        }
        int idx = find_item(l, gtin, text);
        if (idx == PICK_NO_LINE) {
            r->scan.verdict =
                (uint8_t)(judge_place(l, text, &v) ? v : V_WRONG_ITEM);
            return;
        }
        ev.item_id = l->pick.line[idx].item_id;
        ev.qty = r->scan.qty;
        ev.today_days = today_days;
    }
    if (ev.kind == PICK_MISSING && ev.line_idx == PICK_NO_LINE) {
        r->scan.verdict = V_NOT_NOW;
        return;
    }
    v = pick_step(&l->next, &ev);
    r->scan.verdict = (uint8_t)v;
    if (l->next.last_idx != PICK_NO_LINE)
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
