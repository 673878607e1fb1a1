// Files in whatever encoding: what is read is UTF-8, or refused.
#include "shared/must.h"
#include "station/base/charset.h"
#include "station/base/text.h"
#include "tests/fuzz/fuzz.h"

#include <stdlib.h>
#include <string.h>

const char *const fuzz_seeds[] = {"sku;name\nA;Caf\xE9 \x80 12\n",
                                  "\xEF\xBB\xBFsku,name\nA,Caf\xC3\xA9\n",
                                  "\xFF\xFEs\x01k\x02\xD8\x3D\xDE", "\xFE\xFF",
                                  "Caf\xC3\xA9 \xE9", "\xF0\x9F\x98\x80", NULL};

static const char *const WANTED[] = {
    "",           "utf-8",       "utf-16le",   "utf-16be", "windows-1252",
    "iso-8859-1", "iso-8859-15", "shift-jis"};

static void read_as(const char *chars, size_t len, const char *wanted)
{
    struct charset c;
    int rc = charset_read(chars, len, wanted, &c);
    must(rc == ERR_OK || (rc == ERR_PARSE && !c.text));
    if (rc == ERR_OK && c.text)
        must(text_is_utf8(c.text, c.len) && c.len <= len * 3);
    if (rc == ERR_OK && !c.text && wanted[0])
        must(text_is_utf8(chars, len));
    // Bytes of one letter each can always be read.
    must(rc == ERR_OK || strcmp(wanted, "iso-8859-1") != 0);
    free(c.text);
}

void fuzz_one(const uint8_t *bytes, size_t len)
{
    size_t one = len ? bytes[len / 2] % (sizeof WANTED / sizeof *WANTED) : 0;
    read_as((const char *)bytes, len, "");
    read_as((const char *)bytes, len, WANTED[one]);
}
