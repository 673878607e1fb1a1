#include "station/central/turn/later.h"
#include "station/base/secret.h"
#include "shared/must.h"

#include <string.h>

void later_open(struct later *l, struct turn *turn, void *app)
{
    *l = (struct later){.turn = turn, .app = app};
}

static void on_work(void *arg)
{
    struct later_job *j = arg;
    j->work(j->data);
}

static void drop(struct later_job *j)
{
    secret_wipe(j->data, sizeof j->data);
    j->rq = NULL;
}

static void on_done(void *arg)
{
    struct later_job *j = arg;
    struct turn *t = j->later->turn;
    struct http_request *rq = j->rq;
    size_t mark = turn_mark(t);
    j->then(j->later->app, rq, j->data);
    turn_back(t, mark);
    drop(j);
    http_resume(rq); // may bring the next request
}

// NULL when there are too many already.
static struct later_job *take(struct later *l, bool is_stranger)
{
    struct later_job *found = NULL;
    int busy = 0;
    for (int i = 0; i < LOOP_WORKS_MAX; i++) {
        if (l->job[i].rq)
            busy++;
        else
            found = &l->job[i];
    }
    return is_stranger && busy >= LATER_STRANGERS_MAX ? NULL : found;
}

static int start(struct later_job *j)
{
    return loop_work(j->later->turn->loop, on_work, on_done, j);
}

static void refuse(struct http_request *rq)
{
    http_problem(rq, 503, "Too many at once", "try again in a few seconds");
}

static void on_due(void *arg)
{
    struct later_job *j = arg;
    struct http_request *rq = j->rq;
    if (start(j) == ERR_OK)
        return;
    drop(j);
    refuse(rq);
    http_resume(rq);
}

void later_begin(struct later *l, struct http_request *rq,
                 const struct later_plan *plan)
{
    must(plan->len <= LATER_BYTES);
    struct later_job *j = take(l, plan->is_stranger);
    if (!j) {
        refuse(rq);
        return;
    }
    j->later = l;
    j->rq = rq;
    j->work = plan->work;
    j->then = plan->then;
    memcpy(j->data, plan->data, plan->len);
    if (plan->after_ms > 0) {
        loop_timer_start(l->turn->loop, &j->timer, plan->after_ms, 0, on_due,
                         j);
    } else if (start(j) < 0) {
        drop(j);
        refuse(rq);
        return;
    }
    http_defer(rq);
}
