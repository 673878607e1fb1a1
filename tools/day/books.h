// books.h - what central and the journals say of a day, all of it in memory.
//
// Central is asked over its API as any program would be, page by page; the
// benches' files are only read. A row of a journal that stands at both places
// counts once.
#ifndef TOOLS_BOOKS_H
#define TOOLS_BOOKS_H

#include "tools/day/bag.h"
#include "tools/day/site.h"

enum { BOOKS_SERVICES_MAX = 16 };
struct books_service {
    char code[64], name[64];
};

struct books_parcel {
    int64_t shipment_id, parcel_no, weight_mg;
    int64_t units; // that the books say lie in it
    char sscc[64], tracking[64];
    char order_no[64];
    char service[64]; // its name; empty for none
    char country[4];
    char name[128], city[128], postal[32];
};

struct books_exception {
    int64_t order_id, shipment_id;
    char kind[32];
    char note[600];
};

struct books { // begin with {0}; books_free at the end
    struct books_parcel *parcel;
    size_t parcel_count;
    struct books_exception *exception;
    size_t exception_count;
    struct bag kept;      // scans by code, without a symbology's mark
    struct bag queued;    // number on a label -> its shipment
    struct bag voided;    // shipment -> how often its parcel was undone
    struct bag order_id;  // order number -> its id
    struct bag shipments; // that central has
    struct bag rows, rows_central;
    struct books_service service[BOOKS_SERVICES_MAX];
    size_t service_count;
    int64_t not_at_central; // scans that stand in a bench's file alone
};

// False when central does not answer or a file cannot be read; it was told.
bool books_read(struct site *s, struct books *b);
void books_free(struct books *b);

#endif
