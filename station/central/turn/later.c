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

bool later_begin(struct later *l, struct http_request *rq, later_work *work,
                 later_then *then, const void *data, size_t len)
{
    must(len <= LATER_BYTES);
    for (int i = 0; i < LOOP_WORKS_MAX; i++) {
        struct later_job *j = &l->job[i];
        if (j->rq)
            continue;
        *j = (struct later_job){
            .later = l, .rq = rq, .work = work, .then = then};
        memcpy(j->data, data, len);
        if (loop_work(l->turn->loop, on_work, on_done, j) == ERR_OK) {
            http_defer(rq);
            return true;
        }
        secret_wipe(j->data, sizeof j->data);
        j->rq = NULL;
        break;
    }
    http_problem(rq, 503, "Too many at once", "try again in a few seconds");
    return false;
}
