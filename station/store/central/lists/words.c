#include "station/store/central/lists/words.h"
#include "station/store/central/floor/changes.h"
#include "station/store/engine/query.h"

#include <string.h>

// From U+00C0 on, what each letter is without its accent; a blank is no letter.
static const char LATIN[] = "aaaaaaaceeeeiiiidnooooo ouuuuypsaaaaaaaceeeeiiii"
                            "dnooooo ouuuuypy";

// The letter at *name, small and bare, in out; returns its bytes, 0 for what
// stands between words. *len is how many bytes of the name it was.
static size_t letter(const char *name, char out[4], size_t *len)
{
    const unsigned char *c = (const unsigned char *)name;
    *len = 1;
    if (*c == 0xC3 && c[1] >= 0x80) {
        *len = 2;
        out[0] = LATIN[c[1] - 0x80];
        return out[0] != ' ';
    }
    if (*c >= 0xC0)
        while ((c[*len] & 0xC0) == 0x80 && *len < 4)
            ++*len;
    memcpy(out, name, *len);
    if (*c >= 0xC0)
        return *len;
    if (*c >= 'A' && *c <= 'Z')
        out[0] = (char)(*c + ('a' - 'A'));
    return (out[0] >= 'a' && out[0] <= 'z') || (*c >= '0' && *c <= '9');
}

bool words_next(const char **name, char out[WORD_MAX + 1])
{
    size_t have = 0;
    while (**name) {
        char one[4];
        size_t len, bytes = letter(*name, one, &len);
        if (bytes == 0 && have > 0)
            break;
        *name += len;
        if (have + bytes <= WORD_MAX) {
            memcpy(out + have, one, bytes);
            have += bytes;
        }
    }
    out[have] = 0;
    return have > 0;
}

static void forget(struct store *st, const char *kind, int64_t id)
{
    struct query q;
    query_begin(&q, st,
                "DELETE FROM name_word WHERE kind = ?1 AND ref_id = ?2");
    query_text(&q, 1, kind);
    query_int(&q, 2, id);
    query_write(&q);
}

static void keep(struct store *st, const char *kind, int64_t id,
                 const char *name)
{
    struct query q;
    char word[WORD_MAX + 1];
    for (int n = 0; n < WORDS_MAX && words_next(&name, word); n++) {
        query_begin(&q, st,
                    "INSERT INTO name_word (kind, word, ref_id)"
                    " VALUES (?1, ?2, ?3) ON CONFLICT DO NOTHING");
        query_text(&q, 1, kind);
        query_text(&q, 2, word);
        query_int(&q, 3, id);
        query_write(&q);
    }
}

enum { NAMES_MAX = 1024 };      // bytes, of all names of one thing

// Read to the end before anything is written.
static void take_names(struct query *q, char out[NAMES_MAX])
{
    char name[NAMES_MAX];
    size_t len = 0;
    out[0] = 0;
    while (query_row(q) > 0) {
        query_copy_text(q, 0, name, sizeof name);
        size_t more = strlen(name);
        if (len + more + 2 > NAMES_MAX)
            continue;
        memcpy(out + len, name, more);
        len += more;
        out[len++] = ' ';
        out[len] = 0;
    }
}

static void words_item(struct store *st, int64_t item_id)
{
    struct query q;
    char names[NAMES_MAX];
    query_begin(&q, st, "SELECT name FROM item WHERE item_id = ?1");
    query_int(&q, 1, item_id);
    take_names(&q, names);
    forget(st, "item", item_id);
    keep(st, "item", item_id, names);
}

void words_order(struct store *st, int64_t order_id)
{
    struct query q;
    char names[NAMES_MAX];
    query_begin(&q, st,
                "SELECT customer FROM orders WHERE order_id = ?1"
                " UNION ALL SELECT name || ' ' || company FROM ship_group"
                " WHERE order_id = ?1");
    query_int(&q, 1, order_id);
    take_names(&q, names);
    forget(st, "order", order_id);
    keep(st, "order", order_id, names);
}

static int32_t fill_items(struct store *st)
{
    struct change change[WORDS_AT_ONCE];
    int64_t rev = store_counter(st, "words_rev", 0);
    int32_t count = changes_load(st, rev, change, WORDS_AT_ONCE);
    for (int32_t i = 0; i < count; i++)
        if (strcmp(change[i].kind, "item") == 0)
            words_item(st, change[i].ref_id);
    if (count > 0)
        store_counter_set(st, "words_rev", change[count - 1].rev);
    return count;
}

static int32_t fill_orders(struct store *st)
{
    struct query q;
    int64_t id[WORDS_AT_ONCE];
    int32_t count = 0;
    query_begin(&q, st,
                "SELECT order_id FROM orders WHERE order_id > ?1"
                " ORDER BY order_id LIMIT ?2");
    query_int(&q, 1, store_counter(st, "words_order", 0));
    query_int(&q, 2, WORDS_AT_ONCE);
    while (query_row(&q) > 0 && count < WORDS_AT_ONCE)
        id[count++] = query_get_int(&q, 0);
    query_end(&q);
    for (int32_t i = 0; i < count; i++)
        words_order(st, id[i]);
    if (count > 0)
        store_counter_set(st, "words_order", id[count - 1]);
    return count;
}

bool words_fill(struct store *st)
{
    int32_t items = fill_items(st), orders = fill_orders(st);
    return items == WORDS_AT_ONCE || orders == WORDS_AT_ONCE;
}
