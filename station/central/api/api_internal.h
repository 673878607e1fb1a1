// api_internal.h - shared by the files of the API; nobody else's.
#ifndef CENTRAL_API_API_INTERNAL_H
#define CENTRAL_API_API_INTERNAL_H

#include "station/central/api/api.h"
#include "station/store/central/lists/lists.h"

// The routes, by file. Each table ends with a route that has no method.
extern const struct api_route API_STATUS[], API_SIGN_IN[], API_PEOPLE[],
    API_GOODS[], API_ORDERS[], API_CHANGES[], API_SHIPMENTS[], API_PARCELS[],
    API_RULES[], API_RATES[], API_CHANNELS[], API_IMPORT[],
    API_DESKS[], API_EXCEPTIONS[], API_SESSIONS[], API_PROGRAMS[],
    API_STATIONS[], API_ACCESS[];

// One order as programs send it, and one destination of it.
extern const struct api_member API_ORDER[], API_GROUP[];

// What became of it, by enum outcome.
extern const char *const API_OUTCOMES[];

// The office in a part of the turn's transaction, at the request's instant;
// and for a question.
struct office *api_begin(struct api *a, const struct api_call *k);
struct office *api_read(struct api *a, const struct api_call *k);

// A list that may be of one state only, page by page.
struct api_listing {
    char state[24];
};
extern const struct api_member API_LISTING[];

// The page that was asked for; of a route whose query has API_PAGE's members.
struct lists_page api_page(const struct api_call *k);

// Where the page after this one begins, of an answer made by api_paged.
#define API_NEXT                                                               \
    {API_TEXT("next", "the page after this one: its parameter after; missing " \
                      "on the last"),                                          \
     API_RARE}

// {NAME: rows, "next": mark} of a list that lists.h read for api_page(k); the
// mark is of these members, which it is sorted by. key_2 is NULL for one key.
json_t *api_paged(const struct api_call *k, const char *name, json_t *list,
                  const char *key, const char *key_2);
void api_answer_page(const struct api_call *k, const char *name, json_t *list,
                     const char *key, const char *key_2);

#endif
