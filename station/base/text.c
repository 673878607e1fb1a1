#include "station/base/text.h"
#include "shared/utf8.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

void text_init(struct text *t, char *chars, size_t cap)
{
    *t = (struct text){.chars = chars, .cap = cap};
    chars[0] = 0;
}

void text_add(struct text *t, const char *chars, size_t len)
{
    size_t room = t->cap - 1 - t->len;
    if (len > room) {
        t->full = true;
        len = room;
    }
    memcpy(t->chars + t->len, chars, len);
    t->len += len;
    t->chars[t->len] = 0;
}

void text_addf(struct text *t, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    size_t room = t->cap - t->len;
    int len = vsnprintf(t->chars + t->len, room, format, args);
    va_end(args);
    if (len < 0 || (size_t)len >= room) {
        t->full = true;
        t->len = t->cap - 1;
    } else {
        t->len += (size_t)len;
    }
}

int text_to_int(const char *chars, size_t len, int64_t *out)
{
    return text_to_decimal(chars, len, 0, out);
}

int text_to_host_port(const char *chars, char *host, size_t cap, int *port)
{
    const char *colon = strrchr(chars, ':');
    int64_t n;
    if (!colon || (size_t)(colon - chars) >= cap ||
        text_to_int(colon + 1, strlen(colon + 1), &n) < 0 || n < 0 ||
        n > 65535)
        return ERR_PARSE;
    memcpy(host, chars, (size_t)(colon - chars));
    host[colon - chars] = 0;
    *port = (int)n;
    return ERR_OK;
}

int text_to_decimal(const char *chars, size_t len, int places, int64_t *out)
{
    size_t i = 0, digits = 0;
    bool negative = len > 0 && chars[0] == '-', after_point = false;
    int64_t value = 0;
    if (len > 0 && (chars[0] == '-' || chars[0] == '+'))
        i = 1;
    for (; i < len; i++) {
        if (chars[i] == '.' && !after_point) {
            after_point = true;
            continue;
        }
        if (chars[i] < '0' || chars[i] > '9')
            return ERR_PARSE;
        digits++;
        if (after_point && places == 0) {
            if (chars[i] != '0')
                return ERR_PARSE;
            continue;
        }
        if (after_point)
            places--;
        if (__builtin_mul_overflow(value, 10, &value) ||
            __builtin_add_overflow(value, chars[i] - '0', &value))
            return ERR_PARSE;
    }
    for (; places > 0; places--)
        if (__builtin_mul_overflow(value, 10, &value))
            return ERR_PARSE;
    if (digits == 0)
        return ERR_PARSE;
    *out = negative ? -value : value;
    return ERR_OK;
}

bool text_is_utf8(const char *chars, size_t len)
{
    for (size_t i = 0; i < len;) {
        size_t n = utf8_len(chars + i, len - i);
        if (n == 0)
            return false;
        i += n;
    }
    return true;
}

void text_copy(char *out, size_t cap, const char *chars, size_t len)
{
    static const char UNKNOWN[] = "\xEF\xBF\xBD"; // U+FFFD
    size_t used = 0;
    for (size_t i = 0; i < len && chars[i];) {
        size_t n = utf8_len(chars + i, len - i);
        const char *from = n ? chars + i : UNKNOWN;
        size_t size = n ? n : sizeof UNKNOWN - 1;
        if (used + size >= cap)
            break;
        memcpy(out + used, from, size);
        used += size;
        i += n ? n : 1;
    }
    out[used] = 0;
}

bool text_words(char *out, size_t cap, const char *chars, size_t len)
{
    size_t used = 0;
    text_copy(out, cap, chars, len);
    bool is_whole = len < cap || strlen(out) >= len;
    for (const char *c = out; *c; c++) {
        unsigned char byte = (unsigned char)*c;
        bool is_control = (byte < 0x20 && byte != '\n') || byte == 0x7F;
        if (byte == '\r')
            out[used] = '\n'; // alone it ends a line
        else
            out[used] = is_control ? ' ' : *c;
        used += byte != '\r' || c[1] != '\n';
    }
    out[used] = 0;
    return is_whole;
}

void text_words_short(char *out, size_t cap, const char *chars, size_t len)
{
    static const char MORE[] = "\xE2\x80\xA6";
    if (text_words(out, cap, chars, len))
        return;
    text_words(out, cap - strlen(MORE), chars, len);
    memcpy(out + strlen(out), MORE, sizeof MORE);
}

bool text_is_plain(const char *chars, size_t len)
{
    for (size_t i = 0; i < len; i++) {
        unsigned char c = (unsigned char)chars[i];
        if ((c < 0x20 && c != '\t' && c != '\n') || c == 0x7F)
            return false;
    }
    return text_is_utf8(chars, len);
}

int text_field(char *out, size_t cap, const char *chars, size_t len)
{
    if (len >= cap)
        return ERR_FULL;
    if (!text_is_plain(chars, len))
        return ERR_PARSE;
    memcpy(out, chars, len);
    out[len] = 0;
    return ERR_OK;
}
