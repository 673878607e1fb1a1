// promise.h - when an order leaves, when it arrives, and until when it waits.
//
// Instants are UTC milliseconds; days are days since 1970 in a place's own
// zone, whose offsets come in as a table. Pure: no clock, no time zone files.
//
//     ready  = first working instant of the warehouse >= release + handling
//     ship   = first pick-up day whose cut-off is not before ready
//     arrive = ship + transit days, counted in the destination's working days
//
// A local time that a clock change leaves out moves forward; one that comes
// twice means the first. Cost: O(days between, log of the table).
#ifndef DOMAIN_SHIP_PROMISE_H
#define DOMAIN_SHIP_PROMISE_H

#include <stdbool.h>
#include <stdint.h>

enum {
    PROMISE_CHANGES_MAX = 320,  // clock changes of one zone, 1970 to 2100
    PROMISE_HOLIDAYS_MAX = 512,
    PROMISE_DAYS_MAX = 120,     // looked ahead; then there is no promise
    PROMISE_MON_FRI = 0x1F,     // bits of weekdays, Monday is bit 0
    PROMISE_DAY_MIN = 1440,
};

struct promise_zone {
    int32_t count;
    int32_t first_s;                    // offset before the first change
    int64_t at_s[PROMISE_CHANGES_MAX];  // UTC seconds, growing
    int32_t offset_s[PROMISE_CHANGES_MAX];  // from that instant on
};

struct promise_calendar {
    uint8_t weekdays;                   // worked, Monday is bit 0
    int32_t holiday_count;
    int32_t holiday[PROMISE_HOLIDAYS_MAX];  // days since 1970, growing
};

struct promise_hours {                  // local minutes of a working day
    int32_t open_min, close_min;
};

struct promise_ask {
    int64_t release_ms;
    int32_t handling_min;               // from release to ready at the dock
    int32_t cutoff_min[7];              // of each pick-up day; -1 for none
    int32_t transit_days;
    struct promise_hours hours;
    const struct promise_zone *from_zone, *to_zone;
    const struct promise_calendar *warehouse, *carrier, *destination;
};

struct promise {
    bool is_found;          // false: nothing within PROMISE_DAYS_MAX
    int32_t ship_day;
    int32_t arrive_day;
    int64_t ready_ms;
    int64_t cutoff_ms;      // of the ship day
    int64_t release_by_ms;  // cut-off less handling: the queue's key
    int64_t promise_ms;     // local end of the day of arrival
};

int64_t promise_local_ms(const struct promise_zone *z, int64_t utc_ms);
int64_t promise_utc_ms(const struct promise_zone *z, int64_t local_ms);

struct promise promise_make(const struct promise_ask *ask);

// The other way round: the last day it can be picked up and still arrive on
// the wanted day or before. False when that day has gone or there is none.
bool promise_latest_ship(const struct promise_ask *ask, int32_t wanted_day,
                         int32_t *ship_day);

// Easter Sunday of a year (Gregorian), as days since 1970, for holidays that
// are kept as "Easter and so many days".
int32_t promise_easter(int32_t year);

#endif
