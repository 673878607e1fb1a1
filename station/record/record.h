// record.h - what programs hand each other, as structs: each document has one
// struct and one pair of functions that write it as JSON and read it back; no
// SQL and no I/O.
//
//     hello.h     what a station and central are to each other, said first
//     work.h      an order as a bench gets it
//     claim.h     a bench asks for an order, and what it is answered
//     feed.h      what changed at central: items, boxes, people, serials, work
//     numbers.h   the answer to a batch of events: numbers lent to a bench
//     customs.h   a declaration, part of the work
//     journal.h   rows of a bench's journal, and the batch they are sent in
//     pack.h      the bodies of these rows
//
// A document is described once, as a table of its members, and the table
// writes and reads it: a member that is written is read, too. What a document
// lacks is empty afterwards; members nobody knows are passed over, so that
// programs of two versions understand each other.
//
// Structs are the caller's. Writing returns a new object. Reading returns
// ERR_OK or ERR_PARSE, and says in why, unless it is NULL, which member is
// wrong; the struct is half filled then.
#ifndef RECORD_RECORD_H
#define RECORD_RECORD_H

#include "station/base/json.h"

enum { RECORD_WHY_MAX = 160 };  // bytes of a why

// Numbers beyond these are refused, so that sums of them fit.
#define RECORD_MG_MAX INT64_C(1000000000000000)    // 1 000 tonnes
#define RECORD_MS_MAX INT64_C(253402300799999)     // the year 9999
#define RECORD_MINOR_MAX INT64_C(1000000000000000) // money

#endif
