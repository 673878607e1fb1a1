// Which identifiers must or must not stand together on one item (General
// Specifications 4.14, as listed in the GS1 Syntax Dictionary).
#include "shared/gs1/gs1.h"
#include "shared/gs1/gs1_table_internal.h"

#include <string.h>

struct pair_rule {
    const char *ai;
    const char *others;     // alternatives by space, together by +
    bool forbidden;
};

static const struct pair_rule RULES[] = {
    {"01", "02 255 37", true},
    {"02", "01 03", true},
    {"02", "37", false},
    {"03", "01 02", true},
    {"37", "00+02 00+8026", false},
    {"10", "01 02 03 8006 8026", false},
    {"11", "01 02 03 8006 8026", false},
    {"13", "01 02 03 8006 8026", false},
    {"15", "01 02 03 8006 8026", false},
    {"16", "01 02 03 8006 8026", false},
    {"17", "01 02 03 8006 8026 255", false},
    {"20", "01 02 03 8006 8026", false},
    {"21", "01 03 8006", false},
    {"21", "235", true},
    {"22", "01", false},
    {"235", "01", false},
    {"240", "01 02 8006 8026", false},
    {"241", "01 02 8006 8026", false},
    {"242", "01 02 8006 8026", false},
    {"243", "01", false},
    {"250", "01 8006", false},
    {"250", "21", false},
    {"251", "01 8006", false},
    {"254", "414", false},
    {"30", "01 02", false},
    {"392n", "01", false},
    {"392n", "391n 393n", true},
    {"393n", "01", false},
    {"394n", "255", false},
    {"395n", "01", false},
    {"403", "00", false},
    {"415", "8020", false},
    {"420", "421", true},
    {"421", "4307", true},
    {"422", "01 02 8006 8026", false},
    {"423", "01 02", false},
    {"4330", "00", false},
    {"7003", "01 02", false},
    {"7020", "01 8006", false},
    {"8001", "01", false},
    {"8005", "01 02", false},
    {"8006", "01 37", true},
    {"8008", "01 02", false},
    {"8011", "8010", false},
    {"8019", "8017 8018", false},
    {"8020", "415", false},
    {"8026", "37", false},
};

static bool has(const struct gs1 *g, const char *ai, size_t len,
                const struct gs1_element *not_this)
{
    for (int32_t i = 0; i < g->count; i++) {
        const struct gs1_element *e = &g->element[i];
        char pattern[5] = {0};
        memcpy(pattern, ai, len);
        if (e != not_this && gs1_ai_matches(pattern, e->ai, strlen(e->ai)))
            return true;
    }
    return false;
}

// True when one of the alternatives is wholly there.
static bool any_there(const struct gs1 *g, const char *others,
                      const struct gs1_element *not_this)
{
    bool whole = true;
    while (*others) {
        size_t n = strcspn(others, " +");
        whole = whole && has(g, others, n, not_this);
        others += n;
        if (*others != '+') {
            if (whole)
                return true;
            whole = true;
        }
        if (*others)
            others++;
    }
    return false;
}

static int fail(struct gs1 *g, enum gs1_why why, int32_t idx)
{
    g->why = why;
    g->at = idx;
    return ERR_PARSE;
}

// Trade measures 310n to 369n belong to a trade item, logistic ones 330n to
// 349n to a shipment too, and each may be given once.
static int check_measure(struct gs1 *g, int32_t idx)
{
    const struct gs1_element *e = &g->element[idx];
    char family[5] = {e->ai[0], e->ai[1], e->ai[2], 'n', 0};
    if (e->ai[0] != '3' || e->ai[1] < '1' || e->ai[1] > '6')
        return ERR_OK;
    if (has(g, family, 4, e))
        return fail(g, GS1_PAIR_FORBIDDEN, idx);
    bool is_logistic = e->ai[1] == '3' || e->ai[1] == '4';
    if (!any_there(g, is_logistic ? "00 01" : "01 02", e))
        return fail(g, GS1_PAIR_MISSING, idx);
    return ERR_OK;
}

int gs1_check_pairs(struct gs1 *g)
{
    for (int32_t i = 0; i < g->count; i++) {
        const struct gs1_element *e = &g->element[i];
        for (size_t r = 0; r < sizeof RULES / sizeof RULES[0]; r++) {
            const struct pair_rule *rule = &RULES[r];
            if (!gs1_ai_matches(rule->ai, e->ai, strlen(e->ai)))
                continue;
            bool there = any_there(g, rule->others, e);
            if (there && rule->forbidden)
                return fail(g, GS1_PAIR_FORBIDDEN, i);
            if (!there && !rule->forbidden)
                return fail(g, GS1_PAIR_MISSING, i);
        }
        int rc = check_measure(g, i);
        if (rc < 0)
            return rc;
    }
    return ERR_OK;
}
