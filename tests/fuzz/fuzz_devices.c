// Bytes of scanners, scales and printers; report descriptors and reports.
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
    "\x09\x71\x09\x78\x81\x01\xc0", "4006381333931\r", NULL};

void fuzz_one(const uint8_t *bytes, size_t len)
{
    struct scanner s;
    struct scale a, b;
    struct printer p;
    struct printer_out out;
    struct weigh_sample w;
    struct hid_layout l;
    static struct hid_scanner h;
    static struct handheld hand;
    struct message news;
    uint8_t wire[FRAME_WIRE_MAX];
    scanner_init(&s);
    scale_init(&a, SCALE_MT_SICS.scale, UNIT_KG);
    scale_init(&b, SCALE_TOLEDO_8217.scale, UNIT_LB);
    printer_init(&p, PRINTER_ZPL.status);
    handheld_init(&hand, NULL, 5);
    handheld_open(&hand, 0);
    printer_opened(&p, 1, &out);
    printer_job(&p, 1, 2, &out);
    for (size_t i = 0; i < len; i++) {
        must(scanner_byte(&s, bytes[i]) <= SCAN_MAX);
        (void)scale_byte(&a, bytes[i], &w);
        (void)scale_byte(&b, bytes[i], &w);
        printer_byte(&p, bytes[i], (int64_t)i, &out);
        (void)handheld_byte(&hand, bytes[i], (uint32_t)i, &news);
        must(handheld_give(&hand, (uint32_t)i * 50, 1, wire) <= sizeof wire);
    }
    if (hid_parse(&l, bytes, len) == ERR_OK) {
        must(hid_scanner_report(&h, &l, bytes, len, 1) <= SCAN_MAX);
        (void)hid_scale_report(&l, bytes, len, &w);
    }
}
