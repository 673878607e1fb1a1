// The document of all routes, OpenAPI 3.1; see describe.h.
#include "station/base/text.h"
#include "station/central/describe/describe.h"

#include <stdio.h>
#include <string.h>

enum { NAME_MAX_LEN = 160 };

static const char *unit_of(const char *name)
{
    static const char *const UNITS[][2] = {
        {"_ms", "milliseconds"},
        {"_mg", "milligrams"},
        {"_um", "micrometres"},
        {"_mm", "millimetres"},
        {"_m", "metres"},
        {"_minor", "minor units of the currency"},
        {"_days", "days since 1970"},
        {"_permille", "thousandths"},
        {"_min", "minutes"},
        {"_g", "grams"},
        {NULL, NULL}};
    size_t len = strlen(name);
    for (int i = 0; UNITS[i][0]; i++) {
        size_t n = strlen(UNITS[i][0]);
        if (len > n && strcmp(name + len - n, UNITS[i][0]) == 0)
            return UNITS[i][1];
    }
    return NULL;
}

static void set_text(json_t *o, const char *name, const char *value)
{
    json_object_set_new(o, name, json_string(value));
}

static json_t *object_schema(const struct api_member *m, bool is_answer);

static const char *type_name(enum api_type t)
{
    static const char *const NAMES[] = {"string", "integer", "boolean",
                                        "object", "array",   "array", NULL,
                                        "string"};
    return NAMES[t];
}

// What is missing may as well be null in a request.
static void add_type(json_t *schema, const struct api_member *m, bool may_null)
{
    const char *name = type_name(m->type);
    if (!name)
        return;
    if (may_null)
        json_object_set_new(schema, "type",
                            json_pack("[s,s]", name, "null"));
    else
        set_text(schema, "type", name);
}

static void add_words(json_t *schema, const struct api_member *m,
                      bool may_null)
{
    json_t *words = json_array();
    for (const char *const *w = m->words; *w; w++)
        json_array_append_new(words, json_string(*w));
    if (may_null) {
        json_array_append_new(words, json_string(""));
        json_array_append_new(words, json_null());
    }
    json_object_set_new(schema, "enum", words);
}

static void add_limits(json_t *schema, const struct api_member *m,
                       bool is_answer)
{
    int64_t most = m->most ? m->most : m->size ? (int64_t)m->size - 1 : 0;
    if (m->type == API_IS_INT && (m->least || m->most)) {
        json_object_set_new(schema, "minimum", json_integer(m->least));
        json_object_set_new(schema, "maximum", json_integer(m->most));
    } else if (m->type == API_IS_TEXT && !is_answer && most) {
        json_object_set_new(schema, "maxLength", json_integer(most));
        if (m->is_needed)
            json_object_set_new(schema, "minLength", json_integer(1));
    } else if (m->type == API_IS_MARK) {
        set_text(schema, "pattern", "^-?\\d+(\\.-?\\d+)?$");
    } else if (m->type == API_IS_LIST && m->most) {
        json_object_set_new(schema, "maxItems", json_integer(m->most));
    }
}

static void add_meaning(json_t *schema, const struct api_member *m)
{
    const char *unit = m->type == API_IS_INT ? unit_of(m->name) : NULL;
    char words[400];
    if (unit)
        snprintf(words, sizeof words, "%s%s%s", m->meaning,
                 m->meaning[0] ? "; in " : "in ", unit);
    else
        snprintf(words, sizeof words, "%s", m->meaning);
    if (words[0])
        set_text(schema, "description", words);
}

// What a member of this name looks like anywhere in the house.
static const char *example_of(const char *name)
{
    static const char *const EXAMPLES[][2] = {
        {"sku", "MUG-350-RED"},
        {"order_no", "W-10024"},
        {"channel", "shop"},
        {"country", "PT"},
        {"currency", "EUR"},
        {"postal", "4000-001"},
        {"city", "Porto"},
        {"email", "ana@example.org"},
        {"phone", "+351 220 000 000"},
        {"tracking", "RR000000017PT"},
        {"sscc", "376104250021234569"},
        {"lot", "L2611"},
        {"serial", "SN-00017"},
        {"hs", "691200"},
        {"origin", "PT"},
        {"zone", "Europe/Lisbon"},
        {"reason", "customer_asked"},
        {"warehouse", "MAIN"},
        {"q", "(00)376104250021234569"},
        {"after", "41"},
        {NULL, NULL}};
    for (int i = 0; EXAMPLES[i][0]; i++)
        if (strcmp(EXAMPLES[i][0], name) == 0)
            return EXAMPLES[i][1];
    return NULL;
}

// Only what the description itself would take.
static void add_example(json_t *schema, const struct api_member *m)
{
    const char *text = m->type == API_IS_TEXT || m->type == API_IS_MARK
                           ? example_of(m->name)
                           : NULL;
    int64_t most = m->most ? m->most : m->size ? (int64_t)m->size - 1 : 64;
    if (m->type == API_IS_TEXT && m->words)
        json_object_set_new(schema, "examples",
                            json_pack("[s]", m->words[0]));
    else if (text && (m->type == API_IS_MARK || (int64_t)strlen(text) <= most))
        json_object_set_new(schema, "examples", json_pack("[s]", text));
    if (m->type == API_IS_INT)
        set_text(schema, "format", m->size == sizeof(int32_t) ? "int32"
                                                              : "int64");
}

static json_t *member_schema(const struct api_member *m, bool is_answer)
{
    bool may_null = !is_answer && !m->is_needed;
    json_t *schema = m->type == API_IS_OBJECT && m->of
                         ? object_schema(m->of, is_answer)
                         : json_object();
    add_type(schema, m, may_null);
    if (m->words)
        add_words(schema, m, may_null);
    if (m->type == API_IS_TEXTS)
        json_object_set_new(schema, "items", json_pack("{s:s}", "type",
                                                       "string"));
    if (m->type == API_IS_LIST)
        json_object_set_new(schema, "items",
                            m->of ? object_schema(m->of, is_answer)
                                  : json_object());
    add_limits(schema, m, is_answer);
    add_example(schema, m);
    add_meaning(schema, m);
    return schema;
}

static json_t *object_schema(const struct api_member *m, bool is_answer)
{
    json_t *properties = json_object(), *required = json_array();
    for (; m && m->name; m++) {
        json_object_set_new(properties, m->name, member_schema(m, is_answer));
        if (is_answer ? !m->is_rare : m->is_needed)
            json_array_append_new(required, json_string(m->name));
    }
    return json_pack("{s:s,s:o,s:o,s:b}", "type", "object", "properties",
                     properties, "required", required, "additionalProperties",
                     0);
}

static bool ends_with(const char *name, size_t len, const char *end)
{
    size_t n = strlen(end);
    return len > n && strncmp(name + len - n, end, n) == 0;
}

static json_t *path_parameter(const char *name, size_t len)
{
    bool is_number =
        ends_with(name, len, "_id") || ends_with(name, len, "_no");
    return json_pack("{s:s%,s:s,s:b,s:{s:s}}", "name", name, len, "in", "path",
                     "required", 1, "schema", "type",
                     is_number ? "integer" : "string");
}

// "/a/:id" becomes "/a/{id}"; its parameters are added.
static void read_path(const char *path, struct text *out, json_t *parameters)
{
    while (*path) {
        if (*path != ':') {
            text_add(out, path++, 1);
            continue;
        }
        size_t len = strcspn(path, "/") - 1;
        text_addf(out, "{%.*s}", (int)len, path + 1);
        json_array_append_new(parameters, path_parameter(path + 1, len));
        path += len + 1;
    }
}

static void add_query(const struct api_member *m, json_t *parameters)
{
    for (; m && m->name; m++) {
        json_t *schema = member_schema(m, true);
        json_t *meaning = json_object_get(schema, "description");
        json_t *one = json_pack("{s:s,s:s,s:b,s:O?}", "name", m->name, "in",
                                "query", "required", (int)m->is_needed,
                                "description", meaning);
        json_object_del(schema, "description");
        json_object_set_new(one, "schema", schema);
        json_array_append_new(parameters, one);
    }
}

static json_t *content(const char *type, json_t *schema)
{
    return json_pack("{s:{s:o}}", type, "schema", schema);
}

static json_t *request_body(const struct api_route *r)
{
    if (!r->body)
        return json_pack("{s:b,s:o}", "required", 0, "content",
                         content(r->body_type,
                                 json_pack("{s:s}", "type", "string")));
    json_t *schema = object_schema(r->body, false);
    if (r->body_list)
        schema = json_pack(
            "{s:[o,{s:s,s:{s:{s:s,s:o}},s:[s],s:b}]}", "anyOf", schema,
            "type", "object", "properties", r->body_list, "type", "array",
            "items", json_deep_copy(schema), "required", r->body_list,
            "additionalProperties", 0);
    return json_pack("{s:b,s:o}", "required", r->body->name != NULL, "content",
                     content("application/json", schema));
}

static json_t *problem(const char *meaning)
{
    return json_pack("{s:s,s:o}", "description", meaning, "content",
                     content("application/problem+json",
                             json_pack("{s:s}", "$ref",
                                       "#/components/schemas/Problem")));
}

static json_t *answer_of(const struct api_answer *a)
{
    json_t *schema = a->type ? json_pack("{s:s}", "type", "string")
                             : object_schema(a->of, true);
    return json_pack("{s:s,s:o}", "description",
                     a->meaning ? a->meaning : "done", "content",
                     content(a->type ? a->type : "application/json", schema));
}

static json_t *responses(const struct api_route *r)
{
    json_t *all = json_object();
    for (int i = 0; i < 2; i++) {
        char status[8];
        if (i > 0 && r->answer[i].status == 0)
            continue;
        snprintf(status, sizeof status, "%d",
                 r->answer[i].status ? r->answer[i].status : 200);
        json_object_set_new(all, status, answer_of(&r->answer[i]));
    }
    json_object_set_new(all, "400", problem("something is wrong with it"));
    if (r->who != WHO_ANYBODY)
        json_object_set_new(all, "401", problem("who asks is not known"));
    if (r->who >= WHO_READER)
        json_object_set_new(
            all, "403", problem("the role or the scope does not allow it"));
    if (strchr(r->path, ':'))
        json_object_set_new(all, "404", problem("there is no such thing"));
    if (r->is_write)
        json_object_set_new(all, "409", problem("it does not fit"));
    json_object_set_new(all, "default", problem("it did not work"));
    return all;
}

static json_t *security(enum who who)
{
    if (who == WHO_ANYBODY)
        return json_array();
    if (who == WHO_STATION)
        return json_pack("[{s:[]}]", "station");
    return json_pack("[{s:[]},{s:[]}]", "session", "program");
}

static void who_words(const struct api_route *r, char *out, size_t cap)
{
    static const char *const WORDS[] = {
        "Anybody may call it.", "Stations call it.", "Anybody signed in",
        "Supervisors and managers", "Managers"};
    if (r->who < WHO_READER)
        snprintf(out, cap, "%s", WORDS[r->who]);
    else
        snprintf(out, cap,
                 "%s may call it, and programs whose token has the scope %s.",
                 WORDS[r->who], SCOPE_NAMES[api_scope(r)]);
}

static void operation_id(const struct api_route *r, char out[NAME_MAX_LEN])
{
    struct text t;
    text_init(&t, out, NAME_MAX_LEN);
    for (const char *c = r->method; *c; c++)
        text_addf(&t, "%c", *c | 0x20);
    const char *path = strncmp(r->path, "/api/v1/", 8) == 0 ? r->path + 7
                                                            : r->path + 4;
    for (; *path; path++)
        if (*path == ':')
            text_addf(&t, "by_");
        else
            text_addf(&t, "%c", strchr("/-.", *path) ? '_' : *path);
}

static json_t *operation(const struct api_route *r, json_t *parameters)
{
    char id[NAME_MAX_LEN], who[NAME_MAX_LEN];
    operation_id(r, id);
    who_words(r, who, sizeof who);
    json_t *o = json_pack("{s:s,s:s,s:s,s:o,s:o,s:o}", "operationId", id,
                          "summary", r->summary, "description",
                          who, "parameters", parameters,
                          "responses", responses(r), "security",
                          security(r->who));
    if (r->body || r->body_type)
        json_object_set_new(o, "requestBody", request_body(r));
    return o;
}

static void add_route(json_t *paths, const struct api_route *r)
{
    char path[NAME_MAX_LEN], method[8] = "";
    struct text t;
    json_t *parameters = json_array();
    text_init(&t, path, sizeof path);
    read_path(r->path, &t, parameters);
    add_query(r->query, parameters);
    for (size_t i = 0; r->method[i] && i < sizeof method - 1; i++)
        method[i] = (char)(r->method[i] | 0x20);
    json_t *item = json_object_get(paths, path);
    if (!item) {
        item = json_object();
        json_object_set_new(paths, path, item);
    }
    json_object_set_new(item, method, operation(r, parameters));
}

static json_t *components(const char *prefix, const struct api_named *forms)
{
    static const struct api_member PROBLEM[] = {
        {API_TEXT("title", "what kind of problem")},
        {API_INT("status", "as of the answer")},
        {API_TEXT("detail", "what is wrong, in a sentence"), API_RARE},
        {API_TEXT("instance", "the request's number, as in X-Request-Id")},
        {.name = NULL}};
    json_t *schemas =
        json_pack("{s:o}", "Problem", object_schema(PROBLEM, true));
    for (; forms->name; forms++) {
        char name[NAME_MAX_LEN];
        snprintf(name, sizeof name, "%s_%s", prefix, forms->name);
        json_object_set_new(schemas, name,
                            object_schema(forms->members, false));
    }
    return json_pack(
        "{s:o,s:{s:{s:s,s:s,s:s},s:{s:s,s:s,s:s},s:{s:s,s:s,s:s}}}",
        "schemas", schemas, "securitySchemes", "session", "type", "apiKey",
        "in", "cookie", "name", "tallyman", "program", "type", "http",
        "scheme", "bearer", "description", "a program's token", "station",
        "type", "http", "scheme", "bearer", "description",
        "a station's token");
}

json_t *api_document(const struct api_route *const *tables,
                     const char *prefix, const struct api_named *forms)
{
    json_t *paths = json_object();
    for (; *tables; tables++)
        for (const struct api_route *r = *tables; r->method; r++)
            if (strncmp(r->path, "/api/", 5) == 0)
                add_route(paths, r);
    return json_pack("{s:s,s:{s:s,s:s},s:o,s:o}", "openapi", "3.1.0", "info",
                     "title", "Tallyman central", "version", "1", "paths",
                     paths, "components", components(prefix, forms));
}
