// zpl.h - a label as data becomes ZPL II, for 203 or 300 dpi.
//
// Texts are UTF-8 (^CI28) and are sent as hex escapes (^FH) wherever a byte
// could be taken for a command, so that a customer's name cannot print or
// cancel anything. Appends to *out; out->full when it did not fit.
#ifndef LABEL_ZPL_H
#define LABEL_ZPL_H

#include "station/base/text.h"
#include "station/label/layout/label.h"

void zpl_label(const struct label *l, int dpi, struct text *out);

#endif
