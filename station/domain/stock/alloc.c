#include "station/domain/stock/alloc.h"
#include "shared/must.h"

#include <stdbool.h>

static bool goes_before(const struct alloc_row *a, const struct alloc_row *b)
{
    int32_t a_days = a->expiry_days ? a->expiry_days : INT32_MAX;
    int32_t b_days = b->expiry_days ? b->expiry_days : INT32_MAX;
    if (a_days != b_days)
        return a_days < b_days;
    if (a->since_ms != b->since_ms)
        return a->since_ms < b->since_ms;
    if (a->place_id != b->place_id)
        return a->place_id < b->place_id;
    return a->stock_id < b->stock_id;
}

static void sift(struct alloc_row *row, int32_t root, int32_t count)
{
    for (int32_t child = root * 2 + 1; child < count; child = root * 2 + 1) {
        if (child + 1 < count && goes_before(&row[child], &row[child + 1]))
            child++;
        if (!goes_before(&row[root], &row[child]))
            return;
        struct alloc_row swap = row[root];
        row[root] = row[child];
        row[child] = swap;
        root = child;
    }
}

// Heap sort: no allocation, no recursion, O(n log n) at worst.
static void sort(struct alloc_row *row, int32_t count)
{
    for (int32_t i = count / 2; i-- > 0;)
        sift(row, i, count);
    for (int32_t end = count - 1; end > 0; end--) {
        struct alloc_row swap = row[0];
        row[0] = row[end];
        row[end] = swap;
        sift(row, 0, end);
    }
}

int32_t alloc_line(struct alloc_row *row, int32_t row_count, int32_t qty_want,
                   int32_t not_before_days)
{
    must(row_count >= 0 && qty_want >= 0);
    int32_t left = qty_want;
    sort(row, row_count);
    for (int32_t i = 0; i < row_count; i++) {
        struct alloc_row *r = &row[i];
        bool is_too_old = r->expiry_days && r->expiry_days < not_before_days;
        r->qty_take = 0;
        if (is_too_old || r->qty_free <= 0)
            continue;
        r->qty_take = r->qty_free < left ? r->qty_free : left;
        left -= r->qty_take;
    }
    return qty_want - left;
}
