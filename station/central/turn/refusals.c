#include "station/central/turn/refusals.h"
#include "station/base/log.h"
#include "station/base/text.h"
#include "station/store/central/people/access.h"

#include <stdio.h>
#include <string.h>

enum { MINUTE_MS = 60000 };

void refusals_open(struct refusals *r, struct turn *turn)
{
    *r = (struct refusals){.turn = turn};
}

// In the log a name stands between quotation marks on one line.
static void take_word(char *out, size_t cap, const char *word)
{
    text_copy(out, cap, word, strlen(word));
    for (char *c = out; *c; c++)
        if ((*c >= 0 && *c < ' ') || *c == 0x7F || *c == '"' || *c == '\\')
            *c = '?';
}

static void write_counts(struct refusals *r)
{
    turn_write_begin(r->turn);
    for (int i = 0; i < r->count; i++) {
        const struct refusals_row *row = &r->row[i];
        if (row->times == 1)
            continue;
        access_count(r->turn->st, row->access_event_id, row->times);
        log_warn("%s who=\"%s\" peer=%s times=%lld", row->kind, row->who,
                 row->peer, (long long)row->times);
    }
    if (turn_write_end(r->turn) < 0)
        log_warn("refusals_not_kept why=\"%s\"", store_why(r->turn->st));
}

void refusals_tick(struct refusals *r, int64_t at_ms)
{
    int64_t minute = at_ms / MINUTE_MS;
    if (minute == r->minute)
        return;
    if (r->count)
        write_counts(r);
    r->minute = minute;
    r->count = 0;
}

static struct refusals_row *find(struct refusals *r,
                                 const struct refusals_row *like)
{
    for (int i = 0; i < r->count; i++) {
        struct refusals_row *row = &r->row[i];
        if (strcmp(row->kind, like->kind) == 0 &&
            strcmp(row->who, like->who) == 0 &&
            strcmp(row->peer, like->peer) == 0)
            return row;
    }
    return NULL;
}

static void keep(struct refusals *r, struct refusals_row *row, int64_t at_ms,
                 const char *about)
{
    struct access_event e = {.at_ms = at_ms,
                             .kind = row->kind,
                             .is_refusal = true,
                             .who = row->who,
                             .peer = row->peer,
                             .about = about,
                             .note = ""};
    turn_write_begin(r->turn);
    row->access_event_id = access_add(r->turn->st, &e);
    if (turn_write_end(r->turn) < 0)
        log_warn("refusals_not_kept why=\"%s\"", store_why(r->turn->st));
    log_warn("%s who=\"%s\" peer=%s", row->kind, row->who, row->peer);
}

void refusals_note(struct refusals *r, const char *peer, int64_t at_ms,
                   const struct refusal *what)
{
    struct refusals_row now = {.kind = what->kind, .times = 1};
    take_word(now.who, sizeof now.who, what->who);
    take_word(now.peer, sizeof now.peer, peer);
    refusals_tick(r, at_ms);
    struct refusals_row *row = find(r, &now);
    if (!row && r->count >= REFUSALS_MAX) {
        now = (struct refusals_row){.kind = "many_refused", .times = 1};
        row = find(r, &now);
    }
    if (row) {
        row->times++;
        return;
    }
    row = &r->row[r->count++];
    *row = now;
    keep(r, row, at_ms, now.who[0] || now.peer[0] ? what->about : "");
}
