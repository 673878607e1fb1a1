#include "station/domain/ship/tracking.h"
#include "shared/must.h"

#include <string.h>

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool is_capital(char c)
{
    return c >= 'A' && c <= 'Z';
}

static char s10_digit(const char digits[8])
{
    static const int WEIGHT[8] = {8, 6, 4, 2, 3, 5, 9, 7};
    int sum = 0;
    for (int i = 0; i < 8; i++)
        sum += (digits[i] - '0') * WEIGHT[i];
    int c = 11 - sum % 11;
    return (char)('0' + (c == 10 ? 0 : c == 11 ? 5 : c));
}

bool tracking_is_s10(const char *text)
{
    if (strlen(text) != 13 || !is_capital(text[0]) || !is_capital(text[1]) ||
        !is_capital(text[11]) || !is_capital(text[12]))
        return false;
    for (int i = 2; i < 11; i++)
        if (!is_digit(text[i]))
            return false;
    return s10_digit(text + 2) == text[10];
}

// GS1 modulo 10 over the digits of a text, from the right 3, 1, 3 ...
static char mod10_digit(const char *text)
{
    int sum = 0, weight = 3;
    for (size_t i = strlen(text); i-- > 0;)
        if (is_digit(text[i])) {
            sum += (text[i] - '0') * weight;
            weight = 4 - weight;
        }
    return (char)('0' + (10 - sum % 10) % 10);
}

bool tracking_take(struct tracking_range *r, char out[TRACKING_MAX + 1])
{
    size_t len = strlen(r->prefix);
    int64_t n = r->next;
    must(r->digits >= 1 && r->digits <= 18);
    if (r->kind == TRACKING_SSCC || r->next >= r->end)
        return false;
    memcpy(out, r->prefix, len);
    for (int i = r->digits; i-- > 0; n /= 10)
        out[len + (size_t)i] = (char)('0' + n % 10);
    if (n > 0)
        return false; // the serial has no room in its digits
    len += (size_t)r->digits;
    out[len] = 0;
    if (r->kind == TRACKING_S10)
        out[len++] = s10_digit(out + strlen(r->prefix));
    if (r->kind == TRACKING_MOD10) {
        out[len] = mod10_digit(out);
        len++;
    }
    memcpy(out + len, r->suffix, strlen(r->suffix) + 1);
    r->next++;
    return true;
}

const char *tracking_kind_name(enum tracking_kind k)
{
    static const char *const NAMES[TRACKING_KIND_COUNT] = {"s10", "mod10",
                                                           "sscc", "plain"};
    must(k < TRACKING_KIND_COUNT);
    return NAMES[k];
}

static const char *const STATES[TRACKING_STATE_COUNT] = {
    "announced", "handed_over", "in_transit", "out_for_delivery", "failed",
    "ready",     "delivered",   "returned",   "lost"};

const char *tracking_state_name(enum tracking_state s)
{
    must(s < TRACKING_STATE_COUNT);
    return STATES[s];
}

bool tracking_state_find(const char *name, enum tracking_state *out)
{
    for (int s = 0; s < TRACKING_STATE_COUNT; s++)
        if (strcmp(STATES[s], name) == 0) {
            *out = (enum tracking_state)s;
            return true;
        }
    return false;
}

enum tracking_state tracking_worst(enum tracking_state a,
                                   enum tracking_state b)
{
    // Lost and returned want a person before anything that is under way.
    static const int RANK[TRACKING_STATE_COUNT] = {3, 4, 5, 6, 2, 7, 8, 1, 0};
    return RANK[a] <= RANK[b] ? a : b;
}
