// What goes wrong with files: lost, put back, copied.
#include "station/cli/cli.h"
#include "tests/model/world.h"

#include <dirent.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

static void path_of(char out[256], const char *folder, const char *name)
{
    snprintf(out, 256, "%s/%s", folder, name);
}

// Byte by byte into the same inode, as cp does.
static void copy_file(const char *from, const char *to)
{
    char bytes[65536];
    ssize_t n;
    int in = open(from, O_RDONLY | O_CLOEXEC);
    int out = open(to, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    assert_true(in >= 0 && out >= 0);
    while ((n = read(in, bytes, sizeof bytes)) > 0)
        assert_int_equal(write(out, bytes, (size_t)n), n);
    close(in);
    close(out);
}

static void copy_folder(const char *from, const char *to)
{
    char a[256], b[256];
    struct dirent *e;
    mkdir(to, 0700);
    DIR *dir = opendir(from);
    assert_non_null(dir);
    while ((e = readdir(dir))) {
        if (e->d_name[0] == '.')
            continue;
        path_of(a, from, e->d_name);
        path_of(b, to, e->d_name);
        copy_file(a, b);
    }
    closedir(dir);
}

static void empty_folder(const char *folder)
{
    char a[256];
    struct dirent *e;
    DIR *dir = opendir(folder);
    if (!dir)
        return;
    while ((e = readdir(dir))) {
        path_of(a, folder, e->d_name);
        if (e->d_name[0] != '.')
            unlink(a);
    }
    closedir(dir);
}

// A database, its log and nothing else, put where another one stands.
static void put_back(const char *from, const char *to)
{
    static const char *const LOGS[] = {"-wal", "-shm"};
    char path[256];
    copy_file(from, to);
    for (size_t i = 0; i < COUNT(LOGS); i++) {
        snprintf(path, sizeof path, "%s%s", to, LOGS[i]);
        unlink(path);
    }
}

static void backup(const char *file, const char *copy)
{
    char *argv[] = {(char *)(uintptr_t)file, (char *)(uintptr_t)copy};
    unlink(copy);
    assert_int_equal(cmd_backup(2, argv), 0);
}

static void copy_path(struct world *w, int nr, int copy, char out[256])
{
    snprintf(out, 256, "%s/copy-%d-%d.db", w->folder, nr, copy);
}

static bool is_there(const char *path)
{
    return access(path, F_OK) == 0;
}

static void restore(const char *copy, const char *file, bool by_hand)
{
    char *argv[] = {(char *)(uintptr_t)copy, (char *)(uintptr_t)file};
    if (by_hand)
        put_back(copy, file);
    else
        assert_int_equal(cmd_restore(2, argv), 0);
}

void faults_copy_central(struct world *w, int copy)
{
    char to[256];
    copy_path(w, WORLD_PARTIES, copy, to);
    backup(w->central.path, to);
}

void faults_copy_bench(struct world *w, int nr, int copy)
{
    char from[256], to[256];
    path_of(from, w->bench[nr].folder, "bench.db");
    copy_path(w, nr, copy, to);
    backup(from, to);
    w->copied_ms[nr][copy] = w->now_ms;
}

// The shop sends again what was ordered since, as shops do, at once or when
// benches have told already what they packed.
void faults_restore_central(struct world *w, int copy, bool by_hand)
{
    char from[256];
    copy_path(w, WORLD_PARTIES, copy, from);
    if (!is_there(from))
        return;
    central_down(w);
    restore(from, w->central.path, by_hand);
    central_up(w);
    truth_forgot(w);
    w->is_shop_behind = true;
    if (next_random(&w->random) % 2)
        people_order_again(w);
}

void faults_restore_bench(struct world *w, int nr, int copy, bool by_hand)
{
    char from[256], to[256];
    copy_path(w, nr, copy, from);
    path_of(to, w->bench[nr].folder, "bench.db");
    if (!is_there(from))
        return;
    truth_lost(w, nr, w->copied_ms[nr][copy]);
    party_down(w, nr);
    restore(from, to, by_hand);
    party_up(w, nr);
}

void faults_lose_bench(struct world *w, int nr)
{
    truth_lost(w, nr, 0);
    party_down(w, nr);
    empty_folder(w->bench[nr].folder);
    party_up(w, nr);
}

// Someone copies the whole disk of bench 1 to another machine.
void faults_clone(struct world *w)
{
    struct world_bench *clone = &w->bench[WORLD_CLONE];
    faults_unclone(w);
    party_down(w, 0);
    empty_folder(clone->folder);
    copy_folder(w->bench[0].folder, clone->folder);
    snprintf(clone->token, sizeof clone->token, "%s", w->bench[0].token);
    party_up(w, 0);
    party_up(w, WORLD_CLONE);
}

void faults_unclone(struct world *w)
{
    if (!w->bench[WORLD_CLONE].is_up)
        return;
    truth_lost(w, WORLD_CLONE, 0);
    party_down(w, WORLD_CLONE);
}

void faults_clock(struct world *w, int nr)
{
    static const int64_t SKEWS_MS[] = {
        0, 0, 3600000, -7200000, 86400000, -2592000000, 63072000000};
    w->bench[nr].skew_ms = SKEWS_MS[next_random(&w->random) % COUNT(SKEWS_MS)];
}
