// papers.h - the papers of a shipment: which customs form it needs, what
// stands on it, and slips, forms, invoices and manifests as PDF or ZPL.
#ifndef CENTRAL_SHIP_PAPERS_H
#define CENTRAL_SHIP_PAPERS_H

#include "station/central/book/book.h"
#include "station/central/ship/boxes.h"
#include "station/central/turn/turn.h"
#include "station/record/work.h"

// What papers are made from.
struct papers {
    struct turn *turn;
    struct store *st;
    const struct book *book;
    const struct boxes *boxes;
    int64_t at_ms;
};

// Spends numbers of the carrier's range for a shipment, once a claim.
void papers_lend_numbers(const struct papers *in, int64_t shipment_id);

// What a bench needs beside the lines: the numbers lent, the service's name,
// what the profile wants, the customs form. Writes nothing.
void papers_fill_work(const struct papers *in, struct work *w);

enum paper_kind { PAPER_SLIP, PAPER_CN22, PAPER_CN23, PAPER_INVOICE };
bool papers_find_kind(const char *name, enum paper_kind *out);

// The caller frees *out. ERR_MISSING when there is no such shipment or it
// needs no such paper. As ZPL for 203 dpi, fitted to 4 x 6 inch.
int papers_shipment(const struct papers *in, int64_t shipment_id,
                    enum paper_kind kind, bool is_zpl, char **out,
                    size_t *len) MUST_USE;
int papers_manifest(const struct papers *in, int64_t manifest_id, char **out,
                    size_t *len) MUST_USE;

#endif
