// What handlers need of a call; see api_internal.h.
#include "station/central/api/api_internal.h"

const struct api_member API_LISTING[] = {
    {API_TEXT("state", "only these; empty for all"),
     API_INTO(api_listing, state)},
    API_PAGE_MEMBERS,
    {.name = NULL}};

struct office *api_begin(struct api *a, const struct api_call *k)
{
    office_begin(a->office, k->at_ms);
    return a->office;
}

struct office *api_read(struct api *a, const struct api_call *k)
{
    office_read(a->office, k->at_ms);
    return a->office;
}

struct lists_page api_page(const struct api_call *k)
{
    struct lists_page page = {.limit = LISTS_PAGE_MAX};
    api_take_query(API_PAGE, k->rq, &page);
    return page;
}
