#include "station/store/verify.h"
#include "station/store/bench/chain.h"
#include "station/store/central/books.h"

int64_t verify_run(struct store *st, check_fn *each, void *arg)
{
    struct check c = {.st = st, .each = each, .arg = arg};
    int rc = check_file(&c);
    if (rc == ERR_OK)
        rc = st->kind == STORE_BENCH ? chain_check_bench(&c) : books_check(&c);
    return rc < 0 ? rc : c.findings;
}
