#include "station/central/turn/throttle.h"

#include <stdio.h>
#include <string.h>

static int find(const struct throttle *t, const char *name)
{
    for (int i = 0; i < THROTTLE_ROWS; i++)
        if (strcmp(t->row[i].name, name) == 0)
            return i;
    return -1;
}

bool throttle_is_open(const struct throttle *t, const char *name,
                      int64_t now_ms)
{
    int i = find(t, name);
    return i < 0 || now_ms >= t->row[i].until_ms;
}

// The row that has waited longest makes room for a new name.
static struct throttle_row *take_row(struct throttle *t, const char *name)
{
    struct throttle_row *oldest = &t->row[0];
    for (int i = 0; i < THROTTLE_ROWS; i++)
        if (t->row[i].until_ms < oldest->until_ms)
            oldest = &t->row[i];
    *oldest = (struct throttle_row){.failures = 0};
    snprintf(oldest->name, sizeof oldest->name, "%s", name);
    return oldest;
}

void throttle_note(struct throttle *t, const char *name, bool is_good,
                   int64_t now_ms)
{
    int i = find(t, name);
    if (is_good) {
        if (i >= 0)
            t->row[i] = (struct throttle_row){.failures = 0};
        return;
    }
    struct throttle_row *row = i >= 0 ? &t->row[i] : take_row(t, name);
    row->failures++;
    int64_t wait = 0;
    if (row->failures >= THROTTLE_FREE) {
        int shift = row->failures - THROTTLE_FREE;
        wait = shift > 6 ? THROTTLE_MOST_MS : (int64_t)1000 << shift;
    }
    row->until_ms = now_ms + wait;
}
