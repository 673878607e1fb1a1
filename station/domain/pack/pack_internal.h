// pack_internal.h - what pack.c asks of the weighing of its open parcel.
#ifndef DOMAIN_PACK_PACK_INTERNAL_H
#define DOMAIN_PACK_PACK_INTERNAL_H

#include "station/domain/pack/pack.h"

// The last weight is more than the service takes. No label is printed then,
// whoever wants it: some comes out, or central sends it another way.
bool pack_is_over_service(const struct pack *p);

// A weight was taken; one that is right is the parcel's.
enum verdict pack_weigh(struct pack *p, int64_t gross_mg);

// A person takes the weight as it is; how says who.
enum verdict pack_accept_weight(struct pack *p, enum verdict how);

#endif
