// exchange.h - one conversation with another system, a call at a time.
//
// An adapter turns a delivery (what must be told) or a poll (what is new) into
// calls: ask fills the next request, answer reads what came back. The engine
// (channels.h) makes the calls, keeps the state in the table of deliveries,
// retries with growing pauses, and sets a call without an answer "unknown".
//
// Calls that create something are not idempotent at most shops. So an adapter
// always looks first whether its mark (a tracking number) is there already and
// only then does it: a repeat, a time-out after the effect, a restart, all go
// the same way and create nothing twice. steps of d.step: 0 looks, 1 does.
#ifndef CENTRAL_CHANNELS_EXCHANGE_H
#define CENTRAL_CHANNELS_EXCHANGE_H

#include "station/base/text.h"
#include "station/central/orders/office.h"
#include "station/store/central/channels/deliveries.h"
#include "station/store/central/orders/orders.h"

enum {
    EXCHANGE_URL_MAX = 2000,
    EXCHANGE_HEADERS_MAX = 1500,
    EXCHANGE_BODY_MAX = 512 * 1024,
    EXCHANGE_PAGE = 100,            // orders asked for at a time
};

enum exchange_next {
    EXCHANGE_CALL,      // there is a (further) call to make
    EXCHANGE_DONE,
    EXCHANGE_LATER,     // soon, without counting as a try
    EXCHANGE_RETRY,     // later; why says the reason
    EXCHANGE_DEAD,      // never; a person has to look
};

// What a channel remembers between calls; lost at a restart, which is fine.
struct exchange_session {
    char token[400];
    int32_t page;           // of the poll under way
    int64_t newest_ms;      // seen in it
    int64_t after_order_id; // of the open orders read again
};

struct exchange {
    struct office *o;
    const struct book_channel *c;
    struct exchange_session *session;
    struct delivery d;          // of a poll: event is "poll"
    int64_t now_ms;
    bool is_sign_in;            // the call under way gets a token
    bool has_token;             // answer: header holds one
    const char *header;         // of the answer
    char why[200];
    char scratch[2000];         // an adapter's own, from step to step
    // the request
    const char *method;
    const char *want;           // a header of the answer
    const char *token;          // a bearer token
    struct text url, headers, body;
    char url_chars[EXCHANGE_URL_MAX];
    char headers_chars[EXCHANGE_HEADERS_MAX];
    char body_chars[EXCHANGE_BODY_MAX];
};

struct adapter {
    enum exchange_next (*ask)(struct exchange *x);
    enum exchange_next (*answer)(struct exchange *x, int status,
                                 const json_t *root);
    bool can_poll;
};

extern const struct adapter ADAPTER_WEBHOOK, ADAPTER_ADOBE, ADAPTER_VENDURE;

enum exchange_next exchange_fail(struct exchange *x, enum exchange_next next,
                                 const char *format, ...) PRINTF_LIKE(3, 4);

// Takes one order of the channel; problems go to the inbox and block nothing.
void exchange_take(struct exchange *x, struct order *order, const json_t *raw);

void exchange_refuse(struct exchange *x, const json_t *raw, const char *why);

// Shops deduct stock by themselves when a shipment is told: the absolute
// number goes only when no shipment is still to be told.
bool exchange_stock_may_go(const struct exchange *x);

// The shop's name of a warehouse in the rule's sources ("SHOP=WAREHOUSE"),
// false when it has none; and the warehouse that stands for location n.
bool exchange_source(const struct book_channel *c, const char *warehouse,
                     char *shop, size_t cap);
bool exchange_source_at(const struct exchange *x, int32_t n, char *shop,
                        size_t cap, int64_t *warehouse_id);

// One more signature after Standard Webhooks ("v1,..."), beside those in out.
void webhook_sign(const char *secret, const char *id, int64_t at_s,
                  const char *body, struct text *out);

// A member's text, "" when there is none.
const char *exchange_word(const json_t *o, const char *name);

// RFC 3986: all but letters, digits and -._~ as %XX.
void exchange_encode(struct text *out, const char *chars);

#endif
