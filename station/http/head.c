#include "station/http/head.h"
#include "station/base/text.h"

#include <string.h>
#include <strings.h>

long head_find(const char *bytes, size_t len, size_t *seen)
{
    for (size_t i = *seen; i < len; i++) {
        bool is_end = bytes[i] == '\n';
        if (is_end && (i == 0 || bytes[i - 1] != '\r'))
            return -1;
        if (!is_end && i > 0 && bytes[i - 1] == '\r')
            return -1;
        if (is_end && i >= 3 && bytes[i - 2] == '\n')
            return (long)i + 1;
    }
    *seen = len;
    return 0;
}

static int refuse(struct head *h, int status, const char *why)
{
    h->why = why;
    return status;
}

// RFC 9110, 5.6.2
static bool is_token(const char *chars)
{
    if (!chars[0])
        return false;
    for (; *chars; chars++) {
        bool is_word = (*chars >= 'a' && *chars <= 'z') ||
                       (*chars >= 'A' && *chars <= 'Z') ||
                       (*chars >= '0' && *chars <= '9');
        if (!is_word && !strchr("!#$%&'*+-.^_`|~", *chars))
            return false;
    }
    return true;
}

static int hex(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    if (c >= 'a' && c <= 'f')
        return c - 'a' + 10;
    if (c >= 'A' && c <= 'F')
        return c - 'A' + 10;
    return -1;
}

// In place. False for a broken escape, a control character or broken UTF-8.
static bool decode(char *chars, bool is_form)
{
    char *out = chars;
    const char *start = chars;
    for (; *chars; chars++) {
        if (*chars == '%') {
            int high = hex(chars[1]);
            int low = high < 0 ? -1 : hex(chars[2]);
            if (low < 0)
                return false;
            *out = (char)(high << 4 | low);
            chars += 2;
            if (*out == 0)
                return false;
        } else {
            *out = *chars == '+' && is_form ? ' ' : *chars;
        }
        out++;
    }
    *out = 0;
    return text_is_utf8(start, (size_t)(out - start));
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

static bool has_control(const char *chars)
{
    for (; *chars; chars++)
        if ((unsigned char)*chars < 0x20 || *chars == 0x7f)
            return true;
    return false;
}

static int read_query(struct head *h, char *query)
{
    while (query && *query) {
        char *next = strchr(query, '&');
        if (next)
            *next++ = 0;
        char *value = strchr(query, '=');
        if (value)
            *value++ = 0;
        else
            value = query + strlen(query);
        if (!decode(query, true) || (value[0] && !decode(value, true)))
            return refuse(h, 400, "the query is not percent-encoded UTF-8");
        if (h->query_count == HEAD_VALUES_MAX)
            return refuse(h, 400, "the query has too many parameters");
        if (query[0])
            h->query[h->query_count++] = (struct head_value){query, value};
        query = next;
    }
    return 0;
}

static int read_target(struct head *h, char *target)
{
    if (target[0] != '/')
        return refuse(h, 400, "the address does not begin with a slash");
    if (strchr(target, '#') || has_control(target))
        return refuse(h, 400, "the address holds what may not stand in it");
    char *query = strchr(target, '?');
    if (query)
        *query++ = 0;
    if (!decode(target, false) || has_control(target))
        return refuse(h, 400, "the path is not percent-encoded UTF-8");
    if (climbs(target))
        return refuse(h, 400, "the path climbs");
    h->path = target;
    return read_query(h, query);
}

static int read_first(struct head *h, char *line, bool *is_old)
{
    char *target = strchr(line, ' ');
    char *version = target ? strchr(target + 1, ' ') : NULL;
    if (!version)
        return refuse(h, 400, "the first line is not that of a request");
    *target++ = 0;
    *version++ = 0;
    if (!is_token(line) || strlen(line) > HEAD_METHOD_MAX)
        return refuse(h, 400, "the method is no word");
    *is_old = strcmp(version, "HTTP/1.0") == 0;
    if (!*is_old && strcmp(version, "HTTP/1.1") != 0)
        return strncmp(version, "HTTP/", 5) == 0
                   ? refuse(h, 505, "only HTTP/1.1 is spoken here")
                   : refuse(h, 400, "the first line is not that of a request");
    h->method = line;
    return read_target(h, target);
}

// A value without the blanks around it.
static char *trimmed(char *value)
{
    value += strspn(value, " \t");
    size_t len = strlen(value);
    while (len > 0 && (value[len - 1] == ' ' || value[len - 1] == '\t'))
        value[--len] = 0;
    return value;
}

static int read_line(struct head *h, char *line)
{
    char *colon = strchr(line, ':');
    if (line[0] == ' ' || line[0] == '\t')
        return refuse(h, 400, "a header line is folded");
    if (!colon)
        return refuse(h, 400, "a header line has no colon");
    *colon = 0;
    if (!is_token(line))
        return refuse(h, 400, "a header's name is no word");
    char *value = trimmed(colon + 1);
    for (const char *c = value; *c; c++)
        if (((unsigned char)*c < 0x20 && *c != '\t') || *c == 0x7f)
            return refuse(h, 400, "a header holds a control character");
    if (h->line_count == HEAD_LINES_MAX)
        return refuse(h, 431, "there are too many header lines");
    h->line[h->line_count++] = (struct head_value){line, value};
    return 0;
}

static int count_of(const struct head *h, const char *name)
{
    int count = 0;
    for (int i = 0; i < h->line_count; i++)
        count += strcasecmp(h->line[i].name, name) == 0;
    return count;
}

const char *head_line(const struct head *h, const char *name)
{
    for (int i = 0; i < h->line_count; i++)
        if (strcasecmp(h->line[i].name, name) == 0)
            return h->line[i].value;
    return "";
}

static int read_length(struct head *h, bool is_old)
{
    int lengths = count_of(h, "Content-Length");
    int codings = count_of(h, "Transfer-Encoding");
    const char *length = head_line(h, "Content-Length");
    if (lengths > 1)
        return refuse(h, 400, "there are two Content-Length");
    if (lengths && codings)
        return refuse(h, 400, "a Content-Length beside a Transfer-Encoding");
    if (codings > 1 || (codings && is_old))
        return refuse(h, 400, "the Transfer-Encoding is not one alone");
    if (codings &&
        strcasecmp(head_line(h, "Transfer-Encoding"), "chunked") != 0)
        return refuse(h, 501, "the only Transfer-Encoding is chunked");
    h->is_chunked = codings > 0;
    if (lengths &&
        (!length[0] || strspn(length, "0123456789") != strlen(length) ||
         strlen(length) > 15 ||
         text_to_int(length, strlen(length), &h->body_len) < 0))
        return refuse(h, 400, "the Content-Length is no number");
    return 0;
}

bool head_host(const char *value, char *out, size_t cap)
{
    static const char CHARS[] = "abcdefghijklmnopqrstuvwxyz"
                                "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._";
    size_t len =
        value[0] == '[' ? strcspn(value, "]") + 1 : strspn(value, CHARS);
    const char *port = value + len;
    if (value[0] == '[' &&
        strspn(value + 1, "0123456789abcdefABCDEF:.") + 2 != len)
        return false;
    if (len == 0 || len >= cap || len > strlen(value))
        return false;
    if (*port && (*port != ':' || strlen(port) > 6 ||
                  strspn(port + 1, "0123456789") != strlen(port + 1)))
        return false;
    memcpy(out, value, len);
    out[len] = 0;
    return true;
}

static int read_host(struct head *h, bool is_old)
{
    char host[256];
    int hosts = count_of(h, "Host");
    if (hosts > 1)
        return refuse(h, 400, "there are two Host");
    if (hosts == 0 && !is_old)
        return refuse(h, 400, "there is no Host");
    if (hosts && !head_host(head_line(h, "Host"), host, sizeof host))
        return refuse(h, 400, "the Host is none");
    return 0;
}

// Is word one of the list's, which is separated by commas?
static bool has_word(const char *list, const char *word)
{
    size_t len = strlen(word);
    while (*list) {
        list += strspn(list, ", \t");
        size_t n = strcspn(list, ", \t");
        if (n == len && strncasecmp(list, word, n) == 0)
            return true;
        list += n;
    }
    return false;
}

int head_read(struct head *h, char *bytes, size_t len)
{
    bool is_old = false;
    *h = (struct head){.why = ""};
    if (memchr(bytes, 0, len))
        return refuse(h, 400, "there is a NUL in the head");
    bytes[len - 2] = 0; // the empty line
    char *next = strstr(bytes, "\r\n");
    *next = 0;
    int status = read_first(h, bytes, &is_old);
    for (char *line = next + 2; !status && *line; line = next + 2) {
        next = strstr(line, "\r\n");
        *next = 0;
        status = read_line(h, line);
    }
    if (!status)
        status = read_host(h, is_old);
    if (!status)
        status = read_length(h, is_old);
    if (status)
        return status;
    const char *kept = head_line(h, "Connection");
    h->is_last =
        is_old ? !has_word(kept, "keep-alive") : has_word(kept, "close");
    const char *expected = head_line(h, "Expect");
    h->is_waiting = !is_old && strcasecmp(expected, "100-continue") == 0;
    return 0;
}
