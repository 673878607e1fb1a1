#include "station/domain/orders/address.h"
#include "shared/must.h"

#include <string.h>

struct country {
    char code[3];
    const char *format;
    const char *needs;      // letters of the format
    const char *postal;     // 9 digit, A letter, * letter or digit; | between
};

// The countries most parcels go to; patterns without blanks and hyphens.
static const struct country COUNTRIES[] = {
    {"AT", "%O%n%N%n%A%n%Z %C", "ACZ", "9999"},
    {"AU", "%O%n%N%n%A%n%C %S %Z", "ACSZ", "9999"},
    {"BE", "%O%n%N%n%A%n%Z %C", "ACZ", "9999"},
    {"BR", "%O%n%N%n%A%n%D%n%C-%S%n%Z", "ACSZ", "99999999"},
    {"CA", "%N%n%O%n%A%n%C %S %Z", "ACSZ", "A9A9A9"},
    {"CH", "%O%n%N%n%A%nCH-%Z %C", "ACZ", "9999"},
    {"CN", "%Z%n%S%C%D%n%A%n%O%n%N", "ACSZ", "999999"},
    {"CZ", "%O%n%N%n%A%n%Z %C", "ACZ", "99999"},
    {"DE", "%N%n%O%n%A%n%Z %C", "ACZ", "99999"},
    {"DK", "%N%n%O%n%A%n%Z %C", "ACZ", "9999"},
    {"ES", "%N%n%O%n%A%n%Z %C %S", "ACSZ", "99999"},
    {"FI", "%O%n%N%n%A%nFI-%Z %C", "ACZ", "99999"},
    {"FR", "%O%n%N%n%A%n%Z %C", "ACZ", "99999"},
    {"GB", "%N%n%O%n%A%n%C%n%Z", "ACZ",
     "A99AA|A999AA|AA99AA|AA999AA|A9A9AA|AA9A9AA"},
    {"GR", "%N%n%O%n%A%n%Z %C", "ACZ", "99999"},
    {"HK", "%S%n%C%n%A%n%O%n%N", "AS", ""},
    {"IE", "%N%n%O%n%A%n%D%n%C%n%S%n%Z", "AC", ""},
    {"IN", "%N%n%O%n%A%n%C %Z%n%S", "ACSZ", "999999"},
    {"IT", "%N%n%O%n%A%n%Z %C %S", "ACSZ", "99999"},
    {"JP", "\xE3\x80\x92%Z%n%S%n%C%n%A%n%O%n%N", "ASZ", "9999999"},
    {"LU", "%O%n%N%n%A%nL-%Z %C", "ACZ", "9999"},
    {"MX", "%N%n%O%n%A%n%D%n%Z %C, %S", "ACSZ", "99999"},
    {"NL", "%O%n%N%n%A%n%Z %C", "ACZ", "9999AA"},
    {"NO", "%N%n%O%n%A%n%Z %C", "ACZ", "9999"},
    {"NZ", "%N%n%O%n%A%n%D%n%C %Z", "ACZ", "9999"},
    {"PL", "%N%n%O%n%A%n%Z %C", "ACZ", "99999"},
    {"PT", "%N%n%O%n%A%n%Z %C", "ACZ", "9999999"},
    {"SE", "%O%n%N%n%A%nSE-%Z %C", "ACZ", "99999"},
    {"SG", "%N%n%O%n%A%nSINGAPORE %Z", "AZ", "999999"},
    {"US", "%N%n%O%n%A%n%C, %S %Z", "ACSZ", "99999|999999999"},
};

static const struct country ANYWHERE = {"", "%N%n%O%n%A%n%D%n%Z %C%n%S", "AC",
                                        ""};

static const struct country *find(const char *code)
{
    for (size_t i = 0; i < sizeof COUNTRIES / sizeof COUNTRIES[0]; i++)
        if (strcmp(COUNTRIES[i].code, code) == 0)
            return &COUNTRIES[i];
    return &ANYWHERE;
}

static char upper(char c)
{
    return c >= 'a' && c <= 'z' ? (char)(c - 'a' + 'A') : c;
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

void address_normal_postal(const char *from, char *out, size_t cap)
{
    size_t len = 0;
    for (; *from && len + 1 < cap; from++)
        if (*from != ' ' && *from != '-' && *from != '\'' && *from != '.')
            out[len++] = upper(*from);
    out[len] = 0;
}

static bool matches_one(const char *pattern, size_t len, const char *postal)
{
    if (strlen(postal) != len)
        return false;
    for (size_t i = 0; i < len; i++) {
        bool is_letter = postal[i] >= 'A' && postal[i] <= 'Z';
        if (pattern[i] == '9' ? !is_digit(postal[i]) : !is_letter)
            return false;
    }
    return true;
}

static bool matches(const char *pattern, const char *text)
{
    char postal[ADDRESS_POSTAL_MAX + 1];
    address_normal_postal(text, postal, sizeof postal);
    while (*pattern) {
        size_t len = strcspn(pattern, "|");
        if (matches_one(pattern, len, postal))
            return true;
        pattern += len + (pattern[len] == '|');
    }
    return false;
}

static const char *field(const struct address *a, char letter)
{
    switch (letter) {
    case 'N':
        return a->name;
    case 'O':
        return a->company;
    case 'A':
        return a->street;
    case 'D':
        return a->district;
    case 'C':
        return a->city;
    case 'S':
        return a->region;
    case 'Z':
        return a->postal;
    default:
        return "";
    }
}

enum address_verdict address_check(const struct address *a)
{
    static const struct {
        char letter;
        enum address_verdict missing;
    } FIELDS[] = {{'A', ADDRESS_NO_STREET},
                  {'C', ADDRESS_NO_CITY},
                  {'S', ADDRESS_NO_REGION},
                  {'Z', ADDRESS_NO_POSTAL}};
    const struct country *c = find(a->country);
    if (strlen(a->country) != 2)
        return ADDRESS_NO_COUNTRY;
    if (!a->name[0] && !a->company[0])
        return ADDRESS_NO_NAME;
    for (size_t i = 0; i < sizeof FIELDS / sizeof FIELDS[0]; i++)
        if (strchr(c->needs, FIELDS[i].letter) &&
            !field(a, FIELDS[i].letter)[0])
            return FIELDS[i].missing;
    if (c->postal[0] && a->postal[0] && !matches(c->postal, a->postal))
        return ADDRESS_BAD_POSTAL;
    if (strcmp(a->country, "BR") == 0 && a->tax_no[0] &&
        !address_is_cpf(a->tax_no) && !address_is_cnpj(a->tax_no))
        return ADDRESS_BAD_TAX_NO;
    return ADDRESS_OK;
}

const char *address_verdict_name(enum address_verdict v)
{
    static const char *const NAMES[] = {
        "ok",
        "the country is missing",
        "the name is missing",
        "the street is missing",
        "the city is missing",
        "the state or region is missing",
        "the postal code is missing",
        "the postal code is not one of this country",
        "the tax number's check digits are wrong"};
    must(v <= ADDRESS_BAD_TAX_NO);
    return NAMES[v];
}

struct out {
    char *chars;
    size_t cap, len;
};

static void put(struct out *o, const char *text)
{
    for (; *text && o->len + 1 < o->cap; text++)
        o->chars[o->len++] = *text;
    o->chars[o->len] = 0;
}

// One line of the format; true when it has a field with something in it.
static bool format_line(const struct address *a, const char *f, size_t len,
                        struct out *o)
{
    bool any = false;
    char between[16] = "";
    size_t n = 0;
    for (size_t i = 0; i < len; i++) {
        if (f[i] != '%') {
            if (n + 1 < sizeof between)
                between[n++] = f[i];
            between[n] = 0;
            continue;
        }
        const char *value = field(a, f[++i]);
        if (!value[0])
            continue;
        // Marks before the first field belong to it, as in "CH-8000".
        if (any || (n > 0 && between[0] != ' ' && between[0] != ','))
            put(o, between);
        put(o, value);
        any = true;
        n = 0;
        between[0] = 0;
    }
    return any;
}

// Where "%n" ends the line, or NULL in the last one.
static const char *line_end(const char *f)
{
    for (; *f; f++)
        if (f[0] == '%' && f[1] == 'n')
            return f;
    return NULL;
}

size_t address_format(const struct address *a, char *out, size_t cap)
{
    struct out o = {out, cap, 0};
    const char *f = find(a->country)->format;
    must(cap > 0);
    out[0] = 0;
    while (*f) {
        const char *end = line_end(f);
        size_t len = end ? (size_t)(end - f) : strlen(f);
        if (o.len > 0 && out[o.len - 1] != '\n')
            put(&o, "\n");
        format_line(a, f, len, &o);
        f += len + (end ? 2 : 0);
    }
    while (o.len > 0 && out[o.len - 1] == '\n')
        out[--o.len] = 0;
    return o.len;
}

// Letters and digits only, in capitals; the count, or -1 when too many.
static int clean(const char *text, char *out, int cap)
{
    int n = 0;
    for (; *text; text++) {
        char c = upper(*text);
        if (c == '.' || c == '-' || c == '/' || c == ' ')
            continue;
        if (n == cap || !(is_digit(c) || (c >= 'A' && c <= 'Z')))
            return -1;
        out[n++] = c;
    }
    return n;
}

// Weights from the right 2..top and again; digit = 11 - sum mod 11, or 0.
static int mod11(const char *chars, int len, int top)
{
    int sum = 0, weight = 2;
    for (int i = len - 1; i >= 0; i--) {
        sum += (chars[i] - '0') * weight;
        weight = weight == top ? 2 : weight + 1;
    }
    int digit = 11 - sum % 11;
    return digit > 9 ? 0 : digit;
}

static bool ends_right(const char *c, int len, int top)
{
    return is_digit(c[len - 2]) && is_digit(c[len - 1]) &&
           mod11(c, len - 2, top) == c[len - 2] - '0' &&
           mod11(c, len - 1, top) == c[len - 1] - '0';
}

static bool all_same(const char *c, int len)
{
    for (int i = 1; i < len; i++)
        if (c[i] != c[0])
            return false;
    return true;
}

bool address_is_cpf(const char *text)
{
    char c[11];
    if (clean(text, c, 11) != 11 || all_same(c, 11))
        return false;
    for (int i = 0; i < 11; i++)
        if (!is_digit(c[i]))
            return false;
    return ends_right(c, 11, 12);
}

bool address_is_cnpj(const char *text)
{
    char c[14];
    return clean(text, c, 14) == 14 && !all_same(c, 14) &&
           ends_right(c, 14, 9);
}

bool address_is_nfe_key(const char *text)
{
    char c[44];
    return clean(text, c, 44) == 44 && is_digit(c[43]) &&
           mod11(c, 43, 9) == c[43] - '0';
}
