// address.h - postal addresses: what a country needs and how it writes them.
//
// The rules follow the data of Google's libaddressinput (Apache-2.0, read as
// documentation): for each country a format of letters, the fields it needs and
// a pattern of its postal codes. Countries that are not listed get a general
// format and need a street and a city. Pure.
//
//     %N name  %O company  %A street  %D district  %C city  %S region
//     %Z postal code  %n new line
#ifndef DOMAIN_ORDERS_ADDRESS_H
#define DOMAIN_ORDERS_ADDRESS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
    // In bytes, above the 255 letters that shops allow of a field in any script
    // of Europe; of a paper that is too small for them a person hears.
    ADDRESS_FIELD_MAX = 511,
    ADDRESS_STREET_MAX = 1023,  // lines end with \n; two fields of a shop
    ADDRESS_POSTAL_MAX = 31,
    ADDRESS_TEXT_MAX = 3600,    // of all its lines
};

struct address {
    char name[ADDRESS_FIELD_MAX + 1];
    char company[ADDRESS_FIELD_MAX + 1];
    char street[ADDRESS_STREET_MAX + 1];
    char district[ADDRESS_FIELD_MAX + 1];
    char city[ADDRESS_FIELD_MAX + 1];
    char region[ADDRESS_FIELD_MAX + 1]; // ISO 3166-2 part or a name
    char postal[ADDRESS_POSTAL_MAX + 1];
    char country[3];                    // ISO 3166-1 alpha-2
    char phone[32];
    char email[ADDRESS_FIELD_MAX + 1];
    char tax_no[32];                    // VAT, EORI, CPF, CNPJ
};

enum address_verdict {
    ADDRESS_OK,
    ADDRESS_NO_COUNTRY,
    ADDRESS_NO_NAME,
    ADDRESS_NO_STREET,
    ADDRESS_NO_CITY,
    ADDRESS_NO_REGION,
    ADDRESS_NO_POSTAL,
    ADDRESS_BAD_POSTAL,     // not of this country's pattern
    ADDRESS_BAD_TAX_NO,     // a Brazilian CPF or CNPJ with wrong digits
};

enum address_verdict address_check(const struct address *a);
const char *address_verdict_name(enum address_verdict v);

// Lines in the country's own order, without the country; returns its length.
// Empty fields leave no blanks or empty lines behind.
size_t address_format(const struct address *a, char *out, size_t cap);

// A postal code for comparing: capitals, no blanks, hyphens or apostrophes.
void address_normal_postal(const char *from, char *out, size_t cap);

// The last digits of CPF and CNPJ (letters allowed since July 2026, values are
// the character less '0'; Receita Federal, IN RFB 2.229/2024). Separators are
// passed over.
bool address_is_cpf(const char *text);
bool address_is_cnpj(const char *text);

// Access key of a Brazilian NF-e: 44 characters with a check digit.
bool address_is_nfe_key(const char *text);

#endif
