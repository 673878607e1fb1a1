// What a ZPL printer answers to ~HS: three strings, each STX ... ETX CR LF
// (ZPL II Programming Guide, "~HS"). XON and XOFF bytes may stand between
// them. The second completes what matters.
#include "station/devices/printer/printer_driver.h"

enum {
    STX = 2,
    ETX = 3,
    FIELDS_MAX = 12,
    FIRST_FIELDS = 12,
    SECOND_FIELDS = 11,
};

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
static bool read_first(const char *line, size_t len, struct status_answer *a)
{
    int32_t f[FIELDS_MAX];
    if (split(line, len, f) != FIRST_FIELDS)
        return false;
    *a = (struct status_answer){.state = PRINTER_READY,
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
static bool read_second(const char *line, size_t len, struct status_answer *a)
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

static bool read_byte(struct status_reader *r, uint8_t byte,
                      struct status_answer *out)
{
    if (byte == 0x11 || byte == 0x13)
        return false; // flow control, out of band
    if (byte == STX) {
        r->inside = true;
        r->len = 0;
        return false;
    }
    if (!r->inside)
        return false;
    if (byte != ETX) {
        if (r->len < STATUS_LINE_MAX)
            r->line[r->len++] = (char)byte;
        return false;
    }
    r->inside = false;
    // Told apart by their number of fields, so a lost line does no harm.
    struct status_answer a = r->answer;
    if (read_first(r->line, r->len, &a)) {
        r->answer = a;
        r->step = 1;
        return false;
    }
    if (r->step == 1 && read_second(r->line, r->len, &a)) {
        r->step = 2;
        *out = a;
        return true;
    }
    if (r->step != 2)
        r->bad_count++;
    r->step = 0;
    return false;
}

static const struct status_language LANGUAGE = {.ask = "~HS\r\n",
                                                .byte = read_byte};

const struct driver PRINTER_ZPL = {.kind = DEVICE_PRINTER,
                                   .speaks = "zpl",
                                   .tick_ms = PRINTER_ASK_MS,
                                   .state_size = sizeof(struct printer_driver),
                                   .init = printer_driver_init,
                                   .open = printer_driver_open,
                                   .bytes = printer_driver_bytes,
                                   .tick = printer_driver_tick,
                                   .gone = printer_driver_gone,
                                   .status = &LANGUAGE};
