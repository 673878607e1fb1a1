#include "station/base/nearest.h"

#include <stdbool.h>
#include <string.h>

void nearest_init(struct nearest *n, const char *typed)
{
    size_t len = strlen(typed);
    *n = (struct nearest){.typed = typed,
                          .away = (size_t)(len > 2) + (len > 5)};
}

static size_t least(size_t a, size_t b)
{
    return a < b ? a : b;
}

static char small(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c + ('a' - 'A')) : c;
}

// How many letters are to be added, taken, changed or swapped with the next.
static size_t distance(const char *a, size_t a_len, const char *b,
                       size_t b_len)
{
    size_t row[3][NEAREST_LEN_MAX + 1];
    for (size_t j = 0; j <= b_len; j++)
        row[0][j] = j;
    for (size_t i = 1; i <= a_len; i++) {
        size_t *now = row[i % 3], *last = row[(i + 2) % 3];
        const size_t *before = row[(i + 1) % 3];
        now[0] = i;
        for (size_t j = 1; j <= b_len; j++) {
            bool is_same = small(a[i - 1]) == small(b[j - 1]);
            now[j] = least(least(last[j], now[j - 1]) + 1,
                           last[j - 1] + !is_same);
            if (i > 1 && j > 1 && small(a[i - 1]) == small(b[j - 2]) &&
                small(a[i - 2]) == small(b[j - 1]))
                now[j] = least(now[j], before[j - 2] + 1);
        }
    }
    return row[a_len % 3][b_len];
}

void nearest_offer(struct nearest *n, const char *known)
{
    size_t a = strlen(n->typed), b = strlen(known);
    if (a > NEAREST_LEN_MAX || b > NEAREST_LEN_MAX || b == 0)
        return;
    size_t away = distance(n->typed, a, known, b);
    if (away < b && (n->word ? away < n->away : away <= n->away)) {
        n->word = known;
        n->away = away;
    }
}
