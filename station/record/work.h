// work.h - an order as a bench gets it: with a claim, and again in the feed
// whenever it changed, papers included. The bench keeps it as JSON.
//
// A shipment of another bench comes in the feed too, without its address and
// its papers: so a bench learns that what it had is no longer its own.
#ifndef RECORD_WORK_H
#define RECORD_WORK_H

#include "station/domain/orders/shipment.h"
#include "station/domain/pack/pack.h"
#include "station/record/customs.h"
#include "shared/pick.h"

enum {
    WORK_BOXES_MAX = 64,
    WORK_NUMBERS_MAX = 8,
    WORK_PLACE_MAX = 63,
    WORK_LOTS_MAX = 4,
    WORK_GIFT_MAX = 1000,
};

// A lot that may be taken instead of the line's: free in the warehouse when
// this was written, and not to expire before it.
struct work_lot {
    char lot[PICK_TEXT_MAX + 1];
    int32_t qty;
};

struct work_line {
    struct pick_line pick;      // what it wants; nothing is done of it
    char place[WORK_PLACE_MAX + 1]; // where the first of them lies, or empty
    int64_t value_minor;        // price of one in the order, 0 when unknown
    bool is_hazmat;             // dangerous goods: said on page and label
    int32_t lot_count;
    struct work_lot lot[WORK_LOTS_MAX];
};

struct work {                   // large: with the lines in use at its end
    int64_t shipment_id, order_id, station_id, fence;
    int64_t due_ms;
    enum shipment_state state;
    bool is_stopping;           // cancelled or on hold: to be unpacked
    bool is_on_hold;            // the order is: it may come again
    bool is_single;             // one unit of one item
    char order_no[64], tote[64];
    char channel[40];
    bool has_twin;              // an open order of another channel has its
                                // number: whoever means one says which
    char profile[24];
    char service[24];           // its code
    char service_name[128];     // on the label; empty when it has none
    char carrier[24];           // its code
    char carrier_name[64];      // on the label
    char routing[48];           // for the carrier's sorting, or empty
    char ordered_on[11];        // "2026-11-26" where it is sent from, or empty
    char gift_text[WORK_GIFT_MAX + 1];  // a card goes into the first parcel
    char return_note[256];      // on the slip, or empty
    char slip_language[3];      // "en", "pt" or "es"; empty: "en"
    int64_t max_mg;             // the service takes no more; 0 for any
    int32_t too_large_count;    // boxes that its service does not take
    struct work_box {
        int64_t box_id;
    } too_large[WORK_BOXES_MAX];
    char box[64], box_2[64];    // suggested, the second in reserve
    char customer[ADDRESS_FIELD_MAX + 1];
    char address[ADDRESS_TEXT_MAX];     // lines, without name and country
    char country[80];           // in words, with its code
    char packing_note[1024];
    bool prints_slip;           // the profile wants one
    int32_t until_days;         // what has a date lasts so long (days since
                                // 1970), or PICK_NO_DATE
    bool verifies_each;         // each unit is scanned, none is counted
    int32_t number_count;       // lent by the carrier, one a parcel
    char number[WORK_NUMBERS_MAX][48];
    bool has_customs;
    struct customs_paper customs;
    int32_t line_count;
    struct work_line line[PICK_LINES_MAX];
};

// Everything empty, without touching the lines.
void work_init(struct work *w);

// A mark of the address as a label names it: another address has another.
// Both ends compare these, so that no address stands in a journal.
void work_to_mark(const char *customer, const char *address,
                  char out[PACK_TO_MAX + 1]);

json_t *work_to_json(const struct work *w);
int work_from_json(const json_t *o, struct work *out, char *why) MUST_USE;

#endif
