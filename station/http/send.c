// The answer on its way: its head and body, or the events of a stream.
#include "station/http/internal.h"
#include "station/base/text.h"

#include <errno.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/uio.h>

static bool is_later(ssize_t n)
{
    return n < 0 && (errno == EAGAIN || errno == EINTR);
}

// Sends what is left of the two parts. Bytes sent of both so far are in *sent.
static enum send send_parts(int fd, struct iovec part[2], size_t *sent)
{
    size_t all = part[0].iov_len + part[1].iov_len;
    while (*sent < all) {
        size_t skip = *sent < part[0].iov_len ? *sent : part[0].iov_len;
        size_t of_second = *sent - skip;
        struct iovec left[2] = {
            {(char *)part[0].iov_base + skip, part[0].iov_len - skip},
            {(char *)part[1].iov_base + of_second,
             part[1].iov_len - of_second}};
        struct msghdr m = {.msg_iov = left, .msg_iovlen = 2};
        ssize_t n = sendmsg(fd, &m, MSG_DONTWAIT | MSG_NOSIGNAL);
        if (n <= 0)
            return is_later(n) ? SEND_MORE : SEND_GONE;
        *sent += (size_t)n;
    }
    return SEND_DONE;
}

enum send send_answer(struct connection *k)
{
    struct http_request *rq = k->rq;
    bool has_body = !rq->head.method || strcmp(rq->head.method, "HEAD") != 0;
    struct iovec part[2] = {
        {rq->out_head, rq->out_head_len},
        {(void *)(uintptr_t)rq->out, has_body ? rq->out_len : 0}};
    return send_parts(k->fd, part, &k->sent_len);
}

// A client that is behind gets only the newest event. One that changed under
// way ends with an empty line: its data is not JSON and the page passes it
// over.
enum send send_stream(struct connection *k)
{
    static const char CUT[] = "\n\n";
    struct http_request *rq = k->rq;
    struct http_channel *c = rq->channel;
    while (rq->event_len > 0 || rq->seen_version != c->version) {
        bool is_cut = rq->event_len > 0 && rq->seen_version != c->version;
        const char *chars = is_cut ? CUT : c->text + rq->event_len;
        size_t len = is_cut ? sizeof CUT - 1 : c->len - rq->event_len;
        ssize_t n = send(k->fd, chars, len, MSG_DONTWAIT | MSG_NOSIGNAL);
        if (n <= 0)
            return is_later(n) ? SEND_MORE : SEND_GONE;
        if (is_cut && (size_t)n < len)
            return SEND_MORE; // sent anew: one more empty line does no harm
        rq->event_len = is_cut ? 0 : rq->event_len + (size_t)n;
        if (is_cut)
            continue;
        rq->seen_version = c->version;
        if (rq->event_len == c->len)
            rq->event_len = 0;
    }
    return SEND_DONE;
}
