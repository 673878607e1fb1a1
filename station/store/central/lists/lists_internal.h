// lists_internal.h - what the files of lists share.
#ifndef STORE_CENTRAL_LISTS_LISTS_INTERNAL_H
#define STORE_CENTRAL_LISTS_LISTS_INTERNAL_H

#include "station/store/central/lists/lists.h"
#include "station/store/engine/query.h"
#include "station/store/engine/rows.h"

// Parameter 1 is the last id of the page before, parameter 2 how many rows:
// one more than the page holds says that there are more.
static inline void bind_page(struct query *q, struct lists_page page)
{
    query_int(q, 1, page.after.first);
    query_int(q, 2, (int64_t)page.limit + 1);
}

static inline bool is_first_page(struct lists_page page)
{
    return page.after.first == 0 && page.after.second == 0;
}

// The newest first: the first page is before all numbers.
static inline void bind_page_down(struct query *q, struct lists_page page)
{
    if (is_first_page(page))
        page.after.first = INT64_MAX;
    bind_page(q, page);
}

// How many rows a filter leaves: parameter 5 is where counting ends.
static inline int64_t count_rows(struct query *q)
{
    query_int(q, 5, LISTS_COUNT_MAX + 1);
    return query_one_int(q, 0);
}

// Lists by two keys: parameter 3 is the second of the last row before.
static inline void bind_page_2(struct query *q, struct lists_page page)
{
    if (is_first_page(page))
        page.after.first = INT64_MIN;
    bind_page(q, page);
    query_int(q, 3, page.after.second);
}

#endif
