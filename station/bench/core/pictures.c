#include "station/bench/core/pictures.h"
#include "station/base/log.h"
#include "station/base/secret.h"
#include "station/http/client.h"
#include "station/record/feed.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { FILE_PATH_MAX = 400 };

enum want_state { WANT_NONE, WANT_WAITS, WANT_CALLED, WANT_FAILED };

struct want {
    enum want_state state;
    int64_t again_ms;               // of a failed one
    char name[PICTURE_NAME_LEN + 1];
    char url[FEED_URL_MAX + 1];
    struct core *core;
};

struct pictures {
    struct http_client *client;
    int32_t count;                  // in the younger folder
    int32_t called;
    struct want want[PICTURES_WANTED];
};

static void path_of(const struct core *c, const char *folder, const char *name,
                    char out[FILE_PATH_MAX])
{
    snprintf(out, FILE_PATH_MAX, "%s/%s%s%s", c->conf.data, folder,
             name[0] ? "/" : "", name);
}

static bool begins(const char *bytes, size_t len, const char *with, size_t n)
{
    return len >= n && memcmp(bytes, with, n) == 0;
}

// By their first bytes, whatever a server says that they are.
static const char *type_of(const char *bytes, size_t len)
{
    if (begins(bytes, len, "\x89PNG\r\n\x1a\n", 8))
        return "image/png";
    if (begins(bytes, len, "\xFF\xD8\xFF", 3))
        return "image/jpeg";
    if (begins(bytes, len, "GIF8", 4))
        return "image/gif";
    if (begins(bytes, len, "RIFF", 4) && len > 12 &&
        memcmp(bytes + 8, "WEBP", 4) == 0)
        return "image/webp";
    return NULL;
}

static int32_t count_files(const char *folder)
{
    int32_t count = 0;
    DIR *dir = opendir(folder);
    while (dir && readdir(dir))
        count++;
    if (dir)
        closedir(dir);
    return count;
}

static void empty_folder(const char *folder)
{
    const struct dirent *e;
    DIR *dir = opendir(folder);
    while (dir && (e = readdir(dir)))
        (void)!unlinkat(dirfd(dir), e->d_name, 0);
    if (dir)
        closedir(dir);
    (void)!rmdir(folder);
}

// The younger half becomes the older one. Costs as many files as are dropped,
// once in as many new ones.
static void turn_over(struct core *c)
{
    char young[FILE_PATH_MAX], old[FILE_PATH_MAX];
    path_of(c, "pictures", "", young);
    path_of(c, "pictures.old", "", old);
    empty_folder(old);
    if (rename(young, old) != 0 || mkdir(young, 0700) != 0)
        log_warn("pictures_not_turned folder=%s errno=%d", young, errno);
    c->pictures->count = 0;
}

void pictures_open(struct core *c)
{
    char folder[FILE_PATH_MAX];
    path_of(c, "pictures", "", folder);
    struct pictures *p = calloc(1, sizeof *p);
    if (!p || (mkdir(folder, 0700) != 0 && errno != EEXIST) ||
        http_client_open(c->loop, &p->client) < 0) {
        log_warn("pictures_not_kept folder=%s errno=%d", folder, errno);
        free(p);
        return;
    }
    p->count = count_files(folder);
    c->pictures = p;
}

void pictures_close(struct core *c)
{
    if (c->pictures)
        http_client_close(c->pictures->client);
}

void pictures_free(struct core *c)
{
    if (c->pictures)
        free(c->pictures->client);
    free(c->pictures);
    c->pictures = NULL;
}

// Seen whole, or not at all.
static bool keep(struct core *c, const char *name, const char *bytes,
                 size_t len)
{
    char path[FILE_PATH_MAX], made[FILE_PATH_MAX];
    if (c->pictures->count >= PICTURES_HALF)
        turn_over(c);
    path_of(c, "pictures", name, path);
    path_of(c, "pictures", "new", made);
    FILE *f = fopen(made, "wbe");
    if (!f)
        return false;
    bool is_written = fwrite(bytes, 1, len, f) == len;
    is_written = fclose(f) == 0 && is_written;
    if (!is_written || rename(made, path) != 0) {
        (void)!unlink(made);
        return false;
    }
    c->pictures->count++;
    return true;
}

static void call_next(struct core *c);

static void on_answer(void *arg, int status, const char *chars, size_t len)
{
    struct want *w = arg;
    struct core *c = w->core;
    const char *why = status != 200          ? "no answer that is one"
                      : !type_of(chars, len) ? "neither PNG, JPEG, GIF nor WebP"
                      : keep(c, w->name, chars, len) ? NULL
                                                     : "no room to keep it";
    c->pictures->called--;
    if (why) {
        log_warn("picture_not_kept url=\"%s\" status=%d why=\"%s\"", w->url,
                 status, why);
        w->state = WANT_FAILED;
        w->again_ms = loop_now_ms(c->loop) + PICTURE_AGAIN_MS;
    } else {
        w->state = WANT_NONE;
        c->is_changed = true;
    }
    call_next(c);
}

static void call_next(struct core *c)
{
    struct pictures *p = c->pictures;
    for (int i = 0; i < PICTURES_WANTED && p->called < PICTURES_AT_ONCE; i++) {
        struct want *w = &p->want[i];
        struct http_call call = {
            .method = "GET", .url = w->url, .answer_max = PICTURE_MAX};
        if (w->state != WANT_WAITS ||
            http_client_call(p->client, &call, on_answer, w) < 0)
            continue;
        w->state = WANT_CALLED;
        p->called++;
    }
}

// A place for it: a free one, or that of the failure which is tried again
// first. NULL when it is wanted already, or all are: it is asked for again.
static struct want *place_for(struct pictures *p, const char *name,
                              int64_t now_ms)
{
    struct want *best = NULL;
    for (int i = 0; i < PICTURES_WANTED; i++) {
        struct want *w = &p->want[i];
        if (w->state != WANT_NONE && strcmp(w->name, name) == 0)
            return w->state == WANT_FAILED && now_ms >= w->again_ms ? w : NULL;
        if (w->state == WANT_NONE)
            best = best && best->state == WANT_NONE ? best : w;
        else if (w->state == WANT_FAILED &&
                 (!best || (best->state == WANT_FAILED &&
                            w->again_ms < best->again_ms)))
            best = w;
    }
    return best;
}

static void want(struct core *c, const char *name, const char *url)
{
    struct want *w =
        place_for(c->pictures, name, loop_now_ms(c->loop));
    if (!w)
        return;
    w->core = c;
    w->state = WANT_WAITS;
    snprintf(w->name, sizeof w->name, "%s", name);
    snprintf(w->url, sizeof w->url, "%s", url);
    call_next(c);
}

// One that is looked at again is young again.
static bool is_here(struct core *c, const char *name)
{
    char young[FILE_PATH_MAX], old[FILE_PATH_MAX];
    path_of(c, "pictures", name, young);
    if (access(young, R_OK) == 0)
        return true;
    path_of(c, "pictures.old", name, old);
    if (rename(old, young) != 0)
        return false;
    c->pictures->count++;
    return true;
}

void pictures_path(struct core *c, const char *url, char out[PICTURE_PATH_MAX])
{
    uint8_t digest[SECRET_DIGEST_LEN];
    char hex[SECRET_DIGEST_TEXT + 1], name[PICTURE_NAME_LEN + 1];
    out[0] = 0;
    if (!c->pictures || !url[0])
        return;
    secret_digest(url, strlen(url), "", 0, digest);
    secret_hex(digest, sizeof digest, hex);
    snprintf(name, sizeof name, "%.*s", PICTURE_NAME_LEN, hex);
    if (is_here(c, name))
        snprintf(out, PICTURE_PATH_MAX, "/bench/pictures/%s", name);
    else
        want(c, name, url);
}

char *pictures_read(struct core *c, const char *name, size_t *len,
                    const char **type)
{
    char path[FILE_PATH_MAX];
    if (strlen(name) != PICTURE_NAME_LEN ||
        strspn(name, "0123456789abcdef") != PICTURE_NAME_LEN)
        return NULL; // leads out of the folder
    path_of(c, "pictures", name, path);
    FILE *f = fopen(path, "rbe");
    char *bytes = f ? malloc(PICTURE_MAX) : NULL;
    *len = bytes ? fread(bytes, 1, PICTURE_MAX, f) : 0;
    if (f)
        fclose(f);
    *type = type_of(bytes ? bytes : "", *len);
    if (*type)
        return bytes;
    free(bytes);
    return NULL;
}
