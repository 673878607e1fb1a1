#include "firmware/core/hand.h"

#include <string.h>

int64_t hand_clock(const struct hand *h)
{
    return h->clock_ms ? h->clock_ms + (int64_t)(h->now_ms - h->clock_at_ms)
                       : 0;
}

enum message_mode hand_mode(const struct hand *h)
{
    return (enum message_mode)h->settings.value[MESSAGE_SET_MODE];
}

const char *hand_word(const struct hand *h, enum word w)
{
    return word_text(w, h->settings.value[MESSAGE_SET_LANGUAGE]);
}

bool hand_wants_list(const struct hand *h)
{
    return !h->list.is_active || list_is_done(&h->list);
}

bool hand_is_linked(const struct hand *h)
{
    for (int p = 0; p < HAL_PORTS; p++)
        if (h->wire[p].heard_hello)
            return true;
    return false;
}

void hand_show(struct hand *h, enum feedback_sign sign, enum word word,
               const char *text)
{
    struct hand_result *r = &h->result;
    r->is_shown = true;
    r->sign = (uint8_t)sign;
    r->at_ms = h->now_ms;
    r->word = word;
    size_t len = strlen(text);
    if (len > MESSAGE_TEXT_MAX)
        len = MESSAGE_TEXT_MAX;
    memcpy(r->text, text, len);
    r->text[len] = 0;
    h->is_changed = true;
    feedback_start(&h->feedback, sign, &h->settings, h->now_ms);
}

bool hand_result_stays(const struct hand *h)
{
    const struct hand_result *r = &h->result;
    return r->is_shown && (r->sign == SIGN_STOP || r->sign == SIGN_WRONG);
}

int hand_set(struct hand *h, enum message_setting id, int32_t value)
{
    int rc = settings_set(&h->settings, id, value);
    h->outbox.has_setting = true;
    h->outbox.setting_id = (uint8_t)id;
    return rc;
}
