// places.h - countries, currencies and time zones from the system's data
// (iso-codes, made into tables at build time; tzdata, read when a rule names a
// zone), and points from latitude and longitude.
#ifndef CENTRAL_BOOK_PLACES_H
#define CENTRAL_BOOK_PLACES_H

#include <stdbool.h>
#include <stddef.h>
#include "station/domain/source/geo.h"
#include "station/domain/ship/promise.h"

// ISO 3166-1 alpha-2 of a code (two or three letters) or an English name, any
// case; the text itself when it is none of them.
const char *places_country(const char *text);
bool places_is_country(const char *code);

// Its English name, as the last line of an address has it; the code itself
// when it is none.
const char *places_country_name(const char *code);

// ISO 3166-2: true for "US" and "CA"; false when the country has such a part
// under another code.
bool places_has_region(const char *country, const char *region);

// Digits after the point, ISO 4217; false when there is no such currency.
// (iso-codes does not carry them: the exceptions to 2 are a list here.)
bool places_currency(const char *code, int *digits);
int places_digits(const char *code);   // 2 when there is no such currency
// "12.50 EUR", "1200 JPY".
void places_money(const char *currency, int64_t minor, char *out, size_t cap);

struct geo_point places_point(double latitude, double longitude);

// The same of degrees as text; false when they are none.
bool places_degrees(const char *latitude, const char *longitude,
                    struct geo_point *out);

// By name, such as "Europe/Lisbon", from /usr/share/zoneinfo (TZif, RFC 8536).
// False when there is none or it has more than PROMISE_CHANGES_MAX changes.
bool places_zone(const char *name, struct promise_zone *out);

#endif
