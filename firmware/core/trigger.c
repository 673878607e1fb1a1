#include "firmware/core/trigger.h"
#include "firmware/core/hand.h"
#include "firmware/core/task.h"
#include "shared/picture.h"

void trigger_stop(struct hand *h)
{
    h->is_scanning = false;
    hal_camera_stop();
    hal_lamp(false, false);
    h->is_changed = true;
}

void trigger_pull(struct hand *h)
{
    h->is_scanning = true;
    h->frame_tries = 0;
    h->result.is_shown = false;
    h->is_changed = true;
    hal_lamp(true, true);
    hal_camera_start(h->scan.exposure, h->scan.gain);
}

// What the hand cannot read it sends, if somebody listens and the last one is
// through. False when it stays here.
static bool send_picture(struct hand *h, const uint8_t *frame)
{
    struct picture *p = &h->picture;
    if (!hand_is_linked(h) || p->len)
        return false;
    for (uint8_t shift = 3; shift <= 4; shift++) {
        int n = picture_pack(frame, HAL_FRAME_WIDTH, HAL_FRAME_HEIGHT, shift,
                             p->bytes, sizeof p->bytes);
        if (n > 0) {
            p->id++;
            p->len = (uint32_t)n;
            p->sent_len = 0;
            p->since_ms = h->now_ms;
            return true;
        }
    }
    return false;
}

void trigger_frame(struct hand *h)
{
    if (!h->is_scanning)
        return;
    const uint8_t *frame = hal_frame();
    uint32_t dry = h->scan.dry_count;
    bool is_hopeless = scan_expose(&h->scan, frame);
    h->frame_count++;
    const struct reader_symbol *s =
        is_hopeless ? NULL : scan_frame(&h->scan, frame, h->frame_tries);
    h->now_ms = hal_now_ms(); // a whole frame takes its time
    if (h->scan.dry_count != dry)
        hand_log_add(&h->log, h->now_ms, LOG_DECODER_DRY, 0);
    if (s) {
        h->read_count++;
        trigger_stop(h);
        task_code(h, s);
        return;
    }
    h->frame_tries++;
    if (h->frame_tries == TRIGGER_FRAMES_TRY && send_picture(h, frame)) {
        trigger_stop(h);
        hand_show(h, SIGN_NONE, WORD_ASKING,
                  hand_word(h, WORD_STATION_READS));
        return;
    }
    hal_camera_start(h->scan.exposure, h->scan.gain);
}

void trigger_release(struct hand *h)
{
    if (!h->is_scanning)
        return;
    trigger_stop(h);
    h->miss_count++;
    hand_log_add(&h->log, h->now_ms, LOG_MISSED, (uint32_t)h->frame_tries);
    hand_show(h, SIGN_LOOK, WORD_AGAIN,
              hand_word(h, WORD_NOTHING_READ));
}
