#include "station/base/charset.h"
#include "shared/utf8.h"
#include "station/base/text.h"

#include <iconv.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *const NAMES[] = {"utf-8",        "utf-16le",
                                    "utf-16be",     "windows-1252",
                                    "iso-8859-1",   "iso-8859-15"};

static bool begins(const char *chars, size_t len, const char *mark)
{
    size_t n = strlen(mark);
    return len >= n && memcmp(chars, mark, n) == 0;
}

// Whole letters of UTF-8 beyond ASCII, beside bytes that are none: then it is
// UTF-8 with something broken in it, and its reader says where.
static bool has_letters(const char *chars, size_t len)
{
    for (size_t i = 0, n; i < len; i += n ? n : 1) {
        n = utf8_len(chars + i, len - i);
        if (n > 1)
            return true;
    }
    return false;
}

static const char *guess(const char *chars, size_t len)
{
    if (begins(chars, len, "\xFF\xFE"))
        return "utf-16le";
    if (begins(chars, len, "\xFE\xFF"))
        return "utf-16be";
    return text_is_utf8(chars, len) || has_letters(chars, len)
               ? "utf-8"
               : "windows-1252";
}

// One unit of any of them becomes three bytes at most.
static int convert(const char *chars, size_t len, struct charset *out)
{
    size_t cap = len * 3 + 1, left = cap;
    char *from = (char *)(size_t)(const void *)chars;
    iconv_t cd = iconv_open("UTF-8", out->name);
    if (cd == (iconv_t)-1)
        return ERR_PARSE;
    char *to = out->text = malloc(cap);
    size_t rc = out->text ? iconv(cd, &from, &len, &to, &left) : 0;
    iconv_close(cd);
    if (!out->text)
        return ERR_FULL;
    out->len = cap - left;
    if (rc != (size_t)-1 && len == 0)
        return ERR_OK;
    free(out->text);
    out->text = NULL;
    return ERR_PARSE;
}

int charset_read(const char *chars, size_t len, const char *wanted,
                 struct charset *out)
{
    *out = (struct charset){.text = NULL};
    const char *name = wanted[0] ? NULL : guess(chars, len);
    for (size_t i = 0; i < sizeof NAMES / sizeof NAMES[0]; i++)
        if (!name && strcmp(wanted, NAMES[i]) == 0)
            name = NAMES[i];
    if (!name)
        return ERR_PARSE;
    snprintf(out->name, sizeof out->name, "%s", name);
    if (strcmp(name, "utf-8") == 0)
        return !wanted[0] || text_is_utf8(chars, len) ? ERR_OK : ERR_PARSE;
    if (strncmp(name, "utf-16", 6) == 0 && len >= 2 &&
        (begins(chars, len, "\xFF\xFE") || begins(chars, len, "\xFE\xFF"))) {
        chars += 2;
        len -= 2;
    }
    return convert(chars, len, out);
}
