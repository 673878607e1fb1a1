#include "station/domain/ship/customs.h"
#include "shared/sum.h"
#include "shared/must.h"

#include <string.h>

// Members of the European Union's customs territory, without its exceptions.
static const char EU[] = "AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT "
                         "LU LV MT NL PL PT RO SE SI SK ";

// Words that say nothing: ICS2 and most customs offices refuse them.
static const char *const VAGUE[] = {"goods", "gift",   "gifts", "sample",
                                    "parts", "items",  "various",
                                    "merchandise", "product", "products"};

// The destination's customs area: "EU" for its members, else the country.
static const char *area_of(const char *country)
{
    if (strlen(country) != 2)
        return country;
    for (const char *at = EU; *at; at += 3)
        if (memcmp(at, country, 2) == 0)
            return "EU";
    return country;
}

bool customs_is_needed(const char *from, const char *to)
{
    return strcmp(area_of(from), area_of(to)) != 0;
}

bool customs_is_ioss(const struct customs *c, int64_t most_minor)
{
    return strcmp(area_of(c->to.country), "EU") == 0 &&
           strcmp(area_of(c->from.country), "EU") != 0 &&
           customs_value(c) <= most_minor;
}

int64_t customs_value(const struct customs *c)
{
    int64_t sum = 0;
    for (int32_t i = 0; i < c->line_count; i++)
        sum = sum_add(sum, c->line[i].value_minor);
    return sum;
}

int64_t customs_net_mg(const struct customs *c)
{
    int64_t sum = 0;
    for (int32_t i = 0; i < c->line_count; i++)
        sum = sum_add(sum, c->line[i].net_mg);
    return sum;
}

// What is known of its weight at least.
static int64_t heavier(const struct customs *c)
{
    int64_t net_mg = customs_net_mg(c);
    return c->gross_mg > net_mg ? c->gross_mg : net_mg;
}

enum customs_form customs_form(const struct customs *c, bool is_postal,
                               const struct customs_limits *limits)
{
    if (!customs_is_needed(c->from.country, c->to.country))
        return CUSTOMS_NONE;
    if (!is_postal)
        return CUSTOMS_INVOICE;
    return customs_value(c) <= limits->cn22_minor &&
                   heavier(c) <= limits->cn22_mg
               ? CUSTOMS_CN22
               : CUSTOMS_CN23;
}

static char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

static bool is_vague(const char *what)
{
    if (strlen(what) < 3)
        return true;
    for (size_t i = 0; i < sizeof VAGUE / sizeof VAGUE[0]; i++) {
        size_t n = 0;
        while (what[n] && lower(what[n]) == VAGUE[i][n])
            n++;
        if (!what[n] && !VAGUE[i][n])
            return true;
    }
    return false;
}

bool customs_hs_normal(const char *text, char out[CUSTOMS_HS_MAX + 1])
{
    size_t len = 0;
    for (; *text; text++) {
        if (*text == '.' || *text == ' ')
            continue;
        if (*text < '0' || *text > '9' || len == CUSTOMS_HS_MAX)
            return false;
        out[len++] = *text;
    }
    out[len] = 0;
    return len >= 6;
}

// Six digits are international; what comes after is national.
static bool is_hs_length(size_t len, const char *area)
{
    static const struct {
        char area[3];
        size_t longest;
    } NATIONAL[] = {{"EU", 10}, {"US", 10}, {"BR", 8}, {"GB", 10}};
    for (size_t i = 0; i < sizeof NATIONAL / sizeof NATIONAL[0]; i++)
        if (strcmp(NATIONAL[i].area, area) == 0)
            return len == 6 || len == 8 || len == NATIONAL[i].longest;
    return len >= 6 && len <= CUSTOMS_HS_MAX;
}

static bool is_ioss(const char *text)
{
    return strlen(text) == 12 && memcmp(text, "IM", 2) == 0 &&
           strspn(text + 2, "0123456789") == 10;
}

static enum customs_verdict check_line(const struct customs *c,
                                       const struct customs_line *l)
{
    if (is_vague(l->what))
        return CUSTOMS_VAGUE;
    if (!l->hs[0])
        return CUSTOMS_NO_HS;
    if (!is_hs_length(strlen(l->hs), area_of(c->to.country)))
        return CUSTOMS_BAD_HS;
    if (strlen(l->origin) != 2)
        return CUSTOMS_NO_ORIGIN;
    if (l->value_minor <= 0)
        return CUSTOMS_NO_VALUE;
    return l->net_mg <= 0 ? CUSTOMS_NO_WEIGHT : CUSTOMS_OK;
}

enum customs_verdict customs_check(const struct customs *c, int32_t *line_idx)
{
    *line_idx = -1;
    if (c->line_count == 0)
        return CUSTOMS_NO_LINES;
    for (int32_t i = 0; i < c->line_count; i++) {
        enum customs_verdict v = check_line(c, &c->line[i]);
        *line_idx = i;
        if (v != CUSTOMS_OK)
            return v;
    }
    *line_idx = -1;
    if (c->ioss[0] && !is_ioss(c->ioss))
        return CUSTOMS_BAD_IOSS;
    if (!c->to.phone[0] && !c->to.email[0])
        return CUSTOMS_NO_PHONE;
    if (c->gross_mg > 0 && customs_net_mg(c) > c->gross_mg)
        return CUSTOMS_NET_OVER_GROSS;
    return CUSTOMS_OK;
}

const char *customs_verdict_name(enum customs_verdict v)
{
    static const char *const NAMES[CUSTOMS_VERDICT_COUNT] = {
        "ok",
        "there is nothing to declare",
        "the description is missing or too general",
        "the HS code is missing",
        "the HS code has the wrong length for the destination",
        "the country of origin is missing",
        "the value is missing or zero",
        "the weight is missing",
        "the IOSS number must be IM and ten digits",
        "the addressee has neither phone nor e-mail",
        "the net weight is above the gross weight"};
    must(v < CUSTOMS_VERDICT_COUNT);
    return NAMES[v];
}

void customs_hs_dotted(const char *hs, char out[CUSTOMS_HS_MAX + 4])
{
    size_t len = 0;
    for (size_t i = 0; hs[i] && i < CUSTOMS_HS_MAX; i++) {
        if (i == 4 || i == 6 || i == 8)
            out[len++] = '.';
        out[len++] = hs[i];
    }
    out[len] = 0;
}

static int32_t distinct_headings(const struct customs *c)
{
    int32_t count = 0;
    for (int32_t i = 0; i < c->line_count; i++) {
        bool is_new = true;
        for (int32_t k = 0; k < i && is_new; k++)
            is_new = strncmp(c->line[i].hs, c->line[k].hs, 6) != 0;
        count += is_new;
    }
    return count;
}

int64_t customs_duty(const struct customs *c, const struct customs_rule *rule,
                     int32_t rule_count, int32_t day)
{
    int64_t value = customs_value(c), sum = 0;
    if (!customs_is_needed(c->from.country, c->to.country))
        return 0;
    for (int32_t i = 0; i < rule_count; i++) {
        const struct customs_rule *r = &rule[i];
        if (strcmp(r->area, area_of(c->to.country)) != 0 ||
            (r->from_day && day < r->from_day) ||
            (r->to_day && day > r->to_day) ||
            (r->up_to_minor && value > r->up_to_minor))
            continue;
        int64_t each = sum_times(distinct_headings(c), r->per_hs_minor);
        int64_t share = (sum_times(value, r->permille) + 500) / 1000;
        sum = sum_add(sum, sum_add(each, share));
    }
    return sum;
}
