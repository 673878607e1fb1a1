#include "station/base/json_list.h"
#include "shared/must.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct json_list {
    const char *chars, *end;    // the whole text
    const char *first;          // of the entries
    const char *at;             // the next to be read
    int64_t line;               // of at, from 1
    json_t **entry;             // NULL once it is taken
    size_t count, cap, taken;
};

static const char *skip_space(const char *p, const char *end)
{
    while (p < end && strchr(" \t\r\n", *p) && *p)
        p++;
    return p;
}

// Behind the closing quote, or the end.
static const char *skip_string(const char *p, const char *end)
{
    for (p++; p < end && *p != '"'; p++)
        if (*p == '\\' && p + 1 < end)
            p++;
    return p < end ? p + 1 : end;
}

// Behind a value whose brackets match, whatever else is wrong inside.
static const char *skip_value(const char *p, const char *end)
{
    int64_t depth = 0;
    while (p < end) {
        if (*p == '"') {
            p = skip_string(p, end);
        } else if (*p == '{' || *p == '[') {
            depth++;
            p++;
        } else if (depth > 0 && (*p == '}' || *p == ']')) {
            depth--;
            p++;
        } else if (depth == 0 && strchr(",]} \t\r\n", *p)) {
            return p;
        } else {
            p++;
            continue;
        }
        if (depth == 0)
            return p;
    }
    return end;
}

// Behind the bracket that opens the list of this name, or NULL.
static const char *find_list(const char *p, const char *end, const char *name)
{
    size_t len = strlen(name);
    p = skip_space(p, end);
    if (p == end || *p != '{')
        return NULL;
    for (p = skip_space(p + 1, end); p < end && *p == '"';) {
        const char *key = p + 1;
        p = skip_string(p, end);
        bool is_it = (size_t)(p - key) == len + 1 &&
                     memcmp(key, name, len) == 0;
        p = skip_space(p, end);
        if (p == end || *p != ':')
            return NULL;
        p = skip_space(p + 1, end);
        if (is_it)
            return p < end && *p == '[' ? p + 1 : NULL;
        p = skip_space(skip_value(p, end), end);
        if (p == end || *p != ',')
            return NULL;
        p = skip_space(p + 1, end);
    }
    return NULL;
}

struct json_list *json_list_open(const char *chars, size_t len,
                                 const char *name, char *why, size_t why_cap)
{
    bool has_nul = len && memchr(chars, 0, len);
    const char *first = has_nul ? NULL : find_list(chars, chars + len, name);
    json_t *root = first ? NULL : json_read(chars, len, why, why_cap);
    if (root)
        snprintf(why, why_cap, "expected {\"%s\":[...]}", name);
    json_decref(root);
    if (!first)
        return NULL;
    struct json_list *l = calloc(1, sizeof *l);
    must(l != NULL);
    *l = (struct json_list){
        .chars = chars, .end = chars + len, .first = first, .line = 1};
    for (const char *p = chars; p < first; p++)
        l->line += *p == '\n';
    l->at = first;
    return l;
}

void json_list_close(struct json_list *l)
{
    if (!l)
        return;
    for (size_t i = l->taken; i < l->count; i++)
        json_decref(l->entry[i]);
    free(l->entry);
    free(l);
}

static void move_to(struct json_list *l, const char *p)
{
    for (; l->at < p; l->at++)
        l->line += *l->at == '\n';
}

static void keep(struct json_list *l, json_t *entry)
{
    if (l->count == l->cap) {
        l->cap = l->cap ? l->cap * 2 : 1024;
        json_t **grown = realloc(l->entry, l->cap * sizeof *grown);
        must(grown != NULL);
        l->entry = grown;
    }
    l->entry[l->count++] = entry;
}

// What is wrong, in the words of the whole text.
static int complain(const struct json_list *l, char *why, size_t why_cap)
{
    json_t *root =
        json_read(l->chars, (size_t)(l->end - l->chars), why, why_cap);
    if (root)
        snprintf(why, why_cap, "line %lld: not read", (long long)l->line);
    json_decref(root);
    return ERR_PARSE;
}

// The list is over at l->at: the text around it must be right, too.
static int read_rest(struct json_list *l, char *why, size_t why_cap)
{
    size_t head = (size_t)(l->first - l->chars);
    size_t tail = (size_t)(l->end - l->at);
    if (tail == 0 || *l->at != ']')
        return complain(l, why, why_cap);
    char *text = malloc(head + tail);
    must(text != NULL);
    memcpy(text, l->chars, head);
    memcpy(text + head, l->at, tail);
    json_t *root = json_read(text, head + tail, NULL, 0);
    free(text);
    if (!root)
        return complain(l, why, why_cap);
    json_decref(root);
    return 0;
}

int json_list_read(struct json_list *l, char *why, size_t why_cap)
{
    json_error_t error;
    move_to(l, skip_space(l->at, l->end));
    if (l->count > 0 && l->at < l->end && *l->at == ',')
        move_to(l, skip_space(l->at + 1, l->end));
    else if (l->count > 0 || (l->at < l->end && *l->at == ']'))
        return read_rest(l, why, why_cap);
    const char *stop = skip_value(l->at, l->end);
    json_t *entry = json_loadb(l->at, (size_t)(stop - l->at),
                               JSON_REJECT_DUPLICATES | JSON_DECODE_ANY,
                               &error);
    if (!entry && stop == l->at)
        return complain(l, why, why_cap);
    if (!entry) {
        snprintf(why, why_cap, "line %lld: %s",
                 (long long)(l->line + error.line - 1), error.text);
        return ERR_PARSE;
    }
    keep(l, entry);
    move_to(l, stop);
    return 1;
}

json_t *json_list_take(struct json_list *l)
{
    return l->taken < l->count ? l->entry[l->taken++] : NULL;
}

int64_t json_list_count(const struct json_list *l)
{
    return (int64_t)l->count;
}

int64_t json_list_taken(const struct json_list *l)
{
    return (int64_t)l->taken;
}
