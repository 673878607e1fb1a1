#include "station/devices/printer/zpl_status.h"
#include "shared/must.h"

#include <string.h>

enum {
    STX = 2,
    ETX = 3,
    FIELDS_MAX = 12,
    FIRST_FIELDS = 12,
    SECOND_FIELDS = 11,
};

const char *printer_state_name(enum printer_state s)
{
    static const char *const NAMES[] = {"absent",    "silent",    "ready",
                                        "paused",    "no_paper",  "no_ribbon",
                                        "head_open", "fault",     "busy"};
    must(s >= PRINTER_ABSENT && s <= PRINTER_BUSY);
    return NAMES[s];
}

void zpl_status_init(struct zpl_status *z)
{
    memset(z, 0, sizeof *z);
}

// Splits "030,0,0,1245" into numbers. Returns how many, 0 when one is none.
static int split(const char *line, size_t len, int32_t out[FIELDS_MAX])
{
    int count = 0;
    size_t digits = 0;
    int32_t value = 0;
    for (size_t i = 0; i <= len; i++) {
        if (i == len || line[i] == ',') {
            if (digits == 0 || count == FIELDS_MAX)
                return 0;
            out[count++] = value;
            value = 0;
            digits = 0;
        } else if (line[i] >= '0' && line[i] <= '9' && digits < 9) {
            value = value * 10 + (line[i] - '0');
            digits++;
        } else {
            return 0;
        }
    }
    return count;
}

// aaa,b,c,dddd,eee,f,g,h,iii,j,k,l: b paper out, c paused, e formats waiting,
// h partial format, j corrupt memory, k too cold, l too hot.
static bool read_first(const char *line, size_t len, struct zpl_answer *a)
{
    int32_t f[FIELDS_MAX];
    if (split(line, len, f) != FIRST_FIELDS)
        return false;
    *a = (struct zpl_answer){.state = PRINTER_READY,
                             .formats_waiting = f[4],
                             .is_partial = f[7] != 0};
    if (f[2])
        a->state = PRINTER_PAUSED;
    if (f[9] || f[10] || f[11])
        a->state = PRINTER_FAULT;
    if (f[1])
        a->state = PRINTER_NO_PAPER;
    return true;
}

// mmm,n,o,p,q,r,s,t,uuuuuuuu,v,www: o head up, p ribbon out, u labels left.
static bool read_second(const char *line, size_t len, struct zpl_answer *a)
{
    int32_t f[FIELDS_MAX];
    if (split(line, len, f) != SECOND_FIELDS)
        return false;
    a->labels_left = f[8];
    if (f[3] && a->state != PRINTER_NO_PAPER)
        a->state = PRINTER_NO_RIBBON;
    if (f[2])
        a->state = PRINTER_HEAD_OPEN;
    return true;
}

bool zpl_status_byte(struct zpl_status *z, uint8_t byte,
                     struct zpl_answer *out)
{
    if (byte == 0x11 || byte == 0x13)
        return false; // flow control, out of band
    if (byte == STX) {
        z->inside = true;
        z->len = 0;
        return false;
    }
    if (!z->inside)
        return false;
    if (byte != ETX) {
        if (z->len < ZPL_LINE_MAX)
            z->line[z->len++] = (char)byte;
        return false;
    }
    z->inside = false;
    // Told apart by their number of fields, so a lost line does no harm.
    struct zpl_answer a = z->answer;
    if (read_first(z->line, z->len, &a)) {
        z->answer = a;
        z->line_idx = 1;
        return false;
    }
    if (z->line_idx == 1 && read_second(z->line, z->len, &a)) {
        z->line_idx = 2;
        *out = a;
        return true;
    }
    if (z->line_idx != 2)
        z->bad_count++;
    z->line_idx = 0;
    return false;
}
