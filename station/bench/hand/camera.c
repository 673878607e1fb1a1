#include "station/bench/hand/camera.h"
#include "station/base/log.h"
#include "shared/must.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

void camera_init(struct camera *c, struct loop *loop, camera_fn *fn,
                 void *arg)
{
    c->loop = loop;
    c->fn = fn;
    c->arg = arg;
    c->fd = c->watch = -1;
    c->slot = -1;
    // It lies beside this program.
    ssize_t n = readlink("/proc/self/exe", c->program,
                         sizeof c->program - sizeof "tallyman-camera");
    while (n > 0 && c->program[n - 1] != '/')
        n--;
    snprintf(c->program + (n > 0 ? n : 0),
             sizeof c->program - (size_t)(n > 0 ? n : 0), "tallyman-camera");
}

void camera_close(struct camera *c)
{
    int status;
    if (c->pid <= 0)
        return;
    loop_timer_stop(&c->timer);
    loop_unwatch(c->loop, c->watch);
    close(c->fd);
    kill(c->pid, SIGKILL);
    waitpid(c->pid, &status, 0);
    c->pid = 0;
    c->fd = c->watch = -1;
}

static void next(struct camera *c);

static void finish(struct camera *c, const struct message *symbol)
{
    int32_t slot = c->slot;
    c->slot = -1;
    loop_timer_stop(&c->timer);
    c->fn(c->arg, slot, symbol);
    next(c);
}

// The child is no use any more: what it had was unreadable, or killed it.
static void give_up(struct camera *c, const char *why)
{
    struct message none = {.kind = MESSAGE_SYMBOL};
    bool had_one = c->slot >= 0;
    none.symbol.picture_id = c->picture_id;
    log_warn("camera_gone why=\"%s\" picture=%u", why, c->picture_id);
    camera_close(c);
    if (had_one)
        finish(c, &none);
}

static void on_late(void *arg)
{
    give_up(arg, "no answer");
}

static void on_ready(void *arg, int events)
{
    struct camera *c = arg;
    uint8_t in[1024];
    const uint8_t *body;
    struct message m;
    (void)events;
    ssize_t n = read(c->fd, in, sizeof in);
    if (n < 0 && (errno == EAGAIN || errno == EINTR))
        return;
    if (n <= 0) {
        give_up(c, "it ended");
        return;
    }
    for (ssize_t i = 0; i < n; i++) {
        int len = frame_byte(&c->frame, in[i], &body);
        if (len > 0 && message_read(&m, body, (size_t)len) == ERR_OK &&
            m.kind == MESSAGE_SYMBOL && c->slot >= 0 &&
            m.symbol.picture_id == c->picture_id)
            finish(c, &m);
    }
}

static int start(struct camera *c)
{
    int pair[2];
    if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pair) != 0)
        return ERR_IO;
    c->pid = fork();
    if (c->pid == 0) {
        dup2(pair[1], 0);
        dup2(pair[1], 1);
        execl(c->program, c->program, (char *)NULL);
        _exit(127);
    }
    close(pair[1]);
    c->fd = pair[0];
    frame_init(&c->frame);
    if (c->pid > 0)
        c->watch = loop_watch(c->loop, c->fd, LOOP_READ, on_ready, c);
    if (c->pid <= 0 || c->watch < 0) {
        close(c->fd);
        c->pid = 0;
        return ERR_IO;
    }
    return ERR_OK;
}

// A picture is at most 64 KB and the socket's buffer holds that much more than
// twice; the child reads while it is written anyway.
static int hand_over(struct camera *c, const uint8_t *bytes, uint32_t len)
{
    uint8_t body[FRAME_BODY_MAX], wire[FRAME_WIRE_MAX];
    struct message m = {.kind = MESSAGE_PICTURE};
    m.picture.picture_id = c->picture_id;
    m.picture.total_len = len;
    for (uint32_t at = 0; at < len; at += m.picture.len) {
        uint32_t left = len - at;
        m.picture.offset = at;
        m.picture.len =
            (uint8_t)(left < MESSAGE_DATA_MAX ? left : MESSAGE_DATA_MAX);
        memcpy(m.picture.bytes, bytes + at, m.picture.len);
        int n = message_write(&m, body, sizeof body);
        must(n > 0);
        n = frame_write(body, (size_t)n, wire, sizeof wire);
        must(n > 0);
        if (send(c->fd, wire, (size_t)n, MSG_NOSIGNAL) != n)
            return ERR_IO;
    }
    return ERR_OK;
}

static void next(struct camera *c)
{
    if (c->slot >= 0 || c->queue_count == 0)
        return;
    uint8_t *bytes = c->queue[0].bytes;
    uint32_t len = c->queue[0].len;
    c->slot = c->queue[0].slot;
    c->picture_id = c->queue[0].picture_id;
    c->queue_count--;
    memmove(&c->queue[0], &c->queue[1],
            (size_t)c->queue_count * sizeof c->queue[0]);
    loop_timer_start(c->loop, &c->timer, CAMERA_WAIT_MS, 0, on_late, c);
    bool is_fine = (c->pid > 0 || start(c) == ERR_OK) &&
                   hand_over(c, bytes, len) == ERR_OK;
    free(bytes);
    if (!is_fine)
        give_up(c, strerror(errno));
}

void camera_take(struct camera *c, int32_t slot, uint32_t picture_id,
                 const uint8_t *bytes, uint32_t len)
{
    int at = 0;
    while (at < c->queue_count && c->queue[at].slot != slot)
        at++;
    if (at == CAMERA_QUEUE_MAX)
        return; // more than there are devices
    if (at == c->queue_count)
        c->queue_count++;
    else
        free(c->queue[at].bytes);
    c->queue[at].slot = slot;
    c->queue[at].picture_id = picture_id;
    c->queue[at].len = len;
    c->queue[at].bytes = malloc(len);
    must(c->queue[at].bytes != NULL);
    memcpy(c->queue[at].bytes, bytes, len);
    next(c);
}
