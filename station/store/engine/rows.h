// rows.h - rows of a query as JSON objects; private to station/store.
//
// Members are named after the columns. rows_json reads to the end.
#ifndef STORE_ENGINE_ROWS_H
#define STORE_ENGINE_ROWS_H

#include "station/base/json.h"
#include "station/store/engine/query.h"

json_t *row_json(struct query *q);      // of the row the query stands on
json_t *rows_json(struct query *q);
json_t *one_json(struct query *q);      // the first row, or NULL

#endif
