#include "station/devices/scanner/scanner.h"

#include <string.h>

enum { STX = 2, ETX = 3, EOT = 4 };

// Tab, LF, VT, FF and CR stand together.
static bool is_end(uint8_t byte)
{
    return (byte >= '\t' && byte <= '\r') || byte == ETX || byte == EOT ||
           byte == 0;
}

void scanner_init(struct scanner *s)
{
    memset(s, 0, sizeof *s);
}

size_t scanner_byte(struct scanner *s, uint8_t byte)
{
    if (byte == STX) {
        s->len = 0;
        s->skipping = false;
        return 0;
    }
    if (is_end(byte)) {
        size_t len = s->skipping ? 0 : s->len;
        s->len = 0;
        s->skipping = false;
        s->line[len] = 0;
        return len;
    }
    if (s->skipping)
        return 0;
    if (s->len == SCAN_MAX) {
        s->skipping = true;
        s->bad_count++;
        return 0;
    }
    s->line[s->len++] = (char)byte;
    return 0;
}
