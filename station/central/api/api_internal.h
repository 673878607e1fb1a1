// api_internal.h - shared by the files of the API; nobody else's.
#ifndef CENTRAL_API_API_INTERNAL_H
#define CENTRAL_API_API_INTERNAL_H

#include "station/central/api/api.h"
#include "station/store/central/fields.h"
#include "station/store/central/lists/lists.h"

// The routes, by file. Each table ends with a route that has no method.
extern const struct api_route API_STATUS[], API_SIGN_IN[], API_PEOPLE[],
    API_GOODS[], API_ORDERS[], API_CHANGES[], API_SHIPMENTS[], API_PARCELS[],
    API_KEPT[],
    API_RULES[], API_RATES[], API_CHANNELS[], API_IMPORT[],
    API_DESKS[], API_EXCEPTIONS[], API_SESSIONS[], API_PROGRAMS[],
    API_STATIONS[], API_ACCESS[];

// One order as programs send it, and one destination of it.
extern const struct api_member API_ORDER[], API_GROUP[];

// What became of it, by enum outcome.
extern const char *const API_OUTCOMES[];

// Why: what takes something away asks for it, and keeps it with who did it. A
// word of the pages' short lists, which they say in three languages, or a
// sentence.
struct api_reason {
    char reason[FIELD_NAME_MAX + 1];
};
#define API_REASON_MEMBER(s, field)                                            \
    API_TEXT("reason", "why: a word of a short list, or a sentence; kept "     \
                       "with who did it"),                                     \
        API_INTO(s, field)
extern const struct api_member API_REASON[];

// The timeline of an order says who did it and why, before what it did.
void api_act(struct api *a, const struct api_call *k, int64_t order_id,
             const char *kind, const char *reason);

// A parcel by what a scanner reads off it: the carrier's number or the SSCC, in
// any of its spellings. Carriers' numbers may pass for other things. 0 when
// there is none.
int64_t api_find_parcel(struct store *st, const char *scan, int64_t at_ms);

// The office in a part of the turn's transaction, at the request's instant;
// and for a question.
struct office *api_begin(struct api *a, const struct api_call *k);
struct office *api_read(struct api *a, const struct api_call *k);

// The page that was asked for; of a route whose query has API_PAGE's members.
struct lists_page api_page(const struct api_call *k);

// Where the page after this one begins, of an answer made by api_paged.
#define API_NEXT                                                               \
    {API_TEXT("next", "the page after this one: its parameter after; missing " \
                      "on the last"),                                          \
     API_RARE}

// How many rows the filter leaves; in the answer of a list that counts them.
#define API_TOTAL                                                              \
    {API_INT("total", "rows that the filter leaves, up to 10 000"),            \
     API_RARE},                                                                \
    {API_BOOL("is_total_least", "there are more than total"), API_RARE}
void api_add_total(json_t *answer, int64_t count);

// {NAME: rows, "next": mark} of a list that lists.h read for api_page(k); the
// mark is of these members, which it is sorted by. key_2 is NULL for one key.
json_t *api_paged(const struct api_call *k, const char *name, json_t *list,
                  const char *key, const char *key_2);
void api_answer_page(const struct api_call *k, const char *name, json_t *list,
                     const char *key, const char *key_2);

#endif
