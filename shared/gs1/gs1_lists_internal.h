// gs1_lists_internal.h - is a code in the list of its standard. The texts need
// no NUL; so many characters are read.
#ifndef SHARED_GS1_GS1_LISTS_INTERNAL_H
#define SHARED_GS1_GS1_LISTS_INTERNAL_H

#include <stdbool.h>

bool gs1_is_country(const char *digits);            // ISO 3166-1, three
bool gs1_is_country_letters(const char *letters);   // ISO 3166-1, two
bool gs1_is_currency(const char *digits);           // ISO 4217, three

#endif
