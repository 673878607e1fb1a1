// import.h - what comes in is brought to one form; here items, stock and orders
// from files.
//
// One way for the office page, its preview and the command line. Nothing is
// dropped silently: each line that is not taken is reported with its number and
// the reason, and a second import of the same file changes nothing.
//
// A file is taken in slices, each with a commit of its own, and central's loop
// turns in between. What is wrong with the file as a whole (an unknown column,
// an open quote, JSON that is none) is found before its first row is taken. A
// failure in the middle, or central's end, leaves whole orders and whole rows:
// sending the file again takes the rest. A preview undoes each slice, so a key
// that comes twice far apart counts twice in it.
//
// Formats: "csv" (ours), "json" (ours), and for orders "online-retail" (the
// UCI data set), "shopify" (the shop's order export) and "amazon" (the seller's
// order report, tab separated). Columns of foreign files are found by name and
// unknown ones passed over. The columns of our CSV, in any order, named in the
// first row:
//   items   sku name weight_g spread_g codes needs_lot needs_serial picture_url
//           parts length_mm width_mm height_mm hs origin customs_name hazmat
//           upright no_stack substitute needs_expiry assembled
//                          codes and parts as "CODE*12;CODE", yes or empty
//   stock   sku place warehouse lot expiry qty      expiry as YYYY-MM-DD
//   orders  channel order_no ref version customer email currency placed due
//           tote profile payment po total; group name company address district
//           city region postal country phone tax_no service note latitude
//           longitude; sku qty price tax discount line_ref
//                          one row a line, the lines of an order together
//   points  country postal latitude longitude       middle of a postal area
#ifndef CENTRAL_INTAKE_IMPORT_H
#define CENTRAL_INTAKE_IMPORT_H

#include "station/base/json.h"
#include "station/central/orders/office.h"

enum {
    IMPORT_BODY_MAX = 8 * 1024 * 1024,
    IMPORTS_MAX = 8,            // files under way at once
    IMPORT_WORD_MAX = 31,
};

struct import {                 // texts are copied, chars are not
    const char *kind;           // items, stock, orders, points
    const char *format;
    const char *channel;        // of foreign orders; NULL or "": the format's
    const char *encoding;       // see base/charset.h; NULL or "": found out
    const char *chars;          // the caller's, until it is told of the end
    size_t len;
    int64_t first_line;         // number of the text's second line, for parts
    int64_t at_ms;
    bool is_preview;
};

// The end: ERR_OK and the report {"new","changed","same","refused",
// "problems":[{"line","why"}]}, now the caller's; or what failed and why, with
// report NULL. Outside of any part of the transaction, after the commit.
typedef void import_done_fn(void *arg, int rc, json_t *report,
                            const char *why);

struct import_job {             // private
    struct importer *importer;  // NULL for a free one
    import_done_fn *done;
    void *arg;
};

struct imports {                // of the program
    struct office *office;
    struct loop_timer timer;
    int32_t turn;               // whose slice is next
    struct import_job job[IMPORTS_MAX];
};

void imports_open(struct imports *is, struct office *office);

// Those under way end with ERR_IO. Before the loop is closed.
void imports_close(struct imports *is);

// Begins; done is told later, and always. ERR_FULL when too many are under way:
// then done is not told.
int imports_add(struct imports *is, const struct import *in,
                import_done_fn *done, void *arg) MUST_USE;

// [{"kind","format","preview","line","lines"}]: how far each has come.
json_t *imports_json(const struct imports *is);

#endif
