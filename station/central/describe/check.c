// Requests against their description; see describe.h.
#include "station/base/nearest.h"
#include "station/base/text.h"
#include "station/central/describe/describe.h"
#include "shared/must.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

const struct api_member API_PAGE[] = {
    {API_PAGE_AFTER, API_INTO(lists_page, after)},
    {API_PAGE_LIMIT, API_INTO(lists_page, limit)},
    {.name = NULL}};

const struct api_member API_NOTHING[] = {{.name = NULL}};

static bool fail(char why[API_WHY_MAX], const char *name, const char *what)
{
    snprintf(why, API_WHY_MAX, "%s: %s", name, what);
    return false;
}

// Refuses a name, with the nearest one that may stand there.
static bool fail_unknown(char why[API_WHY_MAX], const char *name,
                         const struct api_member *m)
{
    struct nearest n;
    nearest_init(&n, name);
    for (; m && m->name; m++)
        nearest_offer(&n, m->name);
    if (n.word)
        snprintf(why, API_WHY_MAX, "%s: is not known here; %s is", name,
                 n.word);
    else
        snprintf(why, API_WHY_MAX, "%s: is not known here", name);
    return false;
}

static const struct api_member *find(const struct api_member *m,
                                     const char *name)
{
    for (; m && m->name; m++)
        if (strcmp(m->name, name) == 0)
            return m;
    return NULL;
}

static size_t text_max(const struct api_member *m)
{
    return m->most ? (size_t)m->most : m->size ? m->size - 1 : SIZE_MAX;
}

static bool one_of_words(const struct api_member *m, const char *chars,
                         char why[API_WHY_MAX])
{
    char list[160];
    struct text t;
    struct nearest n;
    nearest_init(&n, chars);
    text_init(&t, list, sizeof list);
    for (const char *const *w = m->words; *w; w++) {
        if (strcmp(*w, chars) == 0)
            return true;
        text_addf(&t, "%s%s", w == m->words ? "" : w[1] ? ", " : " or ", *w);
    }
    snprintf(why, API_WHY_MAX, "%s: must be %s", m->name, list);
    for (const char *const *w = m->words; *w; w++)
        nearest_offer(&n, *w);
    if (n.word)
        snprintf(why, API_WHY_MAX, "%s: must be %s; %.40s is nearest to %s",
                 m->name, list, chars, n.word);
    return false;
}

static bool check_text(const struct api_member *m, const char *chars,
                       size_t len, char why[API_WHY_MAX])
{
    if (m->is_needed && len == 0)
        return fail(why, m->name, "is empty");
    if (len > text_max(m))
        return fail(why, m->name, "is too long");
    if (!text_is_plain(chars, len))
        return fail(why, m->name, "holds a control character");
    return !m->words || (len == 0 && !m->is_needed) ||
           one_of_words(m, chars, why);
}

static bool check_int(const struct api_member *m, int64_t n,
                      char why[API_WHY_MAX])
{
    bool is_limited = m->least != 0 || m->most != 0;
    must(is_limited || m->size != sizeof(int32_t));
    if (!is_limited || (n >= m->least && n <= m->most))
        return true;
    snprintf(why, API_WHY_MAX, "%s: must be %" PRId64 " to %" PRId64, m->name,
             m->least, m->most);
    return false;
}

// "7" or "5.7", as an answer's next had it.
static bool read_mark(const char *chars, struct lists_mark *out)
{
    const char *dot = strchr(chars, '.');
    size_t len = dot ? (size_t)(dot - chars) : strlen(chars);
    *out = (struct lists_mark){0, 0};
    return text_to_int(chars, len, &out->first) == ERR_OK &&
           (!dot ||
            text_to_int(dot + 1, strlen(dot + 1), &out->second) == ERR_OK);
}

static bool check_mark(const struct api_member *m, const char *chars,
                       char why[API_WHY_MAX])
{
    struct lists_mark mark;
    return (!chars[0] && !m->is_needed) || read_mark(chars, &mark) ||
           fail(why, m->name, "must be the next of a page");
}

static bool check_one(const struct api_member *m, const json_t *v,
                      char why[API_WHY_MAX]);

// Texts inside of what is not described further: any length, no control
// characters. Calls itself for what is inside, no deeper than JSON is read.
static bool is_plain(const json_t *v)
{
    size_t i;
    const char *name;
    json_t *one;
    if (json_is_string(v))
        return text_is_plain(json_string_value(v), json_string_length(v));
    json_array_foreach(v, i, one) {
        if (!is_plain(one))
            return false;
    }
    json_object_foreach((json_t *)(uintptr_t)v, name, one) {
        if (!text_is_plain(name, strlen(name)) || !is_plain(one))
            return false;
    }
    return true;
}

static bool check_free(const struct api_member *m, const json_t *v,
                       char why[API_WHY_MAX])
{
    return is_plain(v) || fail(why, m->name, "holds a control character");
}

static bool check_rows(const struct api_member *m, const json_t *v,
                       char why[API_WHY_MAX])
{
    size_t i;
    const json_t *row;
    char inner[API_WHY_MAX];
    if (!json_is_array(v))
        return fail(why, m->name, "must be a list");
    if (m->most && json_array_size(v) > (size_t)m->most)
        return fail(why, m->name, "has too many rows");
    json_array_foreach(v, i, row) {
        if (m->type == API_IS_TEXTS && !json_is_string(row))
            return fail(why, m->name, "must be a list of texts");
        if (m->of && !m->is_each && !api_check(m->of, row, inner))
            return fail(why, m->name, inner);
    }
    return m->of || check_free(m, v, why);
}

static bool check_object(const struct api_member *m, const json_t *v,
                         char why[API_WHY_MAX])
{
    char inner[API_WHY_MAX];
    if (!json_is_object(v))
        return fail(why, m->name, "must be an object");
    if (!m->of)
        return check_free(m, v, why);
    return api_check(m->of, v, inner) || fail(why, m->name, inner);
}

static bool check_one(const struct api_member *m, const json_t *v,
                      char why[API_WHY_MAX])
{
    switch (m->type) {
    case API_IS_TEXT:
        return json_is_string(v)
                   ? check_text(m, json_string_value(v),
                                json_string_length(v), why)
                   : fail(why, m->name, "must be a text");
    case API_IS_INT:
        return json_is_integer(v)
                   ? check_int(m, json_integer_value(v), why)
                   : fail(why, m->name, "must be a whole number");
    case API_IS_BOOL:
        return json_is_boolean(v) ||
               fail(why, m->name, "must be true or false");
    case API_IS_OBJECT:
        return check_object(m, v, why);
    case API_IS_LIST:
    case API_IS_TEXTS:
        return check_rows(m, v, why);
    case API_IS_MARK:
        return json_is_string(v)
                   ? check_mark(m, json_string_value(v), why)
                   : fail(why, m->name, "must be a text");
    case API_IS_ANY:
        return check_free(m, v, why);
    }
    must_fail(__FILE__, __LINE__, "a type of a member");
}

enum scope api_scope(const struct api_route *r)
{
    bool is_look = r->who <= WHO_READER && !r->is_write;
    return r->scope ? r->scope : is_look ? SCOPE_READ : SCOPE_MANAGER;
}

bool api_check(const struct api_member *m, const json_t *object,
               char why[API_WHY_MAX])
{
    const char *name;
    json_t *v;
    if (!json_is_object(object)) {
        snprintf(why, API_WHY_MAX, "must be an object");
        return false;
    }
    for (const struct api_member *one = m; one->name; one++) {
        v = json_object_get(object, one->name);
        if (one->is_needed && (!v || json_is_null(v)))
            return fail(why, one->name, "is missing");
    }
    json_object_foreach((json_t *)(uintptr_t)object, name, v) {
        const struct api_member *one = find(m, name);
        if (!one)
            return fail_unknown(why, name, m);
        if (!json_is_null(v) && !check_one(one, v, why))
            return false;
    }
    return true;
}

static void put_int(const struct api_member *m, int64_t n, char *to)
{
    if (m->size == sizeof(int32_t)) {
        int32_t narrow = (int32_t)n;
        memcpy(to, &narrow, sizeof narrow);
        return;
    }
    must(m->size == sizeof n);
    memcpy(to, &n, sizeof n);
}

static void put_text(const struct api_member *m, const char *chars, size_t len,
                     char *to)
{
    must(len < m->size);
    memcpy(to, chars, len);
    to[len] = 0;
}

static void put_mark(const struct api_member *m, const char *chars, char *to)
{
    struct lists_mark mark;
    must(m->size == sizeof mark);
    if (read_mark(chars, &mark))
        memcpy(to, &mark, sizeof mark);
}

static void put(const struct api_member *m, const json_t *v, char *to)
{
    if (m->type == API_IS_TEXT) {
        put_text(m, json_string_value(v), json_string_length(v), to);
    } else if (m->type == API_IS_INT) {
        put_int(m, json_integer_value(v), to);
    } else if (m->type == API_IS_MARK) {
        put_mark(m, json_string_value(v), to);
    } else if (m->type == API_IS_BOOL) {
        bool is = json_is_true(v);
        memcpy(to, &is, sizeof is);
    } else {
        must(m->size == sizeof v);
        memcpy(to, &v, sizeof v);
    }
}

void api_take(const struct api_member *m, const json_t *object, void *into)
{
    for (; m->name; m++) {
        const json_t *v = json_object_get(object, m->name);
        if (m->size && v && !json_is_null(v))
            put(m, v, (char *)into + m->at);
    }
}

struct query_check {
    const struct api_member *m;
    char *why;
    bool is_right;
};

static bool check_parameter(const struct api_member *m, const char *value,
                            char why[API_WHY_MAX])
{
    int64_t n;
    if (m->type == API_IS_TEXT)
        return check_text(m, value, strlen(value), why);
    if (m->type == API_IS_MARK)
        return check_mark(m, value, why);
    must(m->type == API_IS_INT);
    if (!value[0] && !m->is_needed)
        return true;
    if (text_to_int(value, strlen(value), &n) < 0)
        return fail(why, m->name, "must be a whole number");
    return check_int(m, n, why);
}

static void on_parameter(void *arg, const char *name, const char *value)
{
    struct query_check *c = arg;
    const struct api_member *m = find(c->m, name);
    if (!c->is_right)
        return;
    c->is_right = m ? check_parameter(m, value, c->why)
                    : fail_unknown(c->why, name, c->m);
}

bool api_check_query(const struct api_member *m,
                     const struct http_request *rq, char why[API_WHY_MAX])
{
    struct query_check c = {m, why, true};
    http_query_each(rq, on_parameter, &c);
    for (; c.is_right && m && m->name; m++)
        if (m->is_needed && !http_query(rq, m->name)[0])
            return fail(why, m->name, "is missing");
    return c.is_right;
}

void api_take_query(const struct api_member *m, const struct http_request *rq,
                    void *into)
{
    for (; m->name; m++) {
        const char *value = http_query(rq, m->name);
        int64_t n;
        if (!m->size || !value[0])
            continue;
        char *to = (char *)into + m->at;
        if (m->type == API_IS_TEXT)
            put_text(m, value, strlen(value), to);
        else if (m->type == API_IS_MARK)
            put_mark(m, value, to);
        else if (text_to_int(value, strlen(value), &n) == ERR_OK)
            put_int(m, n, to);
    }
}
