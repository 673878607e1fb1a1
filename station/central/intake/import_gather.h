// import_gather.h - rows of one order that do not stand together, brought
// together before any is taken: an order is whole when it is kept, however the
// sheet was sorted.
//
// One pass over the rows finds whose they are; a row without a number belongs
// to the order of the row before it. Only a file whose orders are apart is
// copied, orders in the order of their first rows, each with the row first that
// says what the others leave out. O(rows log rows); 32 bytes a row.
#ifndef CENTRAL_INTAKE_IMPORT_GATHER_H
#define CENTRAL_INTAKE_IMPORT_GATHER_H

#include "station/base/csv.h"

enum { GATHER_NONE = -1 };

struct gather_by {          // columns as they stand in the file, or GATHER_NONE
    int number, channel;
    int lead;               // has a value in the row that says the most
};

struct import_gather;

// chars stay the caller's until import_gather_close. NULL without memory.
struct import_gather *import_gather_open(const char *chars, size_t len,
                                         enum csv_form form,
                                         const struct gather_by *by);

// Reads on; false when that was the last row.
bool import_gather_step(struct import_gather *g);

// After the last: the text with the orders together, the caller's to free, and
// in *line_of the line where each of its rows was, the header first. NULL when
// they stand together as they are, or without memory.
char *import_gather_text(struct import_gather *g, size_t *len,
                         const int64_t **line_of);

void import_gather_close(struct import_gather *g);  // or NULL; line_of goes too

#endif
