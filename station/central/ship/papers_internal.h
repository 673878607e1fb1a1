// papers_internal.h - what filling papers and printing them share.
#ifndef CENTRAL_SHIP_PAPERS_INTERNAL_H
#define CENTRAL_SHIP_PAPERS_INTERNAL_H

#include "station/central/ship/papers.h"
#include "station/store/central/ship/papers.h"

enum { PAPERS_LOCAL_MAX = 40 };

// The declaration of a shipment; false when it crosses no border of customs.
bool papers_customs_fill(const struct papers *in, int64_t shipment_id,
                         struct customs *c, enum customs_form *form);

// "2026-11-26 17:04 Europe/Lisbon": where a warehouse stands, UTC for none.
void papers_local(const struct papers *in, int32_t warehouse, int64_t at_ms,
                  char out[PAPERS_LOCAL_MAX]);

// As a label names it: for people who sort it, and for those who look it up.
void papers_country_words(const char *code, char *out, size_t cap);

// Of a slip: the profile's, or that of the country it goes to.
const char *papers_slip_language(const struct book_profile *p,
                                 const char *country);

#endif
