#include "firmware/core/read/accept.h"
#include "shared/gs1/gtin.h"

#include <stddef.h>
#include <string.h>

// By the second character of the AIM identifier (ISO/IEC 15424).
static const struct {
    char symbology;
    uint8_t votes;
    uint8_t len_min;
} NEEDS[] = {
    {'E', 3, 8},    // EAN, UPC: a check digit
    {'C', 2, 1},    // Code 128: a check character
    {'e', 2, 1},    // DataBar: a check sum
    {'G', 2, 1},    // Code 93: two check characters
    {'A', 3, 3},    // Code 39: none
    {'I', 3, 6},    // Interleaved 2 of 5: none, and parts of it read well
    {'F', 3, 4},    // Codabar: none
    {'Q', 1, 1},    // QR: Reed-Solomon
};

static int needs_of(const struct reader_symbol *s)
{
    for (size_t i = 0; i < sizeof NEEDS / sizeof NEEDS[0]; i++)
        if (s->aim[0] == ']' && NEEDS[i].symbology == s->aim[1])
            return (int)i;
    return -1;
}

void accept_clear(struct accept *a)
{
    a->count = 0;
    a->line = 1;
}

void accept_line(struct accept *a)
{
    a->line++;
}

static bool is_same(const struct reader_symbol *a,
                    const struct reader_symbol *b)
{
    return a->len == b->len && memcmp(a->aim, b->aim, 4) == 0 &&
           memcmp(a->text, b->text, a->len) == 0;
}

void accept_vote(struct accept *a, const struct reader_symbol *s,
                 uint16_t votes, uint16_t distance)
{
    int n = needs_of(s);
    if (n < 0 || s->len < NEEDS[n].len_min || s->len > READER_TEXT_MAX)
        return;
    for (int i = 0; i < a->count; i++) {
        struct accept_candidate *c = &a->candidate[i];
        if (!is_same(&c->symbol, s))
            continue;
        if (c->line == a->line)
            return;
        c->line = a->line;
        c->votes = (uint16_t)(c->votes + votes);
        if (distance < c->distance)
            c->distance = distance;
        return;
    }
    if (a->count == ACCEPT_CANDIDATES_MAX)
        return;
    a->candidate[a->count].symbol = *s;
    a->candidate[a->count].votes = votes;
    a->candidate[a->count].distance = distance;
    a->candidate[a->count].line = a->line;
    a->count++;
}

// An ITF of fourteen digits is nearly always an ITF-14, whose last one checks
// the rest; when it does not, it may be something else, but has to be plain.
static int votes_needed(const struct reader_symbol *s)
{
    int votes = NEEDS[needs_of(s)].votes;
    bool is_odd = s->aim[1] == 'I' && s->len == GTIN_DIGITS &&
                  !gtin_is_checked((const char *)s->text, s->len);
    return is_odd ? votes * ACCEPT_RIVAL : votes;
}

static bool is_sure(const struct accept *a, const struct accept_candidate *c)
{
    if (c->votes < votes_needed(&c->symbol))
        return false;
    for (int i = 0; i < a->count; i++) {
        const struct accept_candidate *o = &a->candidate[i];
        if (o != c && o->symbol.aim[1] == c->symbol.aim[1] &&
            o->symbol.len == c->symbol.len &&
            o->votes * ACCEPT_RIVAL > c->votes)
            return false;
    }
    return true;
}

const struct reader_symbol *accept_sure(const struct accept *a)
{
    const struct accept_candidate *best = NULL;
    for (int i = 0; i < a->count; i++) {
        const struct accept_candidate *c = &a->candidate[i];
        if (is_sure(a, c) && (!best || c->distance < best->distance))
            best = c;
    }
    return best ? &best->symbol : NULL;
}
