// places_internal.h - the tables that tools/places.c makes at build time from
// Debian's iso-codes; sorted by key.
#ifndef CENTRAL_BOOK_PLACES_INTERNAL_H
#define CENTRAL_BOOK_PLACES_INTERNAL_H

#include <stddef.h>

struct place_row {
    const char *key, *value;
};

// Names and codes in small letters lead to alpha_2 of ISO 3166-1.
extern const struct place_row PLACE_COUNTRIES[];
extern const size_t PLACE_COUNTRIES_COUNT;

// alpha_2 with the country's English name; ISO 3166-2 and ISO 4217, whose
// values are empty.
extern const struct place_row PLACE_CODES[], PLACE_REGIONS[],
    PLACE_CURRENCIES[];
extern const size_t PLACE_CODES_COUNT, PLACE_REGIONS_COUNT,
    PLACE_CURRENCIES_COUNT;

#endif
