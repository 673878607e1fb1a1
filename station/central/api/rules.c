// Settings: rules with days from which they hold.
#include "station/central/api/api_internal.h"
#include "station/store/central/fields.h"
#include "station/store/central/goods/warehouses.h"
#include "station/store/central/lists/lists.h"
#include "station/store/central/rules/rules.h"

#include <stdlib.h>
#include <string.h>

// False after answering 404.
static bool is_kind(const struct api_call *k)
{
    if (book_members(http_param(k->rq, 0)))
        return true;
    answer_missing(k->rq, "there is no such kind of rule");
    return false;
}

// Secrets go in and never come out again.
static const char *const SECRETS[] = {"secret", "secret_2", "key", "token",
                                      "token_secret", "password"};
enum { SECRET_COUNT = sizeof SECRETS / sizeof SECRETS[0] };

static void hide_secrets(json_t *list)
{
    size_t i;
    json_t *row;
    json_array_foreach(list, i, row)
        for (int s = 0; s < SECRET_COUNT; s++) {
            json_t *body = json_object_get(row, "body");
            if (json_object_get(body, SECRETS[s]))
                json_object_set_new(body, SECRETS[s], json_string("kept"));
        }
}

static const struct api_member RULE_ROW[] = {
    {API_INT("rule_id", "")},
    {API_TEXT("kind", "")},
    {API_TEXT("code", "")},
    {API_INT("from_ms", "it holds from then")},
    {API_OBJECT("body", "the schema rule_KIND; secrets read \"kept\"", NULL)},
    {API_INT("made_ms", "")},
    {API_INT("person_id", "who made it; 0 for a program")},
    {API_TEXT("person", "name of the one who made it")},
    {API_TEXT("why", "it ended; empty for another version")},
    {API_BOOL("is_gone", "from then there is none of this code")},
    {.name = NULL}};
static const struct api_member RULES[] = {{API_LIST("rules", "", RULE_ROW)},
                                          {.name = NULL}};
static const struct api_member HISTORY[] = {
    {API_LIST("rules", "the newest first", RULE_ROW)}, API_NEXT,
    {.name = NULL}};

struct moment {
    int64_t at_ms;
};

static const struct api_member MOMENT[] = {
    {API_INT("at_ms", "as they hold then; now when missing"),
     API_INTO(moment, at_ms)},
    {.name = NULL}};

static void rules(struct api *a, struct api_call *k)
{
    struct moment m = {k->at_ms};
    api_take_query(MOMENT, k->rq, &m);
    if (!is_kind(k))
        return;
    json_t *list = lists_rules(a->st, http_param(k->rq, 0), m.at_ms);
    hide_secrets(list);
    answer_list(k->rq, "rules", list);
}

static void rule_history(struct api *a, struct api_call *k)
{
    json_t *list = lists_rule_history(a->st, http_param(k->rq, 0),
                                      http_param(k->rq, 1), api_page(k));
    hide_secrets(list);
    api_answer_page(k, "rules", list, "from_ms", "rule_id");
}

// A secret that is not given anew stays as it was.
static void keep_secrets(struct api *a, const char *kind, const char *code,
                         json_t *body)
{
    json_t *history = lists_rule_history(a->st, kind, code,
                                         (struct lists_page){.limit = 1});
    const json_t *old =
        json_object_get(json_array_get(history, 0), "body");
    for (int s = 0; s < SECRET_COUNT; s++) {
        const char *given =
            json_string_value(json_object_get(body, SECRETS[s]));
        json_t *had = json_object_get(old, SECRETS[s]);
        if (given && strcmp(given, "kept") == 0 && had)
            json_object_set(body, SECRETS[s], had);
    }
    json_decref(history);
}

struct new_rule {
    char code[RULE_CODE_MAX + 1];
    int64_t from_ms;
    bool is_gone;
    json_t *body;
    char reason[FIELD_NAME_MAX + 1];
};

static const struct api_member NEW_RULE[] = {
    {API_TEXT("code", "of the setting"), API_NEEDED, API_INTO(new_rule, code)},
    {API_INT("from_ms", "it holds from then; now when missing"),
     API_RANGE(0, FIELD_MS_MAX), API_INTO(new_rule, from_ms)},
    {API_BOOL("is_gone", "from then there is none of this code"),
     API_INTO(new_rule, is_gone)},
    {API_OBJECT("body", "the schema rule_KIND; needed unless it is gone", NULL),
     API_INTO(new_rule, body)},
    {API_REASON_MEMBER(new_rule, reason)},
    {.name = NULL}};

static void write_rule(struct api *a, struct api_call *k,
                       const struct new_rule *n, const char *text)
{
    const char *kind = http_param(k->rq, 0);
    char why[240];
    if (!n->is_gone && !book_check(&a->office->book, a->turn, kind, n->code,
                                   n->body, why, sizeof why)) {
        store_fail(a->st, ERR_PARSE, why);
        return;
    }
    if (!text || strlen(text) > RULE_BODY_MAX) {
        store_fail(a->st, ERR_FULL, "the rule is larger than 256 KiB");
        return;
    }
    struct rule rule = {.kind = kind, .code = n->code, .body = text,
                        .from_ms = n->from_ms, .is_gone = n->is_gone,
                        .made_ms = k->at_ms, .person_id = http_user(k->rq),
                        .why = n->reason};
    if (strcmp(kind, "warehouse") == 0)
        warehouses_make(a->st, n->code);
    rules_save(a->st, &rule);
    a->office->is_stale = true;
    a->office->has_work = true;
}

// A new version that holds from its instant; nothing is overwritten.
static void rule_new(struct api *a, struct api_call *k)
{
    struct new_rule n = {.from_ms = k->at_ms};
    api_take(NEW_RULE, k->body, &n);
    if (!is_kind(k))
        return;
    if (!n.body && !n.is_gone) {
        answer_wrong(k->rq, "body: is missing");
        return;
    }
    if (n.is_gone && !n.reason[0]) {
        answer_wrong(k->rq, "reason: is missing; say why it ends");
        return;
    }
    api_begin(a, k);
    if (n.body)
        keep_secrets(a, http_param(k->rq, 0), n.code, n.body);
    char *text = n.body ? json_dumps(n.body, JSON_COMPACT | JSON_SORT_KEYS)
                        : NULL;
    write_rule(a, k, &n, n.body ? text : "{}");
    free(text);
    answer_write(a->turn, k->rq, 200, json_object());
}

const struct api_route API_RULES[] = {
    {.method = "GET", .path = "/api/v1/rules/:kind", .handler = rules,
     .who = WHO_READER, .scope = SCOPE_MANAGER,
     .summary = "Settings of a kind, as they hold on a day",
     .query = MOMENT, .answer = {{.of = RULES}}},
    {.method = "POST", .path = "/api/v1/rules/:kind", .handler = rule_new,
     .who = WHO_MANAGER, .is_write = true,
     .summary = "A new version of a setting, from a day on",
     .body = NEW_RULE},
    {.method = "GET", .path = "/api/v1/rules/:kind/:code",
     .handler = rule_history, .who = WHO_READER, .scope = SCOPE_MANAGER,
     .summary = "All versions of a setting", .query = API_PAGE,
     .answer = {{.of = HISTORY}}},
    {.method = NULL}};
