#include "station/devices/printer/printer.h"

#include <string.h>

void printer_init(struct printer *p, const struct status_language *language)
{
    memset(p, 0, sizeof *p);
    p->state = PRINTER_ABSENT;
    p->language = language;
}

// What came before belongs to another answer.
static void forget(struct printer *p)
{
    memset(&p->reader, 0, sizeof p->reader);
}

static void show(struct printer *p, enum printer_state state,
                 struct printer_out *out)
{
    if (p->state != state) {
        p->state = state;
        out->has_changed = true;
    }
}

static void ask(struct printer *p, int64_t now_ms, struct printer_out *out)
{
    p->asked_ms = now_ms;
    out->ask = true;
}

static void finish(struct printer *p, enum job_result result,
                   struct printer_out *out)
{
    p->step = PRINTER_IDLE;
    out->has_result = true;
    out->result = result;
}

// The job under way comes to a bad end: before the first byte it has failed,
// after it nobody can say.
static void give_up(struct printer *p, struct printer_out *out)
{
    if (p->step == PRINTER_CHECKING)
        finish(p, JOB_FAILED, out);
    else if (p->step == PRINTER_SENDING)
        finish(p, JOB_UNKNOWN, out);
}

void printer_opened(struct printer *p, int64_t now_ms,
                    struct printer_out *out)
{
    memset(out, 0, sizeof *out);
    p->is_open = true;
    forget(p);
    show(p, PRINTER_SILENT, out); // until it answers
    ask(p, now_ms, out);
}

void printer_gone(struct printer *p, struct printer_out *out)
{
    memset(out, 0, sizeof *out);
    p->is_open = false;
    p->asked_ms = 0;
    give_up(p, out);
    show(p, PRINTER_ABSENT, out);
}

bool printer_job(struct printer *p, int64_t job_id, int64_t now_ms,
                 struct printer_out *out)
{
    memset(out, 0, sizeof *out);
    if (p->step != PRINTER_IDLE)
        return false;
    p->step = PRINTER_CHECKING;
    p->step_ms = now_ms;
    p->job_id = job_id;
    if (!p->is_open)
        give_up(p, out);
    else
        ask(p, now_ms, out); // an earlier answer may be from before a fault
    forget(p);
    return true;
}

static void answered(struct printer *p, const struct status_answer *a,
                     int64_t now_ms, struct printer_out *out)
{
    p->asked_ms = 0;
    p->next_ask_ms = now_ms + (p->step == PRINTER_IDLE ? PRINTER_IDLE_ASK_MS
                                                       : PRINTER_ASK_MS);
    bool is_ready = a->state == PRINTER_READY;
    show(p, a->state, out);
    if (p->step != PRINTER_IDLE && !is_ready) {
        give_up(p, out);
        return;
    }
    if (p->step == PRINTER_CHECKING) {
        p->step = PRINTER_SENDING;
        p->step_ms = now_ms;
        out->send = true;
        return;
    }
    bool is_taken = a->formats_waiting == 0 && a->labels_left == 0 &&
                    !a->is_partial;
    if (p->step == PRINTER_SENDING && is_taken)
        finish(p, JOB_PRINTED, out);
}

void printer_byte(struct printer *p, uint8_t byte, int64_t now_ms,
                  struct printer_out *out)
{
    struct status_answer a;
    memset(out, 0, sizeof *out);
    if (p->language->byte(&p->reader, byte, &a))
        answered(p, &a, now_ms, out);
}

void printer_tick(struct printer *p, int64_t now_ms, struct printer_out *out)
{
    memset(out, 0, sizeof *out);
    if (!p->is_open)
        return;
    if (p->asked_ms && now_ms - p->asked_ms >= PRINTER_ANSWER_MS) {
        p->asked_ms = 0;
        p->next_ask_ms = now_ms + PRINTER_ASK_MS;
        show(p, PRINTER_SILENT, out);
        give_up(p, out);
        return;
    }
    if (p->step == PRINTER_SENDING && now_ms - p->step_ms >= PRINTER_JOB_MS) {
        give_up(p, out);
        return;
    }
    if (!p->asked_ms && now_ms >= p->next_ask_ms)
        ask(p, now_ms, out);
}
