// lists_internal.h - what the files of lists share.
#ifndef STORE_CENTRAL_LISTS_LISTS_INTERNAL_H
#define STORE_CENTRAL_LISTS_LISTS_INTERNAL_H

#include "station/store/central/lists/lists.h"
#include "station/store/engine/query.h"
#include "station/store/engine/rows.h"

// Parameter 1 is the last id of the page before, parameter 2 how many rows.
static inline void bind_page(struct query *q, struct lists_page page)
{
    query_int(q, 1, page.after);
    query_int(q, 2, page.limit);
}

#endif
