#include "firmware/core/task.h"
#include "firmware/core/face/said.h"
#include "firmware/core/hand.h"
#include "firmware/core/outbox.h"
#include "shared/command.h"

#include <string.h>

static bool is_badge_code(const struct reader_symbol *s)
{
    return s->len >= 2 && memcmp(s->text, "!B", 2) == 0;
}

// Settings by barcode, in characters every symbology has. One table is the
// whole list.
static const struct {
    const char *code;
    enum message_setting id;
    int32_t value;
} SETTINGS[] = {
    {"%TM-LANG-EN", MESSAGE_SET_LANGUAGE, LANGUAGE_EN},
    {"%TM-LANG-PT", MESSAGE_SET_LANGUAGE, LANGUAGE_PT},
    {"%TM-LANG-ES", MESSAGE_SET_LANGUAGE, LANGUAGE_ES},
    {"%TM-VOL-0", MESSAGE_SET_VOLUME, 0},
    {"%TM-VOL-1", MESSAGE_SET_VOLUME, 1},
    {"%TM-VOL-2", MESSAGE_SET_VOLUME, 2},
    {"%TM-HID-OFF", MESSAGE_SET_HID, HID_OFF},
    {"%TM-HID-KEYS", MESSAGE_SET_HID, HID_KEYS},
    {"%TM-HID-POS", MESSAGE_SET_HID, HID_POS},
    {"%TM-VIB-0", MESSAGE_SET_VIBRATE, 0},
    {"%TM-VIB-1", MESSAGE_SET_VIBRATE, 1},
    {"%TM-SLEEP-30", MESSAGE_SET_SLEEP_S, 30},
    {"%TM-SLEEP-120", MESSAGE_SET_SLEEP_S, 120},
    {"%TM-SLEEP-600", MESSAGE_SET_SLEEP_S, 600},
    {"%TM-MODE-SCAN", MESSAGE_SET_MODE, MESSAGE_MODE_SCAN},
    {"%TM-MODE-PICK", MESSAGE_SET_MODE, MESSAGE_MODE_PICK},
    {"%TM-MODE-RETURN", MESSAGE_SET_MODE, MESSAGE_MODE_RETURN},
    {"%TM-MODE-COUNT", MESSAGE_SET_MODE, MESSAGE_MODE_COUNT},
};

// True when it was a code for the handheld itself; those are not recorded.
static bool take_setting(struct hand *h, const struct reader_symbol *s)
{
    if (s->len < 4 || memcmp(s->text, "%TM-", 4) != 0)
        return false;
    for (size_t i = 0; i < sizeof SETTINGS / sizeof SETTINGS[0]; i++) {
        const char *code = SETTINGS[i].code;
        if (strlen(code) != s->len || memcmp(code, s->text, s->len) != 0)
            continue;
        int rc = hand_set(h, SETTINGS[i].id, SETTINGS[i].value);
        if (SETTINGS[i].id == MESSAGE_SET_MODE)
            h->place[0] = 0;
        if (rc < 0)
            hand_show(h, SIGN_STOP, WORD_FAULT, hand_word(h, WORD_FLASH));
        else
            hand_show(h, SIGN_OK, WORD_SET, code + 4);
        return true;
    }
    hand_show(h, SIGN_WRONG, WORD_WRONG, hand_word(h, WORD_NO_SETTING));
    return true;
}

// "%X12" sets how many the next scan counts. In scan mode it is the bench's.
static bool take_times(struct hand *h, const struct reader_symbol *s)
{
    enum pack_command command;
    int32_t count;
    if (hand_mode(h) == MESSAGE_MODE_SCAN ||
        !command_read((const char *)s->text, s->len, &command, &count) ||
        command != PACK_CMD_TIMES || count < 1 || count > HAND_QTY_MAX)
        return false;
    h->qty = count;
    hand_show(h, SIGN_OK, WORD_SET, h->result.code);
    return true;
}

// What the person sees of a verdict given in the hand.
static void show_verdict(struct hand *h, const struct message *r)
{
    enum verdict v = (enum verdict)r->scan.verdict;
    enum feedback_sign sign = (enum feedback_sign)verdict_tone(v);
    enum word word = WORD_LOOK, line = WORD_NONE;
    switch (sign) {
    case SIGN_OK:
        word = WORD_OK;
        break;
    case SIGN_LINE:
        word = WORD_LINE_DONE;
        break;
    case SIGN_ORDER:
        word = WORD_ALL_DONE;
        line = WORD_BRING;
        break;
    case SIGN_OVER:
        word = WORD_TOO_MANY;
        line = WORD_PUT_BACK;
        break;
    case SIGN_WRONG:
        word = WORD_WRONG;
        line = v == V_PLACE_OTHER  ? WORD_WRONG_PLACE
               : v == V_WRONG_ITEM ? WORD_WRONG_ITEM
                                   : WORD_NONE;
        break;
    case SIGN_STOP:
        word = WORD_STOP;
        break;
    case SIGN_NONE:
    case SIGN_LOOK:
    case SIGN_KEPT:
    case SIGN_KEY:
    case SIGN_COUNT:
        line = v == V_MISREAD ? WORD_MISREAD : WORD_NONE;
        break;
    }
    char said[MESSAGE_TEXT_MAX + 1] = "";
    bool is_fine = sign == SIGN_OK || sign == SIGN_LINE;
    if (!line && !is_fine)
        said_text(verdict_name(v), h->settings.value[MESSAGE_SET_LANGUAGE],
                  said, sizeof said);
    hand_show(h, sign, word, line ? hand_word(h, line) : said);
}

static void refuse(struct hand *h, int rc)
{
    bool is_full = rc == ERR_FULL;
    hand_log_add(&h->log, h->now_ms,
                 is_full ? LOG_JOURNAL_FULL : LOG_FLASH_FAILED, 0);
    hand_show(h, SIGN_STOP, is_full ? WORD_FULL : WORD_FAULT,
              hand_word(h, is_full ? WORD_GO_TO_STATION : WORD_FLASH));
}

// Decide on a copy, write it down, then let it be heard.
static void record(struct hand *h, struct message *m)
{
    uint8_t bytes[LINK_PAYLOAD_MAX];
    bool is_pick = m->scan.mode == MESSAGE_MODE_PICK && h->list.is_active;
    if (is_pick) {
        m->scan.list_id = h->list.list_id;
        list_judge(&h->list, m);
    }
    int n = message_write(m, bytes, sizeof bytes);
    int rc = n < 0 ? n : journal_add(&h->journal, bytes, (size_t)n);
    if (rc < 0) {
        refuse(h, rc);
        return;
    }
    h->result.record_seq = m->scan.record_seq;
    if (is_pick) {
        list_commit(&h->list, m);
        show_verdict(h, m);
    } else if (hand_is_linked(h) && m->scan.mode == MESSAGE_MODE_SCAN) {
        // The station's answer follows and has the tone.
        hand_show(h, SIGN_NONE, WORD_READING, "");
    } else {
        hand_show(h, SIGN_KEPT, WORD_KEPT, "");
    }
    h->qty = 1;
}

static void fill(struct hand *h, struct message *m,
                 const struct reader_symbol *s)
{
    memset(m, 0, sizeof *m);
    m->kind = MESSAGE_SCAN;
    m->scan.record_seq = h->journal.next_seq;
    m->scan.at_ms = hand_clock(h);
    // A badge signs in whatever the hand is doing.
    bool is_badge = is_badge_code(s);
    m->scan.mode = (uint8_t)(is_badge ? MESSAGE_MODE_SCAN : hand_mode(h));
    m->scan.qty = h->qty;
    memcpy(m->scan.aim, s->aim, sizeof m->scan.aim);
    if (!is_badge)
        memcpy(m->scan.place, h->place, sizeof m->scan.place);
    memcpy(m->scan.bytes, s->text, s->len);
    m->scan.len = (uint8_t)s->len;
}

// In returns and counting the first scan says where: the parcel, the place.
static bool take_place(struct hand *h, const struct reader_symbol *s)
{
    enum message_mode mode = hand_mode(h);
    bool is_marked = s->len > 1 && s->text[0] == '/';
    if (mode != MESSAGE_MODE_RETURN && mode != MESSAGE_MODE_COUNT)
        return false;
    if ((h->place[0] && !is_marked) || s->len > MESSAGE_PLACE_MAX ||
        is_badge_code(s))
        return false;
    for (size_t i = 0; i < s->len; i++)
        if (s->text[i] < 0x20)
            return false;
    memcpy(h->place, s->text, s->len);
    h->place[s->len] = 0;
    return true;
}

static void remember_code(struct hand *h, const struct reader_symbol *s)
{
    size_t len = s->len < sizeof h->result.code - 1
                     ? s->len
                     : sizeof h->result.code - 1;
    for (size_t i = 0; i < len; i++)
        h->result.code[i] =
            s->text[i] < 0x20 || s->text[i] > 0x7E ? '^' : (char)s->text[i];
    h->result.code[len] = 0;
    if (is_badge_code(s))
        memcpy(h->result.code, "!B", 3); // a badge's number is nobody's
}

void task_code(struct hand *h, const struct reader_symbol *s)
{
    struct message *m = &h->record;
    if (s->len > MESSAGE_SCAN_MAX) {
        hand_log_add(&h->log, h->now_ms, LOG_TOO_LONG, s->len);
        hand_show(h, SIGN_LOOK, WORD_AGAIN, hand_word(h, WORD_TOO_LONG));
        return;
    }
    remember_code(h, s);
    if (take_setting(h, s))
        return;
    if (take_times(h, s))
        return;
    bool is_place = take_place(h, s);
    fill(h, m, s);
    if (is_place)
        m->scan.qty = 0; // says where, counts nothing
    record(h, m);
    if (m->scan.record_seq == h->journal.next_seq)
        return; // refused: neither the host nor the station hears of it
    if (m->scan.mode == MESSAGE_MODE_PICK && hand_wants_list(h) &&
        s->text[0] != '%')
        outbox_ask(h, (const char *)s->text, s->len);
    if (hand_mode(h) == MESSAGE_MODE_SCAN && !is_badge_code(s) &&
        h->settings.value[MESSAGE_SET_HID] != HID_OFF)
        hid_scan(&h->hid, s, h->now_ms);
}
