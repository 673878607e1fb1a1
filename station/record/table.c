#include "station/record/table_internal.h"
#include "shared/must.h"
#include "station/base/text.h"

#include <stdio.h>
#include <string.h>

static int32_t count_of(const struct member *m, const char *base)
{
    int32_t count;
    memcpy(&count, base + m->count_at, sizeof count);
    must(count >= 0 && count <= m->cap);
    return count;
}

static bool has_part(const struct member *m, const char *base)
{
    bool has = true;
    if (m->has_at != MEMBER_ALWAYS)
        memcpy(&has, base + m->has_at, sizeof has);
    return has;
}

// Numbers, enums and bools as one wide number.
static int64_t number_at(const struct member *m, const char *base)
{
    int64_t wide;
    int32_t narrow;
    bool flag;
    switch (m->kind) {
    case MEMBER_INT:
        memcpy(&wide, base + m->at, sizeof wide);
        return wide;
    case MEMBER_INT32: case MEMBER_WORD:
        memcpy(&narrow, base + m->at, sizeof narrow);
        return narrow;
    case MEMBER_BOOL:
        memcpy(&flag, base + m->at, sizeof flag);
        return flag;
    case MEMBER_TEXT: case MEMBER_PART: case MEMBER_INLINE: case MEMBER_LIST:
    case MEMBER_TEXTS:
        break;
    }
    must_fail(__FILE__, __LINE__, "a member that is no number");
}

static void set_number(const struct member *m, char *base, int64_t wide)
{
    int32_t narrow = (int32_t)wide;
    bool flag = wide != 0;
    if (m->kind == MEMBER_INT)
        memcpy(base + m->at, &wide, sizeof wide);
    else if (m->kind == MEMBER_BOOL)
        memcpy(base + m->at, &flag, sizeof flag);
    else
        memcpy(base + m->at, &narrow, sizeof narrow);
}

static void set(json_t *o, const char *name, json_t *value)
{
    must(json_object_set_new(o, name, value) == 0);
}

static void write_into(json_t *o, const struct table *t, const char *base);

static json_t *list_json(const struct member *m, const char *base)
{
    json_t *list = json_array();
    int32_t count = count_of(m, base);
    for (int32_t i = 0; i < count; i++) {
        const char *one = base + m->at + (size_t)i * m->size;
        json_t *value = m->of ? json_object() : json_text(one);
        if (m->of)
            write_into(value, m->of, one);
        must(json_array_append_new(list, value) == 0);
    }
    return list;
}

static void write_text(json_t *o, const struct member *m, const char *base)
{
    if (m->need != MEMBER_RARE || base[m->at])
        set(o, m->name, json_text(base + m->at));
}

static void write_number(json_t *o, const struct member *m, const char *base)
{
    int64_t n = number_at(m, base);
    if (m->need == MEMBER_RARE && n == m->empty)
        return;
    if (m->kind == MEMBER_BOOL)
        set(o, m->name, json_boolean(n));
    else if (m->kind == MEMBER_WORD)
        set(o, m->name, json_string(m->word((int32_t)n)));
    else
        set(o, m->name, json_integer(n));
}

static void write_part(json_t *o, const struct member *m, const char *base)
{
    if (!has_part(m, base))
        return;
    json_t *part = json_object();
    write_into(part, m->of, base + m->at);
    set(o, m->name, part);
}

static void write_member(json_t *o, const struct member *m, const char *base)
{
    switch (m->kind) {
    case MEMBER_TEXT:
        write_text(o, m, base);
        break;
    case MEMBER_INT: case MEMBER_INT32: case MEMBER_BOOL: case MEMBER_WORD:
        write_number(o, m, base);
        break;
    case MEMBER_PART:
        write_part(o, m, base);
        break;
    case MEMBER_INLINE:
        write_into(o, m->of, base + m->at);
        break;
    case MEMBER_LIST: case MEMBER_TEXTS:
        if (m->need != MEMBER_RARE || count_of(m, base) > 0)
            set(o, m->name, list_json(m, base));
        break;
    }
}

// Calls itself for parts, no deeper than the tables are.
static void write_into(json_t *o, const struct table *t, const char *base)
{
    for (int32_t i = 0; i < t->count; i++)
        write_member(o, &t->member[i], base);
}

json_t *table_write(const struct table *t, const void *from)
{
    json_t *o = json_object();
    must(o != NULL);
    write_into(o, t, from);
    return o;
}

static void take_word(struct json_reader *r, const struct member *m,
                      char *base)
{
    const json_t *v = json_object_get(r->object, m->name);
    set_number(m, base, m->empty);
    if (json_string_length(v) == 0) {
        if (m->need == MEMBER_MUST)
            json_reader_fail(r, m->name, "is missing");
        return;
    }
    for (int32_t i = 0; i <= m->most; i++)
        if (strcmp(m->word(i), json_string_value(v)) == 0) {
            set_number(m, base, i);
            return;
        }
    json_reader_fail(r, m->name, "is unknown");
}

static void take_part(struct json_reader *r, const struct member *m,
                      char *base)
{
    struct json_reader part;
    const json_t *v = json_object_get(r->object, m->name);
    bool has = json_is_object(v);
    json_reader_init(&part, v);
    if (m->has_at != MEMBER_ALWAYS)
        memcpy(base + m->has_at, &has, sizeof has);
    if (m->has_at != MEMBER_ALWAYS && !has)
        return;
    table_take(&part, m->of, base + m->at);
    if (!json_reader_ok(&part))
        json_reader_fail(r, m->name, part.why);
}

static void take_one(struct json_reader *r, const struct member *m,
                     const json_t *v, char *out)
{
    struct json_reader one;
    if (!m->of) {
        if (!json_is_string(v) || text_field(out, m->size, json_string_value(v),
                                             json_string_length(v)) < 0)
            json_reader_fail(r, m->name, "must be short texts");
        return;
    }
    json_reader_init(&one, v);
    table_take(&one, m->of, out);
    if (!json_reader_ok(&one))
        json_reader_fail(r, m->name, one.why);
}

static void take_list(struct json_reader *r, const struct member *m,
                      char *base)
{
    const json_t *list =
        json_take_array(r, m->name, m->need == MEMBER_MUST);
    size_t size = json_array_size(list);
    int32_t count = 0;
    if (size > (size_t)m->cap)
        json_reader_fail(r, m->name, "are too many");
    for (; json_reader_ok(r) && (size_t)count < size; count++)
        take_one(r, m, json_array_get(list, (size_t)count),
                 base + m->at + (size_t)count * m->size);
    memcpy(base + m->count_at, &count, sizeof count);
}

static void take_number(struct json_reader *r, const struct member *m,
                        char *base)
{
    int64_t n = m->empty;
    bool flag = m->empty != 0;
    if (m->kind == MEMBER_BOOL) {
        json_take_bool(r, m->name, &flag);
        n = flag;
    } else {
        json_take_int(r, m->name, m->least, m->most, &n,
                      m->need == MEMBER_MUST);
    }
    set_number(m, base, n);
}

static void take_member(struct json_reader *r, const struct member *m,
                        char *base)
{
    switch (m->kind) {
    case MEMBER_TEXT:
        base[m->at] = 0;
        json_take_text(r, m->name, base + m->at, m->size,
                       m->need == MEMBER_MUST);
        break;
    case MEMBER_INT: case MEMBER_INT32: case MEMBER_BOOL:
        take_number(r, m, base);
        break;
    case MEMBER_WORD:
        take_word(r, m, base);
        break;
    case MEMBER_PART:
        take_part(r, m, base);
        break;
    case MEMBER_INLINE:
        table_take(r, m->of, base + m->at);
        break;
    case MEMBER_LIST: case MEMBER_TEXTS:
        take_list(r, m, base);
        break;
    }
}

void table_take(struct json_reader *r, const struct table *t, void *to)
{
    for (int32_t i = 0; i < t->count; i++)
        take_member(r, &t->member[i], to);
}

int table_read(const struct table *t, const json_t *object, void *to,
               char *why)
{
    struct json_reader r;
    json_reader_init(&r, object);
    table_take(&r, t, to);
    if (why)
        snprintf(why, RECORD_WHY_MAX, "%s", r.why);
    return json_reader_ok(&r) ? ERR_OK : ERR_PARSE;
}
