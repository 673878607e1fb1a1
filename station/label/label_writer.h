// label_writer.h - labels and papers in what a printer takes: ZPL, PDF.
//
// What stands on them is layout/'s. A language is a file with one function and
// a line in label_writer.c. The bench pairs a writer with the printer whose
// status is asked in the language of the same name (station/devices/printer),
// so neither knows the other.
#ifndef LABEL_LABEL_WRITER_H
#define LABEL_LABEL_WRITER_H

#include "station/base/text.h"
#include "station/label/layout/label.h"

struct label_writer {
    const char *name;       // as a configuration's "speaks" has it
    // Appends the label; out->full when it did not fit.
    void (*write)(const struct label *l, int dpi, struct text *out);
};

// The writer of a language. NULL with *why naming those there are when no
// label is written in it.
const struct label_writer *label_writer_find(const char *name, char *why,
                                             size_t why_cap);

#endif
