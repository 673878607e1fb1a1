// papers.h - the papers of a shipment: which customs form it needs, what
// stands on it, and slips, forms, invoices and manifests as PDF or ZPL.
#ifndef CENTRAL_SHIP_PAPERS_H
#define CENTRAL_SHIP_PAPERS_H

#include "station/central/orders/office.h"

// The declaration of a shipment; false when it crosses no border of customs.
bool papers_customs(struct office *o, int64_t shipment_id, struct customs *c,
                    enum customs_form *form);

// Adds what a bench needs beside the lines: tracking numbers, the service's
// name, the customs form.
void papers_add_work(struct office *o, int64_t shipment_id, json_t *work);

enum paper_kind { PAPER_SLIP, PAPER_CN22, PAPER_CN23, PAPER_INVOICE };
bool papers_find_kind(const char *name, enum paper_kind *out);

// The caller frees *out. ERR_MISSING when there is no such shipment or it
// needs no such paper. As ZPL for 203 dpi, fitted to 4 x 6 inch.
int papers_shipment(struct office *o, int64_t shipment_id,
                    enum paper_kind kind, bool is_zpl, char **out,
                    size_t *len) MUST_USE;
int papers_manifest(struct office *o, int64_t manifest_id, char **out,
                    size_t *len) MUST_USE;

#endif
