#include "station/store/bench/chain.h"

#include <stdio.h>
#include <string.h>

void chain_check(struct check *c, struct chain *chain,
                 const struct journal_row *row)
{
    uint8_t hash[SECRET_DIGEST_LEN];
    char text[160];
    if (row->seq != chain->tip.seq + 1) {
        snprintf(text, sizeof text,
                 "journal %lld: event %lld follows event %lld",
                 (long long)chain->owner, (long long)row->seq,
                 (long long)chain->tip.seq);
        check_find(c, text);
        chain->tip.seq = row->seq - 1;
    }
    journal_hash(&chain->tip, row, hash);
    if (memcmp(hash, row->hash, sizeof hash) != 0) {
        snprintf(text, sizeof text,
                 "journal %lld: event %lld was changed, or one before it",
                 (long long)chain->owner, (long long)row->seq);
        check_find(c, text);
    }
    chain->tip.seq = row->seq;
    memcpy(chain->tip.hash, row->hash, sizeof chain->tip.hash);
}

struct walk {
    struct check *check;
    struct chain chain;
};

static bool on_row(void *arg, const struct journal_row *row)
{
    struct walk *w = arg;
    chain_check(w->check, &w->chain, row);
    return true;
}

int chain_check_bench(struct check *c)
{
    struct walk w = {.check = c};
    int64_t rc = journal_each(c->st, 0, 0, on_row, &w);
    if (rc < 0)
        return (int)rc;
    if (store_counter(c->st, "acked_seq", 0) > w.chain.tip.seq)
        check_find(c, "central has acknowledged events that are not here");
    return ERR_OK;
}
