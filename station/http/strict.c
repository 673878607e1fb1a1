// Heads that two programs could read in two ways are refused.
//
// The library is lenient: it takes lines that end with LF alone, joins folded
// ones, to the name of the header (0.9.75), and looks for the first of two. It
// hands out names and values where they stood in what came, each with a NUL
// after it in the place of the colon or the line's CR LF, so that whatever it
// passed over shows as a gap between them: what is not wholly told is refused.
// Its own strictness is left off: it would answer with its head said twice.
#include "station/http/internal.h"
#include "station/base/text.h"

#include <string.h>
#include <strings.h>

enum { METHOD_MAX = 16, LENGTH_DIGITS_MAX = 15 };

static int refuse(const char **why, int status, const char *sentence)
{
    *why = sentence;
    return status;
}

// RFC 9110, 5.6.2
static bool is_token(const char *chars, size_t len)
{
    for (size_t i = 0; i < len; i++) {
        char c = chars[i];
        bool is_word = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                       (c >= '0' && c <= '9');
        if (!c || (!is_word && !strchr("!#$%&'*+-.^_`|~", c)))
            return false;
    }
    return len > 0;
}

static bool has_control(const char *chars, size_t len)
{
    for (size_t i = 0; i < len; i++)
        if ((unsigned char)chars[i] < 0x20 || chars[i] == 0x7f)
            return true;
    return false;
}

static bool is_escape(const char *chars)
{
    static const char HEX[] = "0123456789abcdefABCDEF";
    return strspn(chars + 1, HEX) >= 2 && strncmp(chars, "%00", 3) != 0;
}

int strict_target(const char *target, const char **why)
{
    if (target[0] != '/')
        return refuse(why, 400, "the address does not begin with a slash");
    if (strpbrk(target, " #") || has_control(target, strlen(target)))
        return refuse(why, 400, "the address holds what may not stand in it");
    for (const char *at = strchr(target, '%'); at; at = strchr(at + 1, '%'))
        if (!is_escape(at))
            return refuse(why, 400, "the address is not percent-encoded UTF-8");
    return 0;
}

static bool climbs(const char *path)
{
    for (const char *at = path; at; at = strchr(at + 1, '/')) {
        size_t n = strcspn(at + 1, "/");
        if ((n == 1 && at[1] == '.') ||
            (n == 2 && strncmp(at + 1, "..", 2) == 0))
            return true;
    }
    return false;
}

struct walk {
    uintptr_t end; // of what is accounted for
    int hosts, lengths, codings;
    const char *host, *length, *coding;
    const char *why; // NULL as long as all is well
};

static void count(struct walk *w, const char *name, const char *value)
{
    if (strcasecmp(name, "Host") == 0) {
        w->hosts++;
        w->host = value;
    } else if (strcasecmp(name, "Content-Length") == 0) {
        w->lengths++;
        w->length = value;
    } else if (strcasecmp(name, "Transfer-Encoding") == 0) {
        w->codings++;
        w->coding = value;
    }
}

// The name begins after the CR LF of the line before, and blanks at most stand
// between its colon and the value.
static bool is_next(const struct walk *w, const char *name, size_t name_len,
                    const char *value)
{
    const char *at = name + name_len + 1;
    if ((uintptr_t)name != w->end + 2 || (uintptr_t)value < (uintptr_t)at)
        return false;
    for (; at < value; at++)
        if (*at != ' ' && *at != '\t')
            return false;
    return true;
}

static enum MHD_Result on_line(void *arg, enum MHD_ValueKind kind,
                               const char *name, size_t name_len,
                               const char *value, size_t value_len)
{
    struct walk *w = arg;
    (void)kind;
    if (!value)
        w->why = "a header has no value";
    else if (!is_token(name, name_len))
        w->why = "a header's name is no word";
    else if (!is_next(w, name, name_len, value))
        w->why = "a line is folded, or ends otherwise than with CR LF";
    for (size_t i = 0; !w->why && i < value_len; i++)
        if (value[i] != '\t' && has_control(value + i, 1))
            w->why = "a header holds a control character";
    if (w->why)
        return MHD_NO;
    w->end = (uintptr_t)value + value_len;
    count(w, name, value);
    return MHD_YES;
}

static enum MHD_Result on_query(void *arg, enum MHD_ValueKind kind,
                                const char *name, size_t name_len,
                                const char *value, size_t value_len)
{
    struct walk *w = arg;
    (void)kind;
    if (!text_is_utf8(name, name_len) ||
        (value && !text_is_utf8(value, value_len)))
        w->why = "the query is not percent-encoded UTF-8";
    return w->why ? MHD_NO : MHD_YES;
}

static int check_lengths(const struct walk *w, bool is_old, const char **why)
{
    if (w->lengths > 1)
        return refuse(why, 400, "there are two Content-Length");
    if (w->lengths && w->codings)
        return refuse(why, 400, "a Content-Length beside a Transfer-Encoding");
    if (w->codings > 1 || (w->codings && is_old))
        return refuse(why, 400, "the Transfer-Encoding is not one alone");
    if (w->codings && strcasecmp(w->coding, "chunked") != 0)
        return refuse(why, 501, "the only Transfer-Encoding is chunked");
    if (w->lengths && (!w->length[0] ||
                       strspn(w->length, "0123456789") != strlen(w->length) ||
                       strlen(w->length) > LENGTH_DIGITS_MAX))
        return refuse(why, 400, "the Content-Length is no number");
    return 0;
}

static int check_host(const struct walk *w, bool is_old, const char **why)
{
    char host[HOST_MAX + 1];
    if (w->hosts > 1)
        return refuse(why, 400, "there are two Host");
    if (w->hosts == 0 && !is_old)
        return refuse(why, 400, "there is no Host");
    if (w->hosts && !host_name(w->host, host, sizeof host))
        return refuse(why, 400, "the Host is none");
    return 0;
}

// Method, target and version with a blank between each two.
static int check_first(const struct http_request *rq, const char *version,
                       const char **why)
{
    size_t len = strlen(rq->method);
    if (!is_token(rq->method, len) || len > METHOD_MAX)
        return refuse(why, 400, "the method is no word");
    if (rq->method + len + 1 != rq->target ||
        rq->target + rq->target_len + 1 != version)
        return refuse(why, 400, "the first line is not that of a request");
    if (strcmp(version, "HTTP/1.0") != 0 && strcmp(version, "HTTP/1.1") != 0)
        return refuse(why, 505, "only HTTP/1.1 is spoken here");
    if (!text_is_utf8(rq->path, strlen(rq->path)) ||
        has_control(rq->path, strlen(rq->path)))
        return refuse(why, 400, "the path is not percent-encoded UTF-8");
    if (climbs(rq->path))
        return refuse(why, 400, "the path climbs");
    return 0;
}

static int check_lines(const struct http_request *rq, struct walk *w,
                       const char **why)
{
    struct MHD_Connection *c = rq->line->of;
    const union MHD_ConnectionInfo *size =
        MHD_get_connection_info(c, MHD_CONNECTION_INFO_REQUEST_HEADER_SIZE);
    MHD_get_connection_values_n(c, MHD_HEADER_KIND, on_line, w);
    // Two line ends: that of the last line and the empty one.
    if (!w->why &&
        (!size || w->end + 4 != (uintptr_t)rq->method + size->header_size))
        w->why = "a line is folded, or ends otherwise than with CR LF";
    if (!w->why)
        MHD_get_connection_values_n(c, MHD_GET_ARGUMENT_KIND, on_query, w);
    return w->why ? refuse(why, 400, w->why) : 0;
}

int strict_head(const struct http_request *rq, const char *version,
                const char **why)
{
    struct walk w = {.end = (uintptr_t)version + strlen(version)};
    bool is_old = strcmp(version, "HTTP/1.0") == 0;
    int status = check_first(rq, version, why);
    if (!status)
        status = check_lines(rq, &w, why);
    if (!status)
        status = check_host(&w, is_old, why);
    if (!status)
        status = check_lengths(&w, is_old, why);
    return status;
}

// When the empty line at the end comes in two pieces, the last line of the head
// is told again as a field (0.9.75).
static enum MHD_Result on_field(void *arg, enum MHD_ValueKind kind,
                                const char *name, const char *value)
{
    struct walk *w = arg;
    (void)kind;
    (void)value;
    if ((uintptr_t)name >= w->end)
        w->why = "there are fields after the last chunk";
    return MHD_YES;
}

int strict_end(const struct http_request *rq, const char **why)
{
    struct MHD_Connection *c = rq->line->of;
    const union MHD_ConnectionInfo *size =
        MHD_get_connection_info(c, MHD_CONNECTION_INFO_REQUEST_HEADER_SIZE);
    struct walk w = {.end = (uintptr_t)rq->method +
                            (size ? size->header_size : 0)};
    MHD_get_connection_values(c, MHD_FOOTER_KIND, on_field, &w);
    return w.why ? refuse(why, 400, w.why) : 0;
}
