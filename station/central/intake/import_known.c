// Items that earlier slices of a preview made and undid; see
// import_internal.h. Of each only its code is kept, 64 bits of it.
#include "station/central/intake/goods.h"
#include "station/central/intake/import_internal.h"
#include "shared/must.h"

#include <stdio.h>
#include <stdlib.h>

struct import_known {
    uint64_t *key;              // open addressing; 0 is free
    size_t cap, count;          // cap is a power of two
};

static uint64_t key_of(const char *sku)
{
    uint64_t h = 1469598103934665603u; // FNV-1a
    for (; *sku; sku++)
        h = (h ^ (unsigned char)*sku) * 1099511628211u;
    return h ? h : 1;
}

static uint64_t *place_of(uint64_t *keys, size_t cap, uint64_t key)
{
    size_t i = key & (cap - 1);
    while (keys[i] && keys[i] != key)
        i = (i + 1) & (cap - 1);
    return &keys[i];
}

struct import_known *import_known_open(void)
{
    struct import_known *k = calloc(1, sizeof *k);
    must(k != NULL);
    k->cap = 1024;
    k->key = calloc(k->cap, sizeof *k->key);
    must(k->key != NULL);
    return k;
}

void import_known_close(struct import_known *k)
{
    if (k)
        free(k->key);
    free(k);
}

static void grow(struct import_known *k)
{
    uint64_t *grown = calloc(k->cap * 2, sizeof *grown);
    must(grown != NULL);
    for (size_t i = 0; i < k->cap; i++)
        if (k->key[i])
            *place_of(grown, k->cap * 2, k->key[i]) = k->key[i];
    free(k->key);
    k->key = grown;
    k->cap *= 2;
}

static void remember(struct import_known *k, const char *sku)
{
    uint64_t key = key_of(sku);
    uint64_t *at = place_of(k->key, k->cap, key);
    k->count += *at == 0;
    *at = key;
    if (k->count * 2 > k->cap)
        grow(k);
}

// k is NULL when it is no preview.
bool import_known_has(const struct import_known *k, const char *sku)
{
    return k && *place_of(k->key, k->cap, key_of(sku));
}

// A bare item of this code, when one was made before and is not there now.
static void make_again(struct importer *im, const char *sku)
{
    const struct import_known *k = im->known;
    if (!sku[0] || !import_known_has(k, sku) ||
        items_id(im->st, sku))
        return;
    struct item *bare = turn_alloc(im->office->turn, sizeof *bare);
    *bare = (struct item){.name = "again"};
    snprintf(bare->sku, sizeof bare->sku, "%s", sku);
    (void)items_save(im->st, bare);
}

enum outcome import_save_item(struct importer *im, const struct item *item,
                              struct outcome_why *why)
{
    if (!im->known)
        return goods_item_save(im->st, item, why);
    for (int32_t i = 0; i < item->part_count; i++)
        make_again(im, item->part[i].sku);
    make_again(im, item->substitute);
    enum outcome outcome = goods_item_save(im->st, item, why);
    if (outcome == OUTCOME_NEW)
        remember(im->known, item->sku);
    return outcome;
}
