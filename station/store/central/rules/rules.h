// rules.h - settings as data: kind, code, a body in JSON, and the instant from
// which it holds. Nothing is overwritten, so that any day's decisions can be
// explained with that day's rules.
#ifndef STORE_CENTRAL_RULES_RULES_H
#define STORE_CENTRAL_RULES_RULES_H

#include "station/base/json.h"
#include "station/store/engine/store.h"

enum { RULE_KIND_MAX = 15, RULE_CODE_MAX = 23, RULE_BODY_MAX = 256 * 1024 };

struct rule {
    const char *kind, *code;
    const char *body;       // JSON; the caller has checked it
    int64_t from_ms;
    bool is_gone;           // from then on there is none
    int64_t made_ms;
    int64_t person_id;
    const char *why;        // it is gone; NULL for another
};

// Returns the new row's number, or 0 when it says what the last one says.
int64_t rules_save(struct store *st, const struct rule *r);

// Those that hold at an instant, by code. body is the reader's while called.
typedef void rules_fn(void *arg, int64_t rule_id, const char *code,
                      const json_t *body);
void rules_each(struct store *st, const char *kind, int64_t at_ms,
                rules_fn *each, void *arg);

// When the next one begins to hold, or INT64_MAX.
int64_t rules_next_change_ms(struct store *st, int64_t after_ms);

#endif
