// journal.h - every scan in flash before the person hears of it.
//
// Append-only records in a ring of sectors. Each sector says which turn of the
// ring it is, which record it begins with and how far the station had taken
// them; each record and each head has a checksum. A power cut at any byte
// loses at most the record being written, which nobody has been told of.
// Sectors are used in turn, so that all wear alike, and are erased only when
// the station has taken all that is in them.
//
//     sector   magic, journal id, turn, first record, taken, CRC-32     24 B
//     record   0x5A, length, CRC-16 of all else, record number, payload
//     taken    0xA5, 0, CRC-16 of all else, record number
//
// Records begin at multiples of four bytes. Integers are little-endian.
// Cost: adding, reading the next and taking are O(1) plus one page of flash;
// opening reads every sector's head and one sector.
#ifndef FIRMWARE_CORE_FLASH_JOURNAL_H
#define FIRMWARE_CORE_FLASH_JOURNAL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "firmware/hal/hal.h"

enum {
    JOURNAL_PAYLOAD_MAX = 245,  // a message of link.h
    JOURNAL_HEAD_LEN = 24,
    JOURNAL_RECORD_HEAD = 8,
    JOURNAL_TAKEN_EVERY = 32,   // records between two marks in flash
};

struct journal_at {         // a record's place
    uint32_t sector;        // index in the area
    uint32_t offset;        // in the sector
    uint32_t seq;           // its number
};

struct journal {            // private; initialise with journal_open
    uint32_t base, sector_count;
    uint32_t id;            // drawn when the area was first used
    uint32_t turn;          // of the sector being written
    uint32_t sector;        // being written
    uint32_t offset;        // where the next record goes
    uint32_t next_seq;      // its number
    uint32_t taken_seq;     // the station has all up to here
    uint32_t marked_seq;    // and this much of it is in flash
    struct journal_at next; // the first record not yet taken
    uint32_t lost_count;    // damaged records passed over at open
};

// Finds the end of the journal in len bytes of flash from base on, or begins
// a new one with this id when there is none. ERR_IO when the flash fails.
int journal_open(struct journal *j, uint32_t base, uint32_t len,
                 uint32_t new_id) MUST_USE;

// Appends; when this returns ERR_OK the record survives a power cut and its
// number is next_seq - 1. ERR_FULL without room, ERR_IO when the flash fails.
int journal_add(struct journal *j, const void *payload, size_t len) MUST_USE;

// The oldest record the station has not taken: its length with *seq set, 0
// when there is none.
size_t journal_peek(struct journal *j, uint8_t out[JOURNAL_PAYLOAD_MAX],
                    uint32_t *seq);

// Goes through the records from from_seq on that are still in flash, taken or
// not; each returns false to stop. For what is worked out anew after a start.
typedef bool journal_each_fn(void *arg, uint32_t seq, const uint8_t *payload,
                             size_t len);
void journal_each(struct journal *j, uint32_t from_seq, journal_each_fn *each,
                  void *arg);

// The station has every record up to seq. Numbers it cannot have are ignored.
void journal_taken(struct journal *j, uint32_t seq);

uint32_t journal_unsent(const struct journal *j);

#endif
