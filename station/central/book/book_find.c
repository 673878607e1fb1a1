// Where a rule stands in the book, by its code.
#include "station/central/book/book.h"
#include "shared/date.h"

#include <string.h>

#define FIND(list, member)                                                     \
    for (int32_t i = 0; i < b->list##_count; i++)                              \
        if (strcmp(b->list[i].member, code) == 0)                              \
            return i;                                                          \
    return BOOK_NONE

int32_t book_calendar_idx(const struct book *b, const char *code)
{
    FIND(calendar, code);
}

int32_t book_warehouse_idx(const struct book *b, const char *code)
{
    FIND(warehouse, code);
}

int32_t book_service_idx(const struct book *b, const char *code)
{
    FIND(service, rate.code);
}

int32_t book_carrier_idx(const struct book *b, const char *code)
{
    FIND(carrier, code);
}

int32_t book_profile_idx(const struct book *b, const char *code)
{
    FIND(profile, code);
}

int32_t book_channel_idx(const struct book *b, const char *code)
{
    FIND(channel, code);
}

int32_t book_warehouse_of(const struct book *b, int64_t warehouse_id)
{
    for (int32_t i = 0; i < b->warehouse_count; i++)
        if (b->warehouse[i].warehouse_id == warehouse_id)
            return i;
    return BOOK_NONE;
}

const struct book_profile *book_profile(const struct book *b,
                                        const char *code)
{
    int32_t i = book_profile_idx(b, code);
    return &b->profile[i == BOOK_NONE ? book_profile_idx(b, "default") : i];
}

int32_t book_profile_until_days(const struct book_profile *p, int64_t at_ms)
{
    int32_t today = (int32_t)(at_ms / DATE_DAY_MS);
    return p->min_life_days ? today + p->service_days + p->min_life_days
                            : today;
}

const struct book_channel *book_channel(const struct book *b,
                                        const char *code)
{
    int32_t i = book_channel_idx(b, code);
    return i == BOOK_NONE ? NULL : &b->channel[i];
}

bool book_list_has(const struct book_list *l, const char *code)
{
    for (int32_t i = 0; i < l->count; i++)
        if (strcmp(l->code[i], code) == 0)
            return true;
    return false;
}

const char *book_system_name(enum book_system s)
{
    static const char *const NAMES[BOOK_SYSTEM_COUNT] = {
        "webhook", "adobe", "shopify", "vendure", "amazon", "file", "api"};
    return NAMES[s];
}
