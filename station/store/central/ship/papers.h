// papers.h - what papers and labels ask of a shipment.
#ifndef STORE_CENTRAL_SHIP_PAPERS_H
#define STORE_CENTRAL_SHIP_PAPERS_H

#include "station/base/json.h"
#include "station/domain/ship/customs.h"
#include "station/domain/pack/slip.h"
#include "station/store/central/orders/orders.h"

struct papers_head {
    int64_t shipment_id, order_id, warehouse_id;
    int32_t group_no;
    char order_no[FIELD_CODE_MAX + 1];
    char profile[24], currency[4], carrier[24], service[24];
    char tracking[48]; // of the first parcel, or the number lent
    int64_t weight_mg; // of its parcels, 0 before they are weighed
    int64_t ordered_ms;
    int64_t cost_minor; // of the carriage, estimated
    char cost_currency[4];
};
bool papers_head_load(struct store *st, int64_t shipment_id,
                      struct papers_head *out);

// Goods by item: what was packed, or is to be packed. Kits count as one.
// Returns cap + 1 when there are more than cap kinds of goods. The value is
// what was charged for them, less their discounts.
int32_t papers_lines_load(struct store *st, int64_t shipment_id,
                          struct customs_line *out, int32_t cap);
int32_t papers_slip_load(struct store *st, int64_t shipment_id,
                         struct slip_row *out, int32_t cap);

// Its parcels of which is known what lies in them, and the slip of one; that of
// the last one tells what is missing, too.
enum { PAPERS_PARCELS_MAX = 64 };
int32_t papers_parcels_load(struct store *st, int64_t shipment_id,
                            int64_t out[PAPERS_PARCELS_MAX], int32_t cap);
int32_t papers_parcel_slip_load(struct store *st, int64_t shipment_id,
                                int64_t parcel_id, bool is_last,
                                struct slip_row *out, int32_t cap);

// Tracking numbers lent to a shipment under the claim that holds, in the order
// of its parcels. False when the number was spent before. n is below 1000; from
// there on stand those that were retired.
bool papers_has_numbers(struct store *st, int64_t shipment_id);
bool papers_number_add(struct store *st, int64_t shipment_id, int32_t n,
                       const char *carrier, const char *tracking);
enum { PAPERS_NUMBER_MAX = 47, PAPERS_LENT_MAX = 64 };
// A number that was given back, out of the free ones. False when there is none.
bool papers_number_reuse(struct store *st, const char *carrier,
                         char out[PAPERS_NUMBER_MAX + 1]);

// What was lent to the claim that holds now is lent no more: it goes by another
// carrier. Nobody else gets it before the claim ends, for the bench may print
// it until it hears of the change.
void papers_numbers_retire(struct store *st, int64_t shipment_id);

// What was lent to a claim and never went to a printer is free again, for the
// carrier whose number it is. Called at the claim's end.
void papers_numbers_return(struct store *st, int64_t shipment_id,
                           int64_t fence);

int32_t papers_numbers_load(struct store *st, int64_t shipment_id,
                            char (*out)[PAPERS_NUMBER_MAX + 1], int32_t cap);

#endif
