// record.h - what happened outside of the programs: labels that came out of a
// printer, scans that were made. Kept as JSON, one a line, in files beside the
// site's own, NAME.labels and NAME.scans; never read by any program of it.
#ifndef TOOLS_RECORD_H
#define TOOLS_RECORD_H

#include <stdbool.h>
#include <stdint.h>

enum { RECORD_CODE_MAX = 64, RECORD_TEXT_MAX = 400 };

struct record_label { // as a person reads it, and its barcodes
    char tracking[RECORD_CODE_MAX];
    char sscc[RECORD_CODE_MAX];
    char order_no[RECORD_CODE_MAX];
    char parcel[RECORD_CODE_MAX]; // "1 of 2"
    char weight[RECORD_CODE_MAX]; // "0.743 kg"
    char service[RECORD_CODE_MAX];
    char customs[RECORD_CODE_MAX]; // the form that it announces, or empty
    char to[RECORD_TEXT_MAX]; // lines
    bool is_copy;             // it says REPRINT
};

struct record_form { // of customs, its first page
    char tracking[RECORD_CODE_MAX];
    char value[RECORD_CODE_MAX]; // of the goods, "19.80 EUR"
};

struct record_scan {
    char code[RECORD_CODE_MAX];
    bool was_taken; // an order was open and the screen answered
};

// Reads a whole format. False when it is no shipping label: a slip, a form.
bool record_read_zpl(const char *format, struct record_label *out);

bool record_read_form(const char *format, struct record_form *out);

void record_label_add(const char *path, const struct record_label *l);
void record_form_add(const char *path, const struct record_form *f);
void record_scan_add(const char *path, const struct record_scan *s);

// Calls for each line; a file that is not there holds none. False, with the
// line on stderr, when one cannot be read.
typedef void record_on_label(void *arg, const struct record_label *l);
typedef void record_on_scan(void *arg, const struct record_scan *s);
typedef void record_on_form(void *arg, const struct record_form *f);
bool record_forms_each(const char *path, record_on_form *each, void *arg);
bool record_labels_each(const char *path, record_on_label *each, void *arg);
bool record_scans_each(const char *path, record_on_scan *each, void *arg);

#endif
