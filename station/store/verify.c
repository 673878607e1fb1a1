#include "station/store/verify.h"
#include "station/store/bench/chain.h"
#include "station/store/central/books.h"
#include "station/store/compare.h"

#include <stdio.h>

int64_t verify_site(struct store *central, struct verify_bench *bench,
                    int32_t bench_count, check_fn *each, void *arg)
{
    struct check c = {.st = central, .each = each, .arg = arg};
    struct labels labels = {0};
    if (central->is_older) {
        snprintf(central->why, sizeof central->why,
                 "the file is of an older version: start tallyman-central "
                 "with it once, or verify it with its own version");
        return ERR_CONFLICT;
    }
    int rc = check_file(&c);
    if (rc == ERR_OK)
        rc = books_check(&c, &labels);
    if (rc == ERR_OK)
        rc = books_check_identity(&c);
    for (int32_t i = 0; i < bench_count && rc == ERR_OK; i++) {
        rc = compare_bench(&c, bench[i].st, bench[i].name, &labels,
                           &bench[i].unsent);
        if (rc < 0)
            snprintf(central->why, sizeof central->why, "%s",
                     store_why(bench[i].st));
    }
    int labels_rc = labels_check(&c, &labels);
    if (rc == ERR_OK)
        rc = labels_rc;
    return rc < 0 ? rc : c.findings;
}

int64_t verify_run(struct store *st, check_fn *each, void *arg)
{
    struct check c = {.st = st, .each = each, .arg = arg};
    if (st->kind == STORE_CENTRAL)
        return verify_site(st, NULL, 0, each, arg);
    int rc = check_file(&c);
    if (rc == ERR_OK)
        rc = chain_check_bench(&c);
    return rc < 0 ? rc : c.findings;
}
