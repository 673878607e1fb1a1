// Pages, scripts and pictures: embedded, or from a folder while editing.
#include "station/http/internal.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { ASSET_MAX = 4 * 1024 * 1024 };

static const char *type_of(const char *name)
{
    static const struct {
        const char *ending, *type;
    } TYPES[] = {{".html", "text/html; charset=utf-8"},
                 {".css", "text/css; charset=utf-8"},
                 {".js", "text/javascript; charset=utf-8"},
                 {".svg", "image/svg+xml"},
                 {".png", "image/png"}};
    size_t len = strlen(name);
    for (size_t i = 0; i < sizeof TYPES / sizeof TYPES[0]; i++) {
        size_t n = strlen(TYPES[i].ending);
        if (len > n && strcmp(name + len - n, TYPES[i].ending) == 0)
            return TYPES[i].type;
    }
    return "application/octet-stream";
}

static bool from_folder(struct http_server *s, struct http_request *rq,
                        const char *name)
{
    char path[512];
    snprintf(path, sizeof path, "%s/%s", s->setup.assets_dir, name);
    FILE *file = fopen(path, "re");
    char *bytes = file ? malloc(ASSET_MAX) : NULL;
    if (!bytes) {
        if (file)
            fclose(file);
        return false;
    }
    size_t len = fread(bytes, 1, ASSET_MAX, file);
    fclose(file);
    http_text(rq, 200, type_of(name), bytes, len);
    free(bytes);
    return true;
}

bool http_asset(struct http_server *s, struct http_request *rq)
{
    char name[128];
    bool is_get = !http_is_write(rq);
    const char *path = rq->path + 1;
    if (!is_get || strstr(path, "..") || strlen(path) > 100)
        return false;
    const char *home = s->setup.home ? s->setup.home : "index.html";
    const char *slash = strrchr(home, '/');
    int folder_len = slash ? (int)(slash - home) + 1 : 0;
    // A page is asked for by its name alone: it stands beside the first one.
    if (!path[0])
        snprintf(name, sizeof name, "%s", home);
    else if (!strchr(path, '.'))
        snprintf(name, sizeof name, "%.*s%s.html", folder_len, home, path);
    else
        snprintf(name, sizeof name, "%s", path);
    bool is_ours = false;
    for (const struct embed *f = s->setup.assets; f && f->name; f++) {
        if (strcmp(f->name, name) != 0)
            continue;
        is_ours = true;
        if (s->setup.assets_dir)
            break;
        http_static(rq, type_of(name), (const char *)f->bytes, f->len);
        return true;
    }
    return is_ours && from_folder(s, rq, name);
}
