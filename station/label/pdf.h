// pdf.h - labels and papers as PDF (cairo, pango for any script, zint for
// bars): what an office printer takes. The same data that becomes ZPL.
#ifndef LABEL_PDF_H
#define LABEL_PDF_H

#include <stddef.h>
#include "shared/err.h"
#include "station/label/layout/label.h"

struct pdf {                // private
    void *surface, *cairo;
    char *bytes;
    size_t len, cap;
    bool failed;
};

// Pages of their own sizes, then the bytes; the caller frees *out. ERR_FULL
// when memory ran out.
void pdf_begin(struct pdf *p);
void pdf_page(struct pdf *p, const struct label *l);
int pdf_end(struct pdf *p, char **out, size_t *len) MUST_USE;

// Before a program ends: lets go of what the font libraries keep.
void pdf_finish(void);

#endif
