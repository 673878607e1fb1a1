// What handlers need of a call; see api_internal.h.
#include "station/central/api/api_internal.h"
#include "station/store/central/orders/timeline.h"

#include <stdio.h>

const struct api_member API_REASON[] = {
    {API_REASON_MEMBER(api_reason, reason), API_NEEDED}, {.name = NULL}};

void api_act(struct api *a, const struct api_call *k, int64_t order_id,
             const char *kind, const char *reason)
{
    char note[sizeof a->admit.program.name + FIELD_NAME_MAX + 4];
    const char *program = http_user(k->rq) ? "" : a->admit.program.name;
    snprintf(note, sizeof note, "%s%s%s", program, program[0] ? ": " : "",
             reason);
    timeline_add(a->st, order_id, kind, k->at_ms, http_user(k->rq), note);
}

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

static json_t *mark_of(const json_t *row, const char *key, const char *key_2)
{
    json_int_t first = json_integer_value(json_object_get(row, key));
    if (!key_2)
        return json_sprintf("%" JSON_INTEGER_FORMAT, first);
    return json_sprintf("%" JSON_INTEGER_FORMAT ".%" JSON_INTEGER_FORMAT,
                        first,
                        json_integer_value(json_object_get(row, key_2)));
}

json_t *api_paged(const struct api_call *k, const char *name, json_t *list,
                  const char *key, const char *key_2)
{
    size_t limit = (size_t)api_page(k).limit;
    json_t *root = json_object();
    if (json_array_size(list) > limit) {
        json_array_remove(list, limit);
        json_object_set_new(
            root, "next",
            mark_of(json_array_get(list, limit - 1), key, key_2));
    }
    json_object_set_new(root, name, list);
    return root;
}

void api_add_total(json_t *answer, int64_t count)
{
    bool is_least = count > LISTS_COUNT_MAX;
    json_object_set_new(answer, "total",
                        json_integer(is_least ? LISTS_COUNT_MAX : count));
    json_object_set_new(answer, "is_total_least", json_boolean(is_least));
}

void api_answer_page(const struct api_call *k, const char *name, json_t *list,
                     const char *key, const char *key_2)
{
    http_json(k->rq, 200, api_paged(k, name, list, key, key_2));
}
