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

static void on_done(void *arg)
{
    struct later_job *j = arg;
    struct turn *t = j->later->turn;
    struct http_request *rq = j->rq;
    size_t mark = turn_mark(t);
    j->then(j->later->app, rq, j->data);
    turn_back(t, mark);
    secret_wipe(j->data, sizeof j->data);
    j->rq = NULL;
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

bool later_begin(struct later *l, struct http_request *rq,
                 const struct later_plan *plan)
{
    must(plan->len <= LATER_BYTES);
    struct later_job *j = take(l, plan->is_stranger);
    if (j) {
        *j = (struct later_job){
            .later = l, .rq = rq, .work = plan->work, .then = plan->then};
        memcpy(j->data, plan->data, plan->len);
        if (loop_work(l->turn->loop, on_work, on_done, j) == ERR_OK) {
            http_defer(rq);
            return true;
        }
        secret_wipe(j->data, sizeof j->data);
        j->rq = NULL;
    }
    http_problem(rq, 503, "Too many at once", "try again in a few seconds");
    return false;
}
