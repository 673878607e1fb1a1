// tables_internal.h - the tables that several documents share, and those that
// tests walk through.
#ifndef RECORD_TABLES_INTERNAL_H
#define RECORD_TABLES_INTERNAL_H

#include "station/domain/pack/pack.h"
#include "station/record/table_internal.h"

extern const struct table PICK_LINE_TABLE;  // of an order, as it is opened
extern const struct table CUSTOMS_TABLE;
extern const struct table WORK_TABLE;
extern const struct table CLAIM_REQUEST_TABLE, CLAIM_REPLY_TABLE;
extern const struct table FEED_TABLE, FEED_ITEM_TABLE, FEED_BOX_TABLE,
    FEED_PERSON_TABLE, FEED_SERIAL_TABLE;
extern const struct table NUMBERS_TABLE;
extern const struct table HELLO_TABLE, HELLO_WORK_TABLE, WELCOME_TABLE;
extern const struct table PACK_EVENT_TABLES[PACK_EVENT_COUNT];
extern const struct table PACK_RULE_TABLE, PACK_PARCEL_TABLE,
    PACK_DONE_LINE_TABLE, PACK_CONTENT_TABLE;

#endif
