// book.h - the rules that hold now, compiled from the rows of table rule.
//
// Kinds and their members (all JSON; lengths in mm, weights in g, money in
// minor units, times "HH:MM", days "YYYY-MM-DD"):
//
//   calendar   weekdays "1111100" from Monday, holidays [days], yearly
//              ["12-25"], easter [days after Easter Sunday, such as -2, 1],
//              zone. One whose code is a country (PT) counts at destinations
//   warehouse  name, country, postal, latitude, longitude (text), zone,
//              calendar, open, close, handling_min, handling_minor, priority,
//              capacity (orders a day, 0 for any), is_store, is_closed,
//              not_to [countries], channels [codes; empty for all]
//   carrier    name, calendar, cutoff, days, is_postal, routing, tracking
//              {kind, prefix, suffix, digits, first, end}
//   service    name, carrier, currency, divisor_cm3_per_kg, trigger_cm3,
//              free_until_g, round_side_mm, side_rounding, weight_step_g,
//              least_minor, max_g, max_side_mm, max_girth_sum_mm,
//              max_side_sum_mm, min_side_mm, hazmat, warehouses [codes],
//              areas [{country, postal, zone, days}], zones [{steps [[g,
//              minor]], per_kg_minor}], surcharges [{code, field, above or
//              below, postal, add_minor | add_permille | least_g | refuse,
//              group, from, to}]
//   profile    name, strategy, split_minor, unmet_minor, use_max, is_whole,
//              on_short (close, backorder, reallocate), verify (each, first),
//              checks [address, payment, customs], slip, single,
//              release (at_once, batch), service_days, release_role,
//              from_stores, may_substitute, fraud_minor, priority
//              [warehouse codes], incoterm, category,
//              return_note, slip_language
//   buffer     sku, warehouse, channel (empty: any), qty, permille
//   channel    system, url, secrets, events ...; see channels/exchange.h
//   customs    area, from, to, up_to_minor, per_hs_minor, permille
//   exchange   code "USD-EUR", rate (text, up to six places)
//   restriction country, service, hs (prefix): not carried there
//
// A rule that does not compile is refused when it is entered, with its member
// and the reason; so everything in the table compiles.
#ifndef CENTRAL_BOOK_BOOK_H
#define CENTRAL_BOOK_BOOK_H

#include "station/base/json.h"
#include "station/domain/ship/customs.h"
#include "station/domain/source/geo.h"
#include "station/domain/ship/promise.h"
#include "station/domain/ship/rate.h"
#include "station/domain/ship/routing.h"
#include "station/domain/source/source.h"
#include "station/domain/ship/tracking.h"
#include "station/central/describe/describe.h"
#include "station/central/turn/turn.h"
#include "station/store/central/rules/rules.h"

enum {
    BOOK_CALENDARS_MAX = 32,
    BOOK_ZONES_MAX = 32,
    BOOK_WAREHOUSES_MAX = SOURCE_SITES_MAX,
    BOOK_CARRIERS_MAX = 24,
    BOOK_SERVICES_MAX = 64,
    BOOK_PROFILES_MAX = 24,
    BOOK_BUFFERS_MAX = 256,
    BOOK_CHANNELS_MAX = 32,
    BOOK_EXCHANGES_MAX = 64,
    BOOK_RESTRICTIONS_MAX = 128,
    BOOK_LIST_MAX = 32,         // codes in one list
    BOOK_NAME_MAX = 63,
    BOOK_NONE = -1,
};

struct book_list {
    int32_t count;
    char code[BOOK_LIST_MAX][RULE_CODE_MAX + 1];
};

struct book_calendar {
    char code[RULE_CODE_MAX + 1];
    int32_t zone;               // of a country's calendar; BOOK_NONE for none
    struct promise_calendar days;
};

struct book_zone {
    char name[40];
    struct promise_zone zone;
};

struct book_warehouse {
    char code[RULE_CODE_MAX + 1];
    char name[BOOK_NAME_MAX + 1];
    int64_t warehouse_id;
    char country[3];
    char postal[RATE_POSTAL_MAX + 1];   // as it is compared
    char postal_written[RATE_POSTAL_MAX + 1];
    struct geo_point point;
    int32_t zone, calendar;     // indices
    struct promise_hours hours;
    int32_t handling_min;
    int64_t handling_minor;     // of one unit
    int32_t priority;
    int32_t capacity;           // orders a day; 0 for any number
    bool is_store, is_closed;
    struct book_list not_to, channels;
};

struct book_carrier {
    char code[RULE_CODE_MAX + 1];
    char name[BOOK_NAME_MAX + 1];
    int32_t calendar;
    int32_t cutoff_min[7];      // -1 on days it does not come
    bool is_postal;
    char routing[ROUTING_RULE_MAX + 1]; // of its labels, domain/ship/routing.h
    bool has_range;
    struct tracking_range range;    // next is a counter of the store
};

struct book_service {
    char name[BOOK_NAME_MAX + 1];
    int32_t carrier;            // index
    struct book_list warehouses;    // empty: from all
    struct rate_service rate;
};

enum book_on_short { BOOK_REALLOCATE, BOOK_BACKORDER, BOOK_CLOSE };
enum { BOOK_CHECK_ADDRESS = 1, BOOK_CHECK_PAYMENT = 2,
       BOOK_CHECK_CUSTOMS = 4, BOOK_PAPER_SLIP = 1 };

struct book_profile {
    char code[RULE_CODE_MAX + 1];
    char name[BOOK_NAME_MAX + 1];
    struct source_rule source;
    enum book_on_short on_short;
    int32_t checks, documents;
    bool verifies_each;         // false: one scan, then a count
    bool is_single_lane;
    bool releases_at_once;
    bool may_use_stores;        // warehouses with is_store may send it
    bool may_substitute;
    int32_t service_days;       // promised when the channel promises nothing
    int64_t ask_above_minor;    // a dearer service at the bench, by more: asks
    int32_t min_life_days;      // see book_profile_until_days
    int64_t fraud_minor;        // held for a look above this; 0 for never
    char release_role[16];      // may release holds, and managers
    struct book_list priority;  // warehouses, first asked first
    char incoterm[4];           // DAP or DDP: who pays the duty
    enum customs_category category;     // why goods leave, on customs forms
    char return_note[256];      // on the slip, or empty
    char slip_language[3];      // or empty: that of the country it goes to
};

struct book_buffer {
    char sku[64], warehouse[RULE_CODE_MAX + 1], channel[RULE_CODE_MAX + 1];
    int32_t qty, permille;
};

enum book_system { BOOK_WEBHOOK, BOOK_ADOBE, BOOK_SHOPIFY, BOOK_VENDURE,
                   BOOK_AMAZON, BOOK_FILE, BOOK_API, BOOK_SYSTEM_COUNT };

struct book_channel {
    char code[RULE_CODE_MAX + 1];
    enum book_system system;
    char url[256];
    char secret[128], secret_2[128];    // signing, the second while rotating
    char key[128], token[128], token_secret[128];
    char login[64], password[128];
    char folder[200];                   // of file drops
    char profile[RULE_CODE_MAX + 1];
    struct book_list sources;           // "SHOPCODE=WAREHOUSE"
    struct book_list events;            // told to it
    int32_t poll_s;
    bool is_off;
    bool may_be_private;                // the address may be on our network;
                                        // else looked at when it is entered
                                        // and when it is called (base/url.h)
};

struct book_exchange {
    char from[4], to[4];
    int64_t rate_millionths;
};

struct book_restriction {
    char country[3], service[RULE_CODE_MAX + 1], hs[CUSTOMS_HS_MAX + 1];
};

struct book {                   // private parts none; large, static
    int64_t made_ms, until_ms;  // compiled for this span
    int64_t version;            // newest rule in it
    char currency[4];           // costs are compared in this one
    int32_t calendar_count, zone_count, warehouse_count, carrier_count,
        service_count, profile_count, buffer_count, channel_count,
        customs_count, exchange_count, restriction_count;
    struct book_calendar calendar[BOOK_CALENDARS_MAX];
    struct book_zone zone[BOOK_ZONES_MAX];
    struct book_warehouse warehouse[BOOK_WAREHOUSES_MAX];
    struct book_carrier carrier[BOOK_CARRIERS_MAX];
    struct book_service service[BOOK_SERVICES_MAX];
    struct book_profile profile[BOOK_PROFILES_MAX];
    struct book_buffer buffer[BOOK_BUFFERS_MAX];
    struct book_channel channel[BOOK_CHANNELS_MAX];
    struct customs_rule customs[CUSTOMS_RULES_MAX];
    struct book_exchange exchange[BOOK_EXCHANGES_MAX];
    struct book_restriction restriction[BOOK_RESTRICTIONS_MAX];
    int64_t warehouse_id[BOOK_WAREHOUSES_MAX];  // in the same sequence
    char why[240];              // the first rule that did not compile
};

// Compiles what holds at an instant. False with why set when a row does not
// compile (only after a newer program wrote it): the rest is used.
bool book_load(struct book *b, struct store *st, int64_t at_ms);

// Would this rule compile beside the others? Changes nothing.
bool book_check(const struct book *b, struct turn *turn, const char *kind,
                const char *code, const json_t *body, char *why,
                size_t why_cap);

// The kinds of rules with their members, for that check and for the document
// of the API; ends without a name. NULL when there is no such kind.
extern const struct api_named BOOK_KINDS[];
const struct api_member *book_members(const char *kind);

int32_t book_calendar_idx(const struct book *b, const char *code);
int32_t book_profile_idx(const struct book *b, const char *code);
int32_t book_channel_idx(const struct book *b, const char *code);
int32_t book_warehouse_idx(const struct book *b, const char *code);
int32_t book_warehouse_of(const struct book *b, int64_t warehouse_id);
int32_t book_service_idx(const struct book *b, const char *code);
int32_t book_carrier_idx(const struct book *b, const char *code);
const struct book_profile *book_profile(const struct book *b,
                                        const char *code);
// The day until which dated goods last that are packed now: today, or what the
// profile wants of them when they arrive.
int32_t book_profile_until_days(const struct book_profile *p, int64_t at_ms);
const struct book_channel *book_channel(const struct book *b,
                                        const char *code);
bool book_list_has(const struct book_list *l, const char *code);
const char *book_system_name(enum book_system s);

// What may not be promised of a stock of qty, over all buffers that apply.
int32_t book_buffer_qty(const struct book *b, const char *sku,
                        const char *warehouse, const char *channel,
                        int32_t qty);

// Minor units of another currency by the rate that holds; false without one.
bool book_exchange(const struct book *b, int64_t minor, const char *from,
                   const char *to, int64_t *out);

#endif
