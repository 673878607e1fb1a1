#include "station/base/child.h"
#include "station/base/log.h"

#include <signal.h>
#include <stdio.h>

static int spawn(struct child *c, const char *arg);

static void on_closed(uv_handle_t *h)
{
    struct child *c = h->data;
    c->is_running = false;
    if (!c->has_next || c->loop->is_closing)
        return;
    c->has_next = false;
    (void)spawn(c, c->next); // not started: logged
}

static void on_exit(uv_process_t *process, int64_t status, int signum)
{
    (void)status;
    (void)signum;
    uv_close((uv_handle_t *)process, on_closed);
}

static int spawn(struct child *c, const char *arg)
{
    char path[256], word[CHILD_ARG_MAX + 1];
    char *argv[] = {path, word, NULL};
    uv_process_options_t o = {
        .exit_cb = on_exit, .file = path, .args = argv};
    snprintf(path, sizeof path, "%s", c->path);
    snprintf(word, sizeof word, "%s", arg);
    c->process.data = c;
    c->is_running = true; // a handle is made even where nothing starts
    int rc = uv_spawn(&c->loop->uv, &c->process, &o);
    if (rc == 0)
        return ERR_OK;
    log_warn("program_not_started program=%s why=\"%s\"", path,
             uv_strerror(rc));
    uv_close((uv_handle_t *)&c->process, on_closed);
    return ERR_IO;
}

int child_start(struct child *c, struct loop *l, const char *path,
                const char *arg)
{
    c->loop = l;
    c->path = path;
    c->has_next = false;
    if (!c->is_running)
        return spawn(c, arg);
    snprintf(c->next, sizeof c->next, "%s", arg);
    c->has_next = true;
    if (!uv_is_closing((uv_handle_t *)&c->process))
        uv_process_kill(&c->process, SIGTERM);
    return ERR_OK;
}

void child_end(struct child *c)
{
    c->has_next = false;
    if (c->is_running && !uv_is_closing((uv_handle_t *)&c->process))
        uv_process_kill(&c->process, SIGTERM);
}
