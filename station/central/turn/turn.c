#include "station/central/turn/turn.h"
#include "station/base/log.h"
#include "station/http/server.h"

enum { SETTLE_TURNS = 64 }; // then timers and signals get a turn

void turn_open(struct turn *t, struct loop *loop, struct store *st)
{
    *t = (struct turn){.loop = loop, .st = st};
    arena_open(&t->arena, TURN_BYTES);
}

void turn_close(struct turn *t)
{
    loop_timer_stop(&t->again);
    arena_close(&t->arena);
}

int64_t turn_at_ms(const struct turn *t)
{
    return loop_at_ms(t->loop);
}

int64_t turn_now_ms(const struct turn *t)
{
    return loop_now_ms(t->loop);
}

bool turn_is_long(const struct turn *t)
{
    return loop_has_taken(t->loop, TURN_SLICE_MS);
}

void turn_write_begin(struct turn *t)
{
    if (!store_is_writing(t->st))
        store_begin(t->st);
    store_part_begin(t->st);
}

int turn_write_end(struct turn *t)
{
    return store_part_end(t->st);
}

void turn_pulse(struct turn *t)
{
    if (!pulse_is_due(&t->pulse, turn_now_ms(t)))
        return;
    turn_write_begin(t);
    pulse_write(&t->pulse, t->st, turn_now_ms(t));
    int rc = turn_write_end(t);
    if (rc < 0)
        pulse_note(&t->pulse, t->st, rc);
}

static bool is_holding(const struct turn *t)
{
    return t->http && http_server_is_holding(t->http);
}

int turn_commit(struct turn *t)
{
    int rc = ERR_OK;
    if (store_is_writing(t->st)) {
        rc = store_commit(t->st);
        t->commit_count++;
        pulse_note(&t->pulse, t->st, rc);
        if (rc < 0)
            log_error("commit_failed why=\"%s\"", store_why(t->st));
    }
    if (is_holding(t))
        http_server_release(t->http, rc == ERR_OK, store_why(t->st));
    return rc;
}

// One commit for all that came in, then the answers.
void turn_settle(void *turn)
{
    struct turn *t = turn;
    // Letting answers go may bring the next requests of the same clients.
    for (int i = 0; i < SETTLE_TURNS; i++) {
        if (!store_is_writing(t->st) && !is_holding(t))
            return;
        (void)turn_commit(t); // its failure is in the answers, and said
    }
    loop_timer_start(t->loop, &t->again, 0, 0, turn_settle, t);
}

void *turn_alloc(struct turn *t, size_t size)
{
    return arena_take(&t->arena, size);
}

size_t turn_mark(const struct turn *t)
{
    return arena_mark(&t->arena);
}

void turn_back(struct turn *t, size_t mark)
{
    arena_back(&t->arena, mark);
}
