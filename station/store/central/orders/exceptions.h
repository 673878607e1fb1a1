// exceptions.h - what a person must look at, until somebody says it is done.
#ifndef STORE_CENTRAL_ORDERS_EXCEPTIONS_H
#define STORE_CENTRAL_ORDERS_EXCEPTIONS_H

#include "station/store/central/fields.h"
#include "station/store/engine/store.h"

struct exception {
    const char *kind; // one word
    int64_t at_ms;
    int64_t order_id, shipment_id, station_id; // 0 where none applies
    int64_t journal_no, seq; // of the station's event behind it
    const char *note;        // what happened, and what to do
    int64_t item_id;         // with one of these it proposes something for the
    const char *new_code;    // item: that it bears this code, or
    int64_t new_mg;          // weighs this; for the shipment:
    const char *new_service; // that this one takes its parcel of new_mg
};
void exceptions_raise(struct store *st, const struct exception *x);

// The same by hand; seq is that of the station's event.
void exceptions_add(struct store *st, const char *kind, int64_t at_ms,
                    int64_t order_id, int64_t shipment_id, int64_t station_id,
                    int64_t seq, const char *note);
// When the newest of a kind came that is about a station; 0 for never.
int64_t exceptions_newest_ms(struct store *st, const char *kind,
                             int64_t station_id);

// One of these words is open already.
bool exceptions_is_open(struct store *st, const char *kind, const char *note);

bool exceptions_is_open_for(struct store *st, const char *kind,
                            int64_t item_id);

// What an exception proposes; was_mg is the weight that the catalogue had
// before it was taken, -1 while it is not. False when there is none such.
struct exception_proposal {
    int64_t item_id, shipment_id, new_mg, was_mg;
    bool is_open;
    char new_service[24];
    char new_code[FIELD_CODE_MAX + 1];
};
bool exceptions_proposal(struct store *st, int64_t exception_id,
                         struct exception_proposal *out);
void exceptions_taken_set(struct store *st, int64_t exception_id,
                          int64_t was_mg);

// Who says that it is done, and why it needs no more looking at. False when
// there is no such open one.
struct exception_end {
    int64_t at_ms, person_id;   // 0: a program
    const char *why;
};
bool exceptions_done(struct store *st, int64_t exception_id,
                     const struct exception_end *end);

// Open again, as if nobody had closed it. False when none of it is closed.
bool exceptions_open_again(struct store *st, int64_t exception_id);

#endif
