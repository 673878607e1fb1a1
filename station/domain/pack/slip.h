// slip.h - one row of a packing slip: what the store tells and a label shows;
// and its words, in the language of whom it goes to. Pure.
#ifndef DOMAIN_PACK_SLIP_H
#define DOMAIN_PACK_SLIP_H

#include <stdbool.h>
#include <stdint.h>

enum { SLIP_SKU_MAX = 47, SLIP_NAME_MAX = 255 };

struct slip_row {
    bool is_detail;             // its name tells lots or serials of the item
                                // above; nothing else is set
    char sku[SLIP_SKU_MAX + 1];
    char name[SLIP_NAME_MAX + 1];
    int32_t qty;
    int32_t qty_short;
};

struct slip_words {
    const char *title, *page, *order, *ordered, *parcel, *qty, *item, *missing;
    const char *to_return;      // a sentence
    const char *of;             // "2 of 3", with its blanks
    const char *lot, *serial, *more;
};

// Of "en", "pt" or "es"; English for any other.
const struct slip_words *slip_words(const char *language);

// What is read in a country (ISO 3166-1 in letters): "en", "pt" or "es".
const char *slip_language(const char *country);

#endif
