// csv.h - rows out of CSV text (libcsv), and whole files, packed or not.
#ifndef BASE_CSV_H
#define BASE_CSV_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "shared/err.h"

enum {
    CSV_FIELDS_MAX = 128,
    CSV_ROW_MAX = 16 * 1024,        // bytes of one row
    CSV_FILE_MAX = 512 * 1024 * 1024,
};

struct csv_row {
    int64_t line;                   // of the row's first character, from 1
    int count;
    const char *field[CSV_FIELDS_MAX];  // UTF-8, end with NUL; "" when beyond
    bool is_broken;                 // not UTF-8, too long, too many fields
};

// Called for each row; false stops.
typedef bool csv_row_fn(void *arg, const struct csv_row *row);

// With commas: quotes, and newlines in quotes. With tabs: no quotes, a '"' is
// data, and text that is not UTF-8 is read as ISO 8859-1, as marketplaces'
// reports are.
// The same as with commas is there with semicolons and tabs, as sheets write
// them where the comma is a decimal point.
enum csv_form { CSV_COMMAS, CSV_TABS, CSV_SEMICOLONS, CSV_SHEET_TABS };

// Reads a text piece by piece; the caller keeps it until csv_close. NULL
// without memory.
struct csv_reader;
struct csv_reader *csv_open(const char *chars, size_t len, enum csv_form form,
                            csv_row_fn *each, void *arg);

// Reads on to the end of a line of the text and calls each for the rows that
// end there. False when that was the last, or each has stopped.
bool csv_step(struct csv_reader *r);
int64_t csv_line(const struct csv_reader *r);   // lines read so far
void csv_close(struct csv_reader *r);

// ERR_PARSE when a quote is left open at the end of a text with commas;
// *at_line is where its row begins. O(len).
int csv_check(const char *chars, size_t len, int64_t *at_line) MUST_USE;

// A file, unpacked when its name ends with .xz; the caller frees *out. On
// failure *why says file and reason.
int csv_load_file(const char *path, char **out, size_t *len, char *why,
                  size_t why_cap) MUST_USE;

#endif
