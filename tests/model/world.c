#include "tests/model/world.h"
#include "station/base/secret.h"

#include <ftw.h>
#include <stdlib.h>
#include <unistd.h>

int64_t world_wall_ms, world_now_ms;

int64_t __wrap_clock_wall_ms(void);
int64_t __wrap_clock_now_ms(void);

int64_t __wrap_clock_wall_ms(void)
{
    return world_wall_ms;
}

int64_t __wrap_clock_now_ms(void)
{
    return world_now_ms;
}

struct world *world_open(uint64_t seed)
{
    // In memory: a day is thousands of commits, and none is a power cut.
    char memory[] = "/dev/shm/tallyman-model-XXXXXX";
    char disk[] = "/tmp/tallyman-model-XXXXXX";
    char *folder = access("/dev/shm", W_OK) == 0 ? memory : disk;
    struct world *w = calloc(1, sizeof *w);
    assert_non_null(w);
    assert_non_null(mkdtemp(folder));
    assert_int_equal(secret_init(), ERR_OK);
    snprintf(w->folder, sizeof w->folder, "%s", folder);
    w->seed = w->random = seed;
    w->wall_ms = 1795683600000; // 2026-11-26 09:00 UTC
    w->now_ms = 100000;
    snprintf(w->central.path, sizeof w->central.path, "%s/central.db", folder);
    for (int i = 0; i < WORLD_PARTIES; i++) {
        struct world_bench *p = &w->bench[i];
        p->nr = i;
        p->world = w;
        p->is_printer_ready = true;
        snprintf(p->folder, sizeof p->folder, "%s/bench-%d", folder, i + 1);
    }
    world_wall_ms = w->wall_ms;
    world_now_ms = w->now_ms;
    central_make(w);
    return w;
}

static int remove_one(const char *path, const struct stat *s, int flag,
                      struct FTW *at)
{
    (void)s;
    (void)flag;
    (void)at;
    return remove(path);
}

void world_close(struct world *w)
{
    for (int i = 0; i < WORLD_PARTIES; i++)
        if (w->bench[i].is_up)
            party_down(w, i);
    if (w->central.is_up)
        central_down(w);
    nftw(w->folder, remove_one, 16, FTW_DEPTH | FTW_PHYS);
    free(w);
}
