// pack.h - pack events and opened orders as the JSON of a journal row.
//
// What is written here is enough to replay: the meaning a code had when it was
// scanned is kept, so that later data does not rewrite history. Ids only.
#ifndef RECORD_PACK_H
#define RECORD_PACK_H

#include <stdbool.h>
#include <stddef.h>
#include "station/base/json.h"
#include "station/domain/pack/pack.h"

// A new JSON object for an event; raw is what the scanner sent, or NULL.
json_t *body_of_event(const struct pack_event *ev, const char *raw,
                      size_t raw_len);

// Reads it back. ERR_PARSE when kind or body is not one of ours.
int body_to_event(const char *kind, const char *body, size_t len,
                  struct pack_event *ev) MUST_USE;

// An order as it was opened: its rule and lines.
json_t *body_of_open(const struct pack *p);
int body_to_open(const json_t *body, struct pack *p) MUST_USE;

// What central needs when the order is over: parcels, lines and serials.
json_t *body_of_done(const struct pack *p);

#endif
