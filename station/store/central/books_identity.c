// Whether central's books agree with what benches said that they did, and
// whether each claim and number has somebody who has it.
#include "station/store/central/books.h"
#include "station/store/central/floor/journals.h"
#include "station/store/engine/query.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

// Each row is a finding, in whole sentences.
static const char *const SENTENCES[] = {
    "SELECT 'order ' || o.order_no || ' counts as packed, and no bench told"
    " that it packed it: look for its parcel'"
    " FROM shipment s JOIN orders o ON o.order_id = s.order_id"
    " WHERE s.state IN ('packed', 'handed_over', 'delivered')"
    " AND NOT EXISTS (SELECT 1 FROM event e WHERE e.shipment_id ="
    " s.shipment_id AND e.shipment_id > 0 AND e.kind = 'done')"
    " AND NOT EXISTS (SELECT 1 FROM exception x"
    " WHERE x.shipment_id = s.shipment_id)",
    "SELECT t.name || ' packed order ' || coalesce(o.order_no,"
    " '(not in the books)') || ' (event ' || e.seq || '), and it does not"
    " count as packed: find the parcel before the order is packed again'"
    " FROM event e JOIN journal j ON j.journal_no = e.journal_no"
    " JOIN station t ON t.station_id = j.station_id"
    " LEFT JOIN shipment s ON s.shipment_id = e.shipment_id"
    " LEFT JOIN orders o ON o.order_id = s.order_id"
    " WHERE e.kind = 'done' AND coalesce(s.state, '') NOT IN"
    " ('packed', 'handed_over', 'delivered')"
    " AND NOT EXISTS (SELECT 1 FROM parcel p WHERE p.back_ms > 0"
    " AND p.shipment_id = e.shipment_id)"
    " AND NOT EXISTS (SELECT 1 FROM exception x"
    " WHERE x.journal_no = e.journal_no AND x.seq = e.seq"
    " AND x.journal_no > 0)",
    "SELECT 'order ' || o.order_no || ' is claimed by ' || coalesce(t.name,"
    " 'a bench that does not exist') || ', which works with another file"
    " now: look for its parcel there, then release the order'"
    " FROM shipment s JOIN orders o ON o.order_id = s.order_id"
    " LEFT JOIN station t ON t.station_id = s.station_id"
    " WHERE s.state = 'claimed'"
    " AND (t.station_id IS NULL OR t.journal_no <> s.journal_no)",
    "SELECT 'a parcel of order ' || p.order_no || ', which was not in the"
    " books, was packed (' || p.numbers || '), and nobody was told: look for"
    " it, and take the order in again'"
    " FROM orphan p WHERE NOT EXISTS (SELECT 1 FROM exception x"
    " WHERE x.journal_no = p.journal_no AND x.seq = p.seq"
    " AND x.journal_no > 0)",
    "SELECT 'parcel ' || p.tracking || ' of order ' || o.order_no || ' bears"
    " a number that was spent for another order: find both parcels'"
    " FROM parcel p JOIN shipment_tracking k ON k.tracking = p.tracking"
    " JOIN shipment s ON s.shipment_id = p.shipment_id"
    " JOIN orders o ON o.order_id = s.order_id"
    " WHERE k.shipment_id <> p.shipment_id",
    "SELECT 'the next number of ' || c.name || ' is ' || c.value || ', and'"
    " || ' it was given before: restore, or the next one stands twice'"
    " FROM counter c WHERE c.name = 'order_id'"
    " AND c.value <= (SELECT coalesce(max(order_id), 0) FROM orders)",
    "SELECT 'the next number of ' || c.name || ' is ' || c.value || ', and'"
    " || ' it was given before: restore, or the next one stands twice'"
    " FROM counter c WHERE c.name = 'shipment_id'"
    " AND c.value <= (SELECT coalesce(max(shipment_id), 0) FROM shipment)",
    "SELECT 'the next number of ' || c.name || ' is ' || c.value || ', and'"
    " || ' it was lent before: restore, or the next one stands twice'"
    " FROM counter c WHERE c.name = 'sscc_next'"
    " AND c.value < (SELECT coalesce(max(end_no), 0) FROM loan)",
};

static int check_sentences(struct check *c)
{
    struct query q;
    int rc = ERR_OK;
    for (size_t i = 0;
         i < sizeof SENTENCES / sizeof SENTENCES[0] && rc == ERR_OK; i++) {
        query_begin(&q, c->st, SENTENCES[i]);
        while ((rc = query_row(&q)) > 0)
            check_find(c, query_get_text(&q, 0));
    }
    return rc;
}

// A journal that begins in the middle of another begins at one of its rows.
static int check_bases(struct check *c)
{
    struct query q;
    int rc;
    query_begin(&q, c->st,
                "SELECT j.parent_no, j.base_seq, j.base_hash, t.name"
                " FROM journal j JOIN station t"
                " ON t.station_id = j.station_id WHERE j.parent_no > 0");
    while ((rc = query_row(&q)) > 0) {
        struct journal parent;
        uint8_t hash[SECRET_DIGEST_LEN];
        char text[200];
        size_t len;
        const void *base = query_get_blob(&q, 2, &len);
        if (journals_load(c->st, query_get_int(&q, 0), &parent) &&
            journals_hash(c->st, &parent, query_get_int(&q, 1), hash) &&
            len == sizeof hash && memcmp(hash, base, len) == 0)
            continue;
        snprintf(text, sizeof text,
                 "%s: a journal begins at event %lld of another that has no "
                 "such event",
                 query_get_text(&q, 3), (long long)query_get_int(&q, 1));
        check_find(c, text);
    }
    return rc;
}

static bool was_lent(struct store *st, int64_t serial)
{
    struct query q;
    query_begin(&q, st,
                "SELECT end_no FROM loan WHERE first_no <= ?1"
                " ORDER BY first_no DESC LIMIT 1");
    query_int(&q, 1, serial);
    return query_one_int(&q, 0) > serial;
}

// Of an SSCC with our prefix, the serial between it and the check digit.
static int64_t serial_of(const char *sscc, const char *prefix)
{
    char digits[24];
    size_t skip = 1 + strlen(prefix);
    if (strlen(sscc) != 18 || skip > 16 ||
        strncmp(sscc + 1, prefix, skip - 1) != 0)
        return -1;
    snprintf(digits, sizeof digits, "%.*s", (int)(17 - skip), sscc + skip);
    return strtoll(digits, NULL, 10);
}

static int check_lent(struct check *c)
{
    struct query q;
    char prefix[24], text[200];
    int rc;
    store_setting(c->st, "sscc_prefix", prefix, sizeof prefix);
    query_begin(&q, c->st,
                "SELECT p.sscc, o.order_no FROM parcel p"
                " JOIN shipment s ON s.shipment_id = p.shipment_id"
                " JOIN orders o ON o.order_id = s.order_id");
    while ((rc = query_row(&q)) > 0) {
        int64_t serial = serial_of(query_get_text(&q, 0), prefix);
        if (!prefix[0] || serial < 0 || was_lent(c->st, serial))
            continue;
        snprintf(text, sizeof text,
                 "SSCC %s of order %s was never lent to a bench: it may "
                 "stand on another parcel too",
                 query_get_text(&q, 0), query_get_text(&q, 1));
        check_find(c, text);
    }
    return rc;
}

int books_check_identity(struct check *c)
{
    int rc = check_sentences(c);
    if (rc == ERR_OK)
        rc = check_bases(c);
    return rc == ERR_OK ? check_lent(c) : rc;
}
