#include "shared/gs1/gs1.h"
#include "shared/gs1/gs1_table_internal.h"
#include "shared/gs1/gs1_value_internal.h"

#include <string.h>

static int fail(struct gs1 *g, enum gs1_why why, size_t at)
{
    g->why = why;
    g->at = (int32_t)at;
    return ERR_PARSE;
}

static void reset(struct gs1 *g)
{
    g->count = 0;
    g->text_len = 0;
    g->why = GS1_FINE;
    g->at = 0;
}

// Adds one checked element; at is where the identifier stands in the input.
static int add(struct gs1 *g, const struct gs1_ai *def, const char *ai,
               size_t ai_len, const char *value, size_t len, size_t at)
{
    if (g->count == GS1_ELEMENTS_MAX || len > 255 ||
        (size_t)g->text_len + len + 1 > sizeof g->text)
        return fail(g, GS1_TOO_LONG, at);
    enum gs1_why why = gs1_value_check(def->format, value, len);
    if (why != GS1_FINE)
        return fail(g, why, at + ai_len);
    struct gs1_element *e = &g->element[g->count];
    memcpy(e->ai, ai, ai_len);
    e->ai[ai_len] = 0;
    e->value = g->text + g->text_len;
    e->value_len = (uint8_t)len;
    memcpy(g->text + g->text_len, value, len);
    g->text[(size_t)g->text_len + len] = 0;

    for (int32_t i = 0; i < g->count; i++)
        if (strcmp(g->element[i].ai, e->ai) == 0) {
            if (strcmp(g->element[i].value, e->value) != 0)
                return fail(g, GS1_SAME_TWICE, at);
            return ERR_OK; // the same again says nothing new
        }
    g->text_len += (int32_t)len + 1;
    g->count++;
    return ERR_OK;
}

int gs1_parse(struct gs1 *g, const char *data, size_t len)
{
    reset(g);
    if (len > GS1_DATA_MAX)
        return fail(g, GS1_TOO_LONG, GS1_DATA_MAX);
    size_t at = len > 0 && data[0] == GS1_FNC1 ? 1 : 0;
    if (at == len)
        return fail(g, GS1_EMPTY, at);
    while (at < len) {
        size_t ai_len;
        const struct gs1_ai *def =
            gs1_table_find(data + at, len - at, &ai_len);
        if (!def)
            return fail(g, GS1_UNKNOWN_AI, at);
        const char *value = data + at + ai_len;
        const char *gs = memchr(value, GS1_FNC1, len - at - ai_len);
        size_t value_len = (gs ? (size_t)(gs - data) : len) - at - ai_len;
        size_t fixed = gs1_table_predefined_len(data + at);
        if (fixed && value_len + ai_len > fixed)
            value_len = fixed - ai_len;
        int rc = add(g, def, data + at, ai_len, value, value_len, at);
        if (rc < 0)
            return rc;
        at += ai_len + value_len;
        if (at < len && data[at] == GS1_FNC1)
            at++;
    }
    return ERR_OK;
}

// Copies a value up to the next bracket, undoing "\(".
static size_t unescape(const char *data, size_t len, char *out, size_t *taken)
{
    size_t n = 0, i = 0;
    while (i < len && data[i] != '(') {
        if (data[i] == '\\' && i + 1 < len && data[i + 1] == '(')
            i++;
        out[n++] = data[i++];
    }
    *taken = i;
    return n;
}

int gs1_parse_bracketed(struct gs1 *g, const char *data, size_t len)
{
    char value[GS1_DATA_MAX];
    reset(g);
    if (len > GS1_DATA_MAX)
        return fail(g, GS1_TOO_LONG, GS1_DATA_MAX);
    if (len == 0)
        return fail(g, GS1_EMPTY, 0);
    size_t at = 0;
    while (at < len) {
        const char *close = memchr(data + at, ')', len - at);
        if (data[at] != '(' || !close)
            return fail(g, GS1_BAD_BRACKET, at);
        const char *ai = data + at + 1;
        size_t ai_len = (size_t)(close - ai), found = 0, taken;
        const struct gs1_ai *def = gs1_table_find(ai, ai_len, &found);
        if (!def || found != ai_len)
            return fail(g, GS1_UNKNOWN_AI, at + 1);
        size_t value_at = at + ai_len + 2;
        size_t n = unescape(data + value_at, len - value_at, value, &taken);
        int rc = add(g, def, ai, ai_len, value, n, at + 1);
        if (rc < 0)
            return rc;
        at = value_at + taken;
    }
    return ERR_OK;
}

const struct gs1_element *gs1_find(const struct gs1 *g, const char *ai)
{
    for (int32_t i = 0; i < g->count; i++) {
        const char *have = g->element[i].ai;
        if (gs1_ai_matches(ai, have, strlen(have)))
            return &g->element[i];
    }
    return NULL;
}

const char *gs1_why_name(enum gs1_why why)
{
    switch (why) {
    case GS1_FINE: return "fine";
    case GS1_EMPTY: return "nothing to read";
    case GS1_TOO_LONG: return "longer than 512 bytes or 32 elements";
    case GS1_UNKNOWN_AI: return "unknown application identifier";
    case GS1_TOO_SHORT: return "value too short";
    case GS1_VALUE_TOO_LONG: return "value too long";
    case GS1_NOT_DIGITS: return "only digits are allowed here";
    case GS1_BAD_CODE: return "no code of its list";
    case GS1_BAD_NUMBER: return "number not in its range";
    case GS1_BAD_CHARACTER: return "character not allowed here";
    case GS1_BAD_CHECK_DIGIT: return "wrong check digit";
    case GS1_BAD_DATE: return "no such date";
    case GS1_BAD_BRACKET: return "expected (identifier)value";
    case GS1_ADD_ON: return "only the add-on of a bar code";
    case GS1_BAD_URI: return "not a GS1 Digital Link";
    case GS1_NO_KEY: return "no primary key in the path";
    case GS1_BAD_QUALIFIER: return "key qualifier out of place";
    case GS1_SAME_TWICE: return "one identifier with two values";
    case GS1_PAIR_MISSING: return "needs another identifier";
    case GS1_PAIR_FORBIDDEN: return "not allowed beside another identifier";
    }
    return "unknown";
}
