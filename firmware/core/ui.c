#include "firmware/core/ui.h"
#include "firmware/core/face/draw.h"
#include "firmware/core/hand.h"
#include "firmware/core/power.h"
#include "firmware/core/version.h"

#include <string.h>

enum { WIDTH = DRAW_WIDTH, TOP_Y = 0, LARGE_Y = 13, LINE_1_Y = 39,
       LINE_2_Y = 51, SMALL_CHARS = 21, LARGE_CHARS = 10, TEXT_CAP = 64 };

// A small text builder; what does not fit is cut.
struct line {
    char text[TEXT_CAP];
    size_t len;
};

static void add(struct line *l, const char *text)
{
    size_t n = strlen(text);
    if (n > sizeof l->text - 1 - l->len)
        n = sizeof l->text - 1 - l->len;
    memcpy(l->text + l->len, text, n);
    l->len += n;
    l->text[l->len] = 0;
}

static void add_int(struct line *l, int32_t value)
{
    char digits[12];
    int at = sizeof digits - 1;
    uint32_t v = value < 0 ? 0 : (uint32_t)value;
    digits[at] = 0;
    do
        digits[--at] = (char)('0' + v % 10);
    while ((v /= 10) != 0);
    add(l, digits + at);
}

// Large when it fits, else small letters on two lines of the same room.
static void draw_large(uint8_t *pixels, const char *text)
{
    if (draw_char_count(text) <= LARGE_CHARS) {
        draw_text(pixels, &FONT_LARGE, 0, LARGE_Y, text);
        return;
    }
    draw_text(pixels, &FONT_SMALL, 0, LARGE_Y, text);
    const char *rest = text;
    for (int i = 0; i < SMALL_CHARS && *rest; i++)
        draw_next_char(&rest);
    draw_text(pixels, &FONT_SMALL, 0, LARGE_Y + 12, rest);
}

// Up to two lines of detail, broken at a blank where there is one.
static void draw_detail(uint8_t *pixels, const char *text)
{
    if (draw_char_count(text) <= SMALL_CHARS) {
        draw_text(pixels, &FONT_SMALL, 0, LINE_1_Y, text);
        return;
    }
    struct line first = {.len = 0};
    const char *at = text, *cut = text;
    for (int i = 0; i < SMALL_CHARS && *at; i++) {
        if (*at == ' ')
            cut = at;
        draw_next_char(&at);
    }
    if (cut == text)
        cut = at;
    add(&first, text);
    first.text[cut - text < TEXT_CAP ? cut - text : TEXT_CAP - 1] = 0;
    draw_text(pixels, &FONT_SMALL, 0, LINE_1_Y, first.text);
    draw_text(pixels, &FONT_SMALL, 0, LINE_2_Y, *cut == ' ' ? cut + 1 : cut);
}

static void draw_battery(const struct hand *h, uint8_t *pixels)
{
    // A lithium cell: 4.2 V full, 3.3 V empty, in four bars.
    int bars = (h->battery_mv - POWER_EMPTY_MV) / 225 + 1;
    if (h->battery_mv < POWER_EMPTY_MV)
        bars = 0;
    draw_box(pixels, 108, 1, 18, 1);
    draw_box(pixels, 108, 9, 18, 1);
    draw_box(pixels, 108, 1, 1, 9);
    draw_box(pixels, 125, 1, 1, 9);
    draw_box(pixels, 126, 4, 2, 3);
    for (int i = 0; i < bars && i < 4; i++)
        draw_box(pixels, 110 + 4 * i, 3, 3, 5);
}

static enum word mode_word(enum message_mode mode)
{
    switch (mode) {
    case MESSAGE_MODE_PICK:
        return WORD_PICK;
    case MESSAGE_MODE_RETURN:
        return WORD_RETURN;
    case MESSAGE_MODE_COUNT:
        return WORD_COUNTING;
    case MESSAGE_MODE_SCAN:
    case MESSAGE_MODES:
        break;
    }
    return WORD_SCAN;
}

// Mode, then "+" for a station in reach or "-" with the count not yet sent.
static void draw_top(const struct hand *h, uint8_t *pixels)
{
    struct line l = {.len = 0};
    uint32_t unsent = journal_unsent(&h->journal);
    draw_text(pixels, &FONT_SMALL, 0, TOP_Y,
            hand_word(h, mode_word(hand_mode(h))));
    add(&l, hand_is_linked(h) ? "+" : "-");
    if (unsent > 0)
        add_int(&l, (int32_t)unsent);
    draw_text(pixels, &FONT_SMALL, 104 - 6 * (int)l.len, TOP_Y, l.text);
    draw_battery(h, pixels);
}

// How many the next scan counts, in large letters where the words leave room.
static void draw_qty(const struct hand *h, uint8_t *pixels, const char *beside)
{
    struct line l = {.len = 0};
    if (h->qty == 1)
        return;
    add(&l, "x");
    add_int(&l, h->qty);
    if (draw_char_count(beside) + (int)l.len <= LARGE_CHARS)
        draw_text(pixels, &FONT_LARGE, WIDTH - 12 * (int)l.len, LARGE_Y,
                  l.text);
    else
        draw_text(pixels, &FONT_SMALL, WIDTH - 6 * (int)l.len, LINE_2_Y,
                  l.text);
}

static void draw_pick(const struct hand *h, uint8_t *pixels)
{
    struct line l = {.len = 0};
    int32_t left = 0;
    const struct list_line *next = list_next(&h->list, &left);
    if (!h->list.is_active) {
        draw_large(pixels, hand_word(h, WORD_SCAN_ORDER));
        draw_text(pixels, &FONT_SMALL, 0, LINE_1_Y,
                  hand_word(h, WORD_HOLD_KEY));
        return;
    }
    if (!next) {
        draw_large(pixels, hand_word(h, WORD_ALL_DONE));
        draw_text(pixels, &FONT_SMALL, 0, LINE_1_Y, hand_word(h, WORD_BRING));
        draw_text(pixels, &FONT_SMALL, 0, LINE_2_Y, h->list.order_no);
        return;
    }
    // First where to go; there, what to take.
    bool is_there = list_is_there(&h->list) || !next->place[0];
    const char *where = is_there ? next->sku : next->place;
    draw_large(pixels, where);
    draw_text(pixels, &FONT_SMALL, 0, LINE_1_Y, next->name);
    add_int(&l, left);
    add(&l, " x ");
    add(&l, is_there ? next->place : next->sku);
    draw_text(pixels, &FONT_SMALL, 0, LINE_2_Y, l.text);
    draw_qty(h, pixels, where);
}

static void draw_work(const struct hand *h, uint8_t *pixels)
{
    enum message_mode mode = hand_mode(h);
    if (mode == MESSAGE_MODE_PICK) {
        draw_pick(h, pixels);
        return;
    }
    if (mode != MESSAGE_MODE_SCAN && !h->place[0]) {
        draw_large(pixels, hand_word(h, mode == MESSAGE_MODE_RETURN
                                       ? WORD_SCAN_PARCEL
                                       : WORD_SCAN_PLACE));
        draw_text(pixels, &FONT_SMALL, 0, LINE_1_Y,
                  hand_word(h, WORD_HOLD_KEY));
        return;
    }
    draw_large(pixels, hand_word(h, WORD_SCAN));
    draw_text(pixels, &FONT_SMALL, 0, LINE_1_Y,
            h->place[0] ? h->place : h->result.code);
    draw_text(pixels, &FONT_SMALL, 0, LINE_2_Y,
            h->battery_mv < POWER_LOW_MV ? hand_word(h, WORD_CHARGE_SOON)
            : mode == MESSAGE_MODE_SCAN ? hand_word(h, WORD_HOLD_KEY)
                                        : h->result.code);
    draw_qty(h, pixels, hand_word(h, WORD_SCAN));
}

static void draw_result(const struct hand *h, uint8_t *pixels)
{
    const struct hand_result *r = &h->result;
    draw_large(pixels, hand_word(h, r->word));
    if (r->text[0])
        draw_detail(pixels, r->text);
    else
        draw_text(pixels, &FONT_SMALL, 0, LINE_1_Y, r->code);
    if (draw_char_count(r->text) <= SMALL_CHARS && r->text[0])
        draw_text(pixels, &FONT_SMALL, 0, LINE_2_Y, r->code);
    // Wrong and stop stand in white on the whole width: seen from afar.
    if (r->sign != SIGN_WRONG && r->sign != SIGN_STOP && r->sign != SIGN_OVER)
        return;
    for (int x = 0; x < WIDTH; x++)
        for (int y = LARGE_Y - 1; y < LINE_1_Y; y++)
            pixels[y / 8 * WIDTH + x] ^= (uint8_t)(1 << (y % 8));
}

static void draw_menu(const struct hand *h, uint8_t *pixels)
{
    static const enum word WORD[MENU_ENTRIES] = {
        [MENU_SCAN] = WORD_SCAN,       [MENU_PICK] = WORD_PICK,
        [MENU_RETURN] = WORD_RETURN,   [MENU_COUNT] = WORD_COUNTING,
        [MENU_PLACE] = WORD_PLACE,     [MENU_SHORT] = WORD_SHORT,
        [MENU_VOLUME] = WORD_VOLUME,   [MENU_LANGUAGE] = WORD_LANGUAGE,
        [MENU_INFO] = WORD_INFO,       [MENU_BACK] = WORD_BACK};
    struct line l = {.len = 0};
    draw_large(pixels, hand_word(h, WORD[h->menu]));
    if (h->menu == MENU_VOLUME)
        add_int(&l, h->settings.value[MESSAGE_SET_VOLUME]);
    if (h->menu == MENU_LANGUAGE)
        add(&l, hand_word(h, WORD_OWN_NAME));
    draw_text(pixels, &FONT_SMALL, 0, LINE_1_Y, l.text);
    draw_text(pixels, &FONT_SMALL, 0, LINE_2_Y, hand_word(h, WORD_MENU_KEYS));
}

static void draw_info(const struct hand *h, uint8_t *pixels)
{
    struct line l[4] = {{.len = 0}};
    add(&l[0], "tallyman " HAND_VERSION " #");
    add_int(&l[0], hal_slot());
    add(&l[1], h->serial);
    add_int(&l[2], h->battery_mv);
    add(&l[2], " mV  ");
    add_int(&l[2], (int32_t)h->read_count);
    add(&l[2], "/");
    add_int(&l[2], (int32_t)h->miss_count);
    add(&l[3], "#");
    add_int(&l[3], (int32_t)h->journal.next_seq - 1);
    add(&l[3], " -");
    add_int(&l[3], (int32_t)journal_unsent(&h->journal));
    for (int i = 0; i < 4; i++)
        draw_text(pixels, &FONT_SMALL, 0, 13 + 12 * i, l[i].text);
}

static void draw_update(const struct hand *h, uint8_t *pixels)
{
    int percent = update_percent(&h->update);
    draw_large(pixels, hand_word(h, WORD_UPDATE));
    draw_text(pixels, &FONT_SMALL, 0, LINE_1_Y, hand_word(h, WORD_KEEP_ON));
    draw_box(pixels, 0, 54, WIDTH, 1);
    draw_box(pixels, 0, 63, WIDTH, 1);
    draw_box(pixels, 0, 54, WIDTH * percent / 100, 10);
}

void ui_draw(const struct hand *h, uint8_t pixels[HAL_SCREEN_LEN])
{
    memset(pixels, 0, HAL_SCREEN_LEN);
    draw_top(h, pixels);
    if (h->is_scanning)
        draw_large(pixels, hand_word(h, WORD_READING));
    else if (h->page == PAGE_MENU)
        draw_menu(h, pixels);
    else if (h->page == PAGE_INFO)
        draw_info(h, pixels);
    else if (h->result.is_shown)
        draw_result(h, pixels);
    else if (h->update.state != UPDATE_IDLE)
        draw_update(h, pixels);
    else
        draw_work(h, pixels);
}
