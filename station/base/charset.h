// charset.h - text of a file as people have it, made UTF-8.
//
// Told by its byte order mark (UTF-8, UTF-16), else UTF-8 when all of it is,
// else Windows-1252, which sheets and marketplaces write in Western Europe. The
// conversion is the C library's (iconv). O(length).
#ifndef BASE_CHARSET_H
#define BASE_CHARSET_H

#include <stddef.h>
#include "shared/err.h"

enum { CHARSET_MAX = 15 };  // bytes of a name

struct charset {
    char name[CHARSET_MAX + 1];     // "utf-8", "utf-16le", "windows-1252" ...
    char *text;             // the caller frees it; NULL: the text was UTF-8
    size_t len;             // of text
};

// wanted is one of these names, or "" to find out. ERR_PARSE when the text is
// not in that encoding, or the encoding is none of utf-8, utf-16le, utf-16be,
// windows-1252, iso-8859-1, iso-8859-15; ERR_FULL without memory.
int charset_read(const char *chars, size_t len, const char *wanted,
                 struct charset *out) MUST_USE;

#endif
