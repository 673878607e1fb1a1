#include "station/base/conf.h"
#include "station/base/nearest.h"
#include "station/base/text.h"

#include <errno.h>
#include <ini.h>
#include <stdio.h>
#include <string.h>

static void complain(struct conf *c, int line, const char *what,
                     const char *which)
{
    if (!c->why[0])
        snprintf(c->why, sizeof c->why, "%s:%d: %s: %s", c->path, line, which,
                 what);
}

// Debian's inih does not tell a handler its line, so the reader counts.
struct reading {
    struct conf *conf;
    FILE *file;
    int line;
};

static char *read_line(char *out, int cap, void *arg)
{
    struct reading *r = arg;
    r->line++;
    return fgets(out, cap, r->file);
}

static int on_entry(void *arg, const char *section, const char *name,
                    const char *value)
{
    struct reading *r = arg;
    struct conf *c = r->conf;
    int line = r->line;
    if (c->count == CONF_ENTRIES_MAX) {
        complain(c, line, "more than 1024 settings", name);
        return 0;
    }
    struct conf_entry *e = &c->entry[c->count];
    if (text_field(e->section, sizeof e->section, section, strlen(section)) ||
        text_field(e->name, sizeof e->name, name, strlen(name)) ||
        text_field(e->value, sizeof e->value, value, strlen(value))) {
        complain(c, line, "too long, or not UTF-8", name);
        return 0;
    }
    e->line = line;
    e->is_used = false;
    e->near[0] = 0;
    for (int i = 0; i < c->count; i++)
        if (strcmp(c->entry[i].section, section) == 0 &&
            strcmp(c->entry[i].name, name) == 0)
            complain(c, line, "given twice", name);
    c->count++;
    return 1;
}

int conf_open(struct conf *c, const char *path)
{
    c->count = 0;
    c->why[0] = 0;
    snprintf(c->path, sizeof c->path, "%s", path);
    struct reading r = {.conf = c, .file = fopen(path, "re")};
    if (!r.file) {
        snprintf(c->why, sizeof c->why, "%s: %s", path, strerror(errno));
        return ERR_MISSING;
    }
    int rc = ini_parse_stream(read_line, &r, on_entry, &r);
    fclose(r.file);
    if (rc > 0)
        complain(c, rc, "not a [section] or name = value", "syntax");
    return c->why[0] ? ERR_PARSE : ERR_OK;
}

// A key that nobody asks for may be a slip of one that somebody does.
static void keep_near(struct conf_entry *e, const char *name)
{
    struct nearest n;
    if (e->is_used)
        return;
    nearest_init(&n, e->name);
    if (e->near[0])
        nearest_offer(&n, e->near);
    nearest_offer(&n, name);
    if (n.word == name)
        text_copy(e->near, sizeof e->near, name, strlen(name));
}

static struct conf_entry *find(struct conf *c, const char *section,
                               const char *name)
{
    struct conf_entry *found = NULL;
    for (int i = 0; i < c->count; i++) {
        struct conf_entry *e = &c->entry[i];
        if (strcmp(e->section, section) != 0)
            continue;
        if (!found && strcmp(e->name, name) == 0) {
            e->is_used = true;
            found = e;
        } else {
            keep_near(e, name);
        }
    }
    return found;
}

const char *conf_text(struct conf *c, const char *section, const char *name,
                      const char *fallback)
{
    struct conf_entry *e = find(c, section, name);
    if (e)
        return e->value;
    if (!fallback && !c->why[0])
        snprintf(c->why, sizeof c->why, "%s: [%s] %s is missing", c->path,
                 section, name);
    return fallback ? fallback : "";
}

void conf_copy(struct conf *c, const char *section, const char *name,
               const char *fallback, char *out, size_t cap)
{
    const char *text = conf_text(c, section, name, fallback);
    const struct conf_entry *e = find(c, section, name);
    size_t len = strlen(text);
    if (len >= cap) {
        char what[60];
        snprintf(what, sizeof what, "is longer than %zu characters", cap - 1);
        complain(c, e ? e->line : 0, what, name);
        len = 0;
    }
    memmove(out, text, len); // the fallback may be what stands there
    out[len] = 0;
}

int64_t conf_int(struct conf *c, const char *section, const char *name,
                 int64_t least, int64_t most, int64_t fallback)
{
    struct conf_entry *e = find(c, section, name);
    int64_t value;
    if (!e)
        return fallback;
    if (text_to_int(e->value, strlen(e->value), &value) < 0 || value < least ||
        value > most) {
        char what[80];
        snprintf(what, sizeof what, "must be a number from %lld to %lld",
                 (long long)least, (long long)most);
        complain(c, e->line, what, name);
        return fallback;
    }
    return value;
}

bool conf_bool(struct conf *c, const char *section, const char *name,
               bool fallback)
{
    struct conf_entry *e = find(c, section, name);
    if (!e)
        return fallback;
    if (strcmp(e->value, "yes") == 0)
        return true;
    if (strcmp(e->value, "no") != 0)
        complain(c, e->line, "must be yes or no", name);
    return false;
}

const char *conf_section(const struct conf *c, const char *prefix, int n)
{
    size_t len = strlen(prefix);
    const char *last = NULL;
    for (int i = 0; i < c->count; i++) {
        const char *s = c->entry[i].section;
        if (strncmp(s, prefix, len) != 0 || s[len] != ' ')
            continue;
        if (last && strcmp(last, s) == 0)
            continue;
        last = s;
        if (n-- == 0)
            return s + len + 1;
    }
    return NULL;
}

int conf_finish(struct conf *c)
{
    char what[CONF_NAME_MAX + 60];
    for (int i = 0; i < c->count; i++) {
        const struct conf_entry *e = &c->entry[i];
        if (e->is_used)
            continue;
        snprintf(what, sizeof what, "is not a setting of this program%s%s%s",
                 e->near[0] ? "; " : "", e->near, e->near[0] ? " is" : "");
        complain(c, e->line, what, e->name);
    }
    return c->why[0] ? ERR_PARSE : ERR_OK;
}
