// order_json.h - the normalised order as JSON, for the API, file drops and
// imports; channels' own formats are turned into the same struct.
//
//   {"channel","order_no",["ref","version","customer","email","currency",
//    "payment","po_number","profile","tote","placed_ms","due_ms",
//    "total_minor","is_cancelled","drafts_items"],
//    "groups":[{"name","company","street","district","city","region","postal",
//      "country","phone","email","tax_no","service","note","due_ms",
//      "latitude","longitude"}],
//    "lines":[{"sku","qty",["name","ref","group","price_minor","tax_minor",
//      "discount_minor"]}]}
//
// One destination may be given flat: "address" (lines end with \n) and
// "country" instead of groups. latitude and longitude are text.
// A member that stands in none of these is refused by its name.
#ifndef CENTRAL_INTAKE_ORDER_JSON_H
#define CENTRAL_INTAKE_ORDER_JSON_H

#include "station/base/json.h"
#include "station/store/central/orders/groups.h"
#include "station/store/central/orders/orders.h"

// What is wrong sticks in the reader, with the member's name.
void order_json_read(struct json_reader *r, struct order *o);

// One destination's members, for editing too.
void order_json_group(struct json_reader *r, struct order_group *g);

// Words of people, as a channel has them: no control character and no length
// refuses an order. What of an address is too long is cut between letters and
// holds the order, which a person completes at the channel's page.
void order_json_words(struct json_reader *r, const char *name, char *out,
                      size_t cap, struct order *o);
// Two such members become the lines of a street.
void order_json_street(struct json_reader *r, const char *first,
                       const char *second, struct order *o);
// A long note is cut and ends with an ellipsis.
void order_note(const char *note, struct order_group *g);
void order_json_note(const json_t *note, struct order_group *g);
// The same of a line, which is packed under its name; and its item, made of the
// name when the channel has no SKU for it: a draft, which holds the order.
void order_json_name(const json_t *name, struct order_line *l);
void order_unnamed(struct order_line *l);
// name is too long in the order's address.
void order_hold_long(struct order *o, const char *name);

// "2026-11-25T10:00:00Z", with an offset or a blank for the T.
void order_json_time(struct json_reader *r, const char *name,
                     int64_t *out_ms);

// Money as shops write it: "12.50" as text or 12.5 as a number; nothing may be
// lost.
void order_json_money(struct json_reader *r, const char *name, int places,
                      int64_t *out_minor);

#endif
