#include "station/base/json.h"
#include "station/base/text.h"
#include "shared/must.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void json_reader_init(struct json_reader *r, const json_t *object)
{
    *r = (struct json_reader){.object = object};
}

bool json_reader_ok(const struct json_reader *r)
{
    return r->why[0] == 0;
}

void json_reader_fail(struct json_reader *r, const char *name,
                      const char *what)
{
    if (json_reader_ok(r))
        snprintf(r->why, sizeof r->why, "%s: %s", name, what);
}

static bool was_asked(const struct json_reader *r, const char *name)
{
    for (int32_t i = 0; i < r->asked_count; i++)
        if (strcmp(r->asked[i], name) == 0)
            return true;
    return false;
}

void json_reader_end(struct json_reader *r)
{
    const char *name;
    json_t *v;
    json_object_foreach((json_t *)(uintptr_t)r->object, name, v) {
        if (!was_asked(r, name))
            json_reader_fail(r, name, "is not known here");
    }
}

static const json_t *member(struct json_reader *r, const char *name,
                            bool is_required)
{
    must(r->asked_count < JSON_MEMBERS_MAX);
    r->asked[r->asked_count++] = name;
    const json_t *v = json_object_get(r->object, name);
    if (v && !json_is_null(v))
        return v;
    if (is_required)
        json_reader_fail(r, name, "is missing");
    return NULL;
}

void json_take_text(struct json_reader *r, const char *name, char *out,
                    size_t cap, bool is_required)
{
    const json_t *v = member(r, name, is_required);
    if (!v)
        return;
    if (!json_is_string(v)) {
        json_reader_fail(r, name, "must be a text");
        return;
    }
    if (is_required && json_string_length(v) == 0)
        json_reader_fail(r, name, "is empty");
    int rc = text_field(out, cap, json_string_value(v), json_string_length(v));
    if (rc == ERR_FULL)
        json_reader_fail(r, name, "is too long");
    else if (rc < 0)
        json_reader_fail(r, name, "holds a control character");
}

void json_take_int(struct json_reader *r, const char *name, int64_t least,
                   int64_t most, int64_t *out, bool is_required)
{
    const json_t *v = member(r, name, is_required);
    if (!v)
        return;
    if (!json_is_integer(v)) {
        json_reader_fail(r, name, "must be a whole number");
        return;
    }
    json_int_t n = json_integer_value(v);
    if (n < least || n > most)
        json_reader_fail(r, name, "is out of range");
    else
        *out = n;
}

void json_take_int32(struct json_reader *r, const char *name, int32_t least,
                     int32_t most, int32_t *out, bool is_required)
{
    int64_t wide = *out;
    json_take_int(r, name, least, most, &wide, is_required);
    *out = (int32_t)wide;
}

void json_take_bool(struct json_reader *r, const char *name, bool *out)
{
    const json_t *v = member(r, name, false);
    if (v && !json_is_boolean(v))
        json_reader_fail(r, name, "must be true or false");
    else if (v)
        *out = json_is_true(v);
}

const json_t *json_take_array(struct json_reader *r, const char *name,
                              bool is_required)
{
    const json_t *v = member(r, name, is_required);
    if (v && !json_is_array(v)) {
        json_reader_fail(r, name, "must be a list");
        return NULL;
    }
    return v;
}

json_t *json_text(const char *chars)
{
    size_t len = strlen(chars);
    json_t *v = json_stringn(chars, len);
    if (v)
        return v;
    size_t cap = len * 3 + 1; // each byte may become U+FFFD
    char *safe = malloc(cap);
    must(safe != NULL);
    text_copy(safe, cap, chars, len);
    v = json_string(safe);
    free(safe);
    must(v != NULL);
    return v;
}

static json_t *read_as(const char *chars, size_t len, size_t flags, char *why,
                       size_t why_cap)
{
    json_error_t error;
    if (len && memchr(chars, 0, len)) { // the library passes over some
        if (why)
            snprintf(why, why_cap, "the text holds a NUL");
        return NULL;
    }
    json_t *root =
        json_loadb(chars, len, JSON_REJECT_DUPLICATES | flags, &error);
    if (root || !why)
        return root;
    enum json_error_code code = json_error_code(&error);
    bool is_nul = code == json_error_null_character ||
                  code == json_error_null_byte_in_key;
    snprintf(why, why_cap, "line %d, column %d: %s", error.line, error.column,
             is_nul ? "the text holds a NUL" : error.text);
    return root;
}

json_t *json_read(const char *chars, size_t len, char *why, size_t why_cap)
{
    return read_as(chars, len, 0, why, why_cap);
}

json_t *json_read_any(const char *chars, size_t len)
{
    return read_as(chars, len, JSON_DECODE_ANY, NULL, 0);
}
