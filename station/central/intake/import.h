// import.h - what comes in is brought to one form; here items, stock and orders
// from files.
//
// One function for the office page, its preview and the command line. Nothing
// is dropped silently: each line that is not taken is reported with its number
// and the reason, and a second import of the same file changes nothing.
//
// Formats: "csv" (ours), "json" (ours), and for orders "online-retail" (the
// UCI data set), "shopify" (the shop's order export) and "amazon" (the seller's
// order report, tab separated). Columns of foreign files are found by name and
// unknown ones passed over. The columns of our CSV, in any order, named in the
// first row:
//   items   sku name weight_g spread_g codes needs_lot needs_serial picture_url
//           parts length_mm width_mm height_mm hs origin customs_name hazmat
//           upright no_stack substitute
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

enum { IMPORT_BODY_MAX = 8 * 1024 * 1024 };

struct import {
    const char *kind;       // items, stock, orders, points
    const char *format;
    const char *channel;    // of foreign orders; NULL or "": the format's name
    const char *chars;
    size_t len;
    int64_t first_line;     // number of the text's second line, for parts
    int64_t at_ms;
};

// Inside a transaction. Returns the report {"new","changed","same","refused",
// "problems":[{"line","why"}]} or NULL with *why set when the file as a whole
// cannot be read.
json_t *import_run(struct office *o, const struct import *in, char *why,
                   size_t why_cap);

#endif
