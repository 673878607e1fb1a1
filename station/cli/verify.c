// tallyman verify: what is off in a file, or in central's beside its benches'.
#include "station/cli/cli.h"
#include "station/store/verify.h"

#include <stdio.h>
#include <stdlib.h>

const struct usage VERIFY_USAGE = {
    "tallyman verify",
    "FILE\n"
    "       tallyman verify CENTRAL BENCH..."};

enum { BENCHES_MAX = 64 };

struct site {
    struct store central;
    struct store bench_store[BENCHES_MAX];
    struct verify_bench bench[BENCHES_MAX];
    int32_t bench_count;
};

static void print(void *arg, const char *finding)
{
    (void)arg;
    printf("%s\n", finding);
}

static bool open_one(struct store *st, const char *name)
{
    if (store_open_readonly(st, name) == ERR_OK)
        return true;
    fprintf(stderr, "tallyman: %s\n", store_why(st));
    return false;
}

static bool open_all(struct site *s, int argc, char **argv)
{
    if (!open_one(&s->central, argv[0]))
        return false;
    for (int i = 1; i < argc; i++) {
        struct store *st = &s->bench_store[s->bench_count];
        if (!open_one(st, argv[i]))
            return false;
        s->bench[s->bench_count++] =
            (struct verify_bench){.name = argv[i], .st = st};
        if (s->central.kind != STORE_CENTRAL || st->kind != STORE_BENCH) {
            fprintf(stderr, "tallyman: first central's file, then those of "
                            "benches\n");
            return false;
        }
    }
    return true;
}

static void say_all_is_well(const struct site *s, const char *name)
{
    printf("%s: %s, nothing is off\n", name,
           s->central.kind == STORE_BENCH ? "a bench's journal"
                                          : "central's books");
}

static int check_all(struct site *s, const char *name)
{
    int64_t findings = s->bench_count ? verify_site(&s->central, s->bench,
                                                    s->bench_count, print, NULL)
                                      : verify_run(&s->central, print, NULL);
    for (int32_t i = 0; i < s->bench_count && findings >= 0; i++) {
        int64_t own = verify_run(s->bench[i].st, print, NULL);
        if (s->bench[i].unsent > 0)
            printf("%s: %lld events are still to be handed over\n",
                   s->bench[i].name, (long long)s->bench[i].unsent);
        if (own < 0)
            fprintf(stderr, "tallyman: %s\n", store_why(s->bench[i].st));
        findings = own < 0 ? own : findings + own;
    }
    if (findings < 0)
        fprintf(stderr, "tallyman: %s\n", store_why(&s->central));
    else if (findings == 0)
        say_all_is_well(s, name);
    return findings == 0 ? 0 : 1;
}

int cmd_verify(int argc, char **argv)
{
    if (argc < 1)
        return usage_wrong(&VERIFY_USAGE, "", "one FILE, please");
    if (argc > BENCHES_MAX + 1)
        return usage_wrong(&VERIFY_USAGE, "", "more than 64 benches");
    struct site *s = calloc(1, sizeof *s);
    if (!s) {
        fprintf(stderr, "tallyman: there is no memory left\n");
        return 1;
    }
    int status = open_all(s, argc, argv) ? check_all(s, argv[0]) : 1;
    store_close(&s->central);
    for (int32_t i = 0; i < s->bench_count; i++)
        store_close(s->bench[i].st);
    free(s);
    return status;
}
