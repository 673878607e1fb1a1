// utf8.h - is this UTF-8: one character at a time, at the bench and in the
// hand.
#ifndef SHARED_UTF8_H
#define SHARED_UTF8_H

#include <stddef.h>

// Bytes of the character at chars (1 to 4) with len more to come, 0 when it is
// not valid (RFC 3629: shortest form, no surrogates, up to U+10FFFF). len > 0.
size_t utf8_len(const char *chars, size_t len);

#endif
