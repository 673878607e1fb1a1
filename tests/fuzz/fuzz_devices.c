// Bytes of scanners, scales and printers in each language there is; report
// descriptors and reports; bundles of firmware.
#include "shared/must.h"
#include "station/devices/driver/driver.h"
#include "station/devices/printer/printer.h"
#include "station/devices/scale/hid_scale.h"
#include "station/devices/scale/scale.h"
#include "station/devices/scanner/handheld.h"
#include "station/devices/scanner/hid_scanner.h"
#include "station/devices/scanner/scanner.h"
#include "tests/fuzz/fuzz.h"

const char *const fuzz_seeds[] = {
    "S S     100.00 g\r\nS D 1 kg\r\n", "\x02" "01.250\r\x02?A\r",
    "\x02" "030,0,0,1218,000,0,0,0,000,0,0,0\x03\r\n"
    "\x02" "000,0,0,0,0,2,4,0,00000000,1,000\x03\r\n\x02" "1234,0\x03\r\n",
    "\x05\x8d\x09\x20\xa1\x01\x85\x03\x09\x70\x15\x01\x25\x08\x75\x08\x95\x01"
    "\x09\x71\x09\x78\x81\x01\xc0", "4006381333931\r", "TJUP", NULL};

#define POINT(name) &name,
static const struct driver *const ALL[] = {DRIVERS(POINT)};

static void read_scale(const struct scale_language *language,
                       const uint8_t *bytes, size_t len)
{
    struct scale s;
    struct weigh_sample w;
    scale_init(&s, language, UNIT_LB);
    for (size_t i = 0; i < len; i++)
        (void)scale_byte(&s, bytes[i], &w);
}

static void read_status(const struct status_language *language,
                        const uint8_t *bytes, size_t len)
{
    struct printer p;
    struct printer_out out;
    printer_init(&p, language);
    printer_opened(&p, 1, &out);
    printer_job(&p, 1, 2, &out);
    for (size_t i = 0; i < len; i++)
        printer_byte(&p, bytes[i], (int64_t)i, &out);
}

static void read_handheld(const uint8_t *bytes, size_t len)
{
    static struct handheld hand;
    struct handheld_update update;
    struct message news;
    uint8_t wire[FRAME_WIRE_MAX];
    handheld_init(&hand, NULL, 5);
    handheld_open(&hand, 0);
    for (size_t i = 0; i < len; i++) {
        (void)handheld_byte(&hand, bytes[i], (uint32_t)i, &news);
        must(handheld_give(&hand, (uint32_t)i * 50, 1, wire) <= sizeof wire);
    }
    (void)!handheld_update_read(&update, bytes, len);
}

static void read_reports(const uint8_t *bytes, size_t len)
{
    static struct hid_scanner h;
    struct hid_layout l;
    struct weigh_sample w;
    if (hid_parse(&l, bytes, len) < 0)
        return;
    must(hid_scanner_report(&h, &l, bytes, len, 1) <= SCAN_MAX);
    (void)hid_scale_report(&l, bytes, len, &w);
}

void fuzz_one(const uint8_t *bytes, size_t len)
{
    struct scanner s;
    scanner_init(&s);
    for (size_t i = 0; i < len; i++)
        must(scanner_byte(&s, bytes[i]) <= SCAN_MAX);
    for (size_t i = 0; i < sizeof ALL / sizeof ALL[0]; i++) {
        if (ALL[i]->scale)
            read_scale(ALL[i]->scale, bytes, len);
        if (ALL[i]->status)
            read_status(ALL[i]->status, bytes, len);
    }
    read_handheld(bytes, len);
    read_reports(bytes, len);
}
