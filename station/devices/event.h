// event.h - what a device can tell the bench, central among them. Plain data,
// copied by value.
#ifndef DEVICES_EVENT_H
#define DEVICES_EVENT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "shared/message.h"
#include "station/devices/printer/printer_state.h"
#include "station/domain/orders/claim.h"
#include "station/domain/pack/weigh.h"

enum { SCAN_MAX = 512, DEVICE_WHY_MAX = 120 };

enum device_kind { DEVICE_SCANNER, DEVICE_SCALE, DEVICE_PRINTER };

enum job_result {
    JOB_SENT,       // the first byte is about to leave
    JOB_PRINTED,    // the printer has taken it all and reports no fault
    JOB_FAILED,     // not a byte was sent
    JOB_UNKNOWN,    // something was sent and nobody can say
};

enum event_kind {
    EVENT_SCAN,
    EVENT_WEIGHT,
    EVENT_PRINTER,  // printer.state changed
    EVENT_JOB,      // job
    EVENT_ATTACHED,
    EVENT_DETACHED, // why
    EVENT_HAND,     // hand: news of a handheld that are no scan
    // Of central, which to the bench is one more device; what it sent is
    // stored already.
    EVENT_NUMBERS,  // our events arrived, and numbers may have been lent
    EVENT_FEED,     // orders or the catalogue have changed
    EVENT_WORK,     // work: the answer to a claim
};

// Of a scan that a handheld keeps until it is told that it is safe.
struct scan_record {
    uint32_t record_seq;    // 0: the scanner keeps nothing
    int64_t at_ms;          // by the handheld's clock, 0 unknown
    uint8_t mode;           // enum message_mode
    uint8_t verdict;        // given in the hand
    int32_t qty;
    uint32_t list_id;
    uint16_t line_no;
    char place[MESSAGE_PLACE_MAX + 1];
};

struct event {
    enum event_kind kind;
    enum device_kind device;
    int32_t slot;       // in the bench's device table
    int64_t at_ms;      // UTC; stamped once, by the loop
    union {
        struct {
            char bytes[SCAN_MAX + 1];   // as read, may contain 0x1D
            size_t len;
            struct scan_record record;
        } scan;
        struct weigh_sample weight;
        enum printer_state printer;
        struct {
            int64_t job_id;
            enum job_result result;
            enum printer_state printer; // why, when it did not print
        } job;
        const struct message *hand; // valid during the call
        struct {                    // texts valid during the call
            int64_t shipment_id;    // 0: refused
            enum claim_verdict verdict;
            const char *holder;     // who has it, or empty
            const char *code;       // that was asked for
            int32_t choice_count;   // of CLAIM_MANY
            const struct claim_choice *choice;
        } work;
        char why[DEVICE_WHY_MAX + 1];
    };
};

#endif
