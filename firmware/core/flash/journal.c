#include "firmware/core/flash/journal.h"
#include "firmware/core/flash/flash_write.h"
#include "shared/bytes.h"
#include "shared/crc.h"
#include "shared/must.h"

#include <string.h>

enum {
    MARK_RECORD = 0x5A, MARK_TAKEN = 0xA5, MARK_FREE = 0xFF,
    LEN_MAX = JOURNAL_RECORD_HEAD + JOURNAL_PAYLOAD_MAX,
};
#define MAGIC 0x314A4D54u // "TMJ1"

struct head {
    uint32_t id, turn, first_seq, taken_seq;
};

struct record {
    uint8_t mark;
    uint8_t len;
    uint32_t seq;
    uint8_t payload[JOURNAL_PAYLOAD_MAX];
};

static uint32_t sector_at(const struct journal *j, uint32_t sector)
{
    return j->base + sector * HAL_SECTOR_LEN;
}

static bool head_read(const struct journal *j, uint32_t sector,
                      struct head *h)
{
    uint8_t b[JOURNAL_HEAD_LEN];
    hal_flash_read(sector_at(j, sector), b, sizeof b);
    if (get32(b) != MAGIC || crc32_more(0, b, 20) != get32(b + 20))
        return false;
    h->id = get32(b + 4);
    h->turn = get32(b + 8);
    h->first_seq = get32(b + 12);
    h->taken_seq = get32(b + 16);
    return true;
}

// Erases a sector and makes it the one that is written. The magic goes in
// with the rest: a head that is half there has no right checksum.
static int begin_sector(struct journal *j, uint32_t sector)
{
    uint8_t b[JOURNAL_HEAD_LEN];
    int rc = hal_flash_erase(sector_at(j, sector));
    put32(b, MAGIC);
    put32(b + 4, j->id);
    put32(b + 8, j->turn + 1);
    put32(b + 12, j->next_seq);
    put32(b + 16, j->taken_seq);
    put32(b + 20, crc32_more(0, b, 20));
    if (rc == ERR_OK)
        rc = flash_write(sector_at(j, sector), b, sizeof b);
    if (rc < 0)
        return rc;
    j->turn++;
    j->sector = sector;
    j->offset = JOURNAL_HEAD_LEN;
    j->marked_seq = j->taken_seq;
    return ERR_OK;
}

static uint32_t padded(size_t len)
{
    return (uint32_t)(len + 3) & ~3u;
}

// Over all of the record, its own place taken as zero.
static uint16_t sum_of(uint8_t *b, size_t payload_len)
{
    b[2] = b[3] = 0;
    return crc16(b, JOURNAL_RECORD_HEAD + payload_len);
}

// Reads the record at offset. False when there is no good one.
static bool record_read(const struct journal *j, uint32_t sector,
                        uint32_t offset, struct record *r)
{
    uint8_t b[LEN_MAX];
    if (offset + JOURNAL_RECORD_HEAD > HAL_SECTOR_LEN)
        return false;
    hal_flash_read(sector_at(j, sector) + offset, b, JOURNAL_RECORD_HEAD);
    if ((b[0] != MARK_RECORD && b[0] != MARK_TAKEN) ||
        b[1] > JOURNAL_PAYLOAD_MAX ||
        offset + JOURNAL_RECORD_HEAD + b[1] > HAL_SECTOR_LEN)
        return false;
    hal_flash_read(sector_at(j, sector) + offset + JOURNAL_RECORD_HEAD,
                   b + JOURNAL_RECORD_HEAD, b[1]);
    uint16_t sum = (uint16_t)(b[2] | b[3] << 8);
    if (sum_of(b, b[1]) != sum)
        return false;
    r->mark = b[0];
    r->len = b[1];
    r->seq = get32(b + 4);
    memcpy(r->payload, b + JOURNAL_RECORD_HEAD, b[1]);
    return true;
}

static uint32_t record_len(const struct record *r)
{
    return padded((size_t)JOURNAL_RECORD_HEAD + r->len);
}

static bool is_blank(const struct journal *j, uint32_t sector,
                     uint32_t offset)
{
    uint8_t b[64];
    while (offset < HAL_SECTOR_LEN) {
        size_t n = HAL_SECTOR_LEN - offset;
        if (n > sizeof b)
            n = sizeof b;
        hal_flash_read(sector_at(j, sector) + offset, b, n);
        for (size_t i = 0; i < n; i++)
            if (b[i] != MARK_FREE)
                return false;
        offset += (uint32_t)n;
    }
    return true;
}

// Walks the newest sector to the end of what was written. What is torn there
// closes the sector: the next record begins a new one.
static void walk_newest(struct journal *j)
{
    struct record r;
    while (record_read(j, j->sector, j->offset, &r)) {
        if (r.mark == MARK_TAKEN && r.seq > j->taken_seq)
            j->taken_seq = r.seq;
        if (r.mark == MARK_RECORD)
            j->next_seq = r.seq + 1;
        j->offset += record_len(&r);
    }
    if (!is_blank(j, j->sector, j->offset)) {
        j->lost_count++;
        j->offset = HAL_SECTOR_LEN;
    }
    j->marked_seq = j->taken_seq;
}

// Moves the reader to the first record after taken_seq. O(records of one
// sector), at most once a sector.
static void settle(struct journal *j)
{
    struct record r;
    struct head h;
    struct journal_at *n = &j->next;
    while (j->taken_seq + 1 < j->next_seq) {
        if (record_read(j, n->sector, n->offset, &r)) {
            if (r.mark == MARK_RECORD && r.seq > j->taken_seq) {
                n->seq = r.seq;
                return;
            }
            n->offset += record_len(&r);
            continue;
        }
        if (n->sector == j->sector) {
            j->lost_count += j->next_seq - 1 - j->taken_seq;
            j->taken_seq = j->next_seq - 1;
            break;
        }
        n->sector = (n->sector + 1) % j->sector_count;
        n->offset = JOURNAL_HEAD_LEN;
        if (!head_read(j, n->sector, &h))
            n->offset = HAL_SECTOR_LEN; // passed over
    }
    n->sector = j->sector;
    n->offset = j->offset;
    n->seq = j->next_seq;
}

// The sector that holds record seq, or the oldest there is: the last one, back
// in the order of turns, that begins at or before it.
static uint32_t sector_of(const struct journal *j, uint32_t seq)
{
    struct head h;
    uint32_t best = j->sector;
    for (uint32_t back = 0; back < j->sector_count; back++) {
        uint32_t s = (j->sector + j->sector_count - back) % j->sector_count;
        if (!head_read(j, s, &h) || h.id != j->id)
            continue; // never used, or damaged: older ones may be good
        if (h.turn != j->turn - back)
            break;
        best = s;
        if (h.first_seq <= seq)
            break;
    }
    return best;
}

static void find_reader(struct journal *j)
{
    j->next.sector = sector_of(j, j->taken_seq + 1);
    j->next.offset = JOURNAL_HEAD_LEN;
    settle(j);
}

int journal_open(struct journal *j, uint32_t base, uint32_t len,
                 uint32_t new_id)
{
    struct head h, newest = {0};
    bool has_any = false;
    memset(j, 0, sizeof *j);
    j->base = base;
    j->sector_count = len / HAL_SECTOR_LEN;
    must(j->sector_count >= 4 && new_id != 0);
    for (uint32_t s = 0; s < j->sector_count; s++) {
        if (!head_read(j, s, &h))
            continue;
        if (!has_any || (int32_t)(h.turn - newest.turn) > 0) {
            newest = h;
            j->sector = s;
            has_any = true;
        }
    }
    if (!has_any) {
        j->id = new_id;
        j->next_seq = 1;
        j->next.offset = JOURNAL_HEAD_LEN;
        j->next.seq = 1;
        return begin_sector(j, 0);
    }
    j->id = newest.id;
    j->turn = newest.turn;
    j->next_seq = newest.first_seq;
    j->taken_seq = newest.taken_seq;
    j->offset = JOURNAL_HEAD_LEN;
    walk_newest(j);
    find_reader(j);
    return ERR_OK;
}

static bool fits(const struct journal *j, size_t payload_len)
{
    return j->offset + padded(JOURNAL_RECORD_HEAD + payload_len) <=
           HAL_SECTOR_LEN;
}

static bool next_is_free(const struct journal *j)
{
    uint32_t next = (j->sector + 1) % j->sector_count;
    bool has_unsent = j->taken_seq + 1 < j->next_seq;
    return !has_unsent || next != j->next.sector;
}

static int append(struct journal *j, uint8_t mark, uint32_t seq,
                  const void *payload, size_t len)
{
    uint8_t b[LEN_MAX];
    b[0] = mark;
    b[1] = (uint8_t)len;
    put32(b + 4, seq);
    if (len > 0)
        memcpy(b + JOURNAL_RECORD_HEAD, payload, len);
    uint16_t sum = sum_of(b, len);
    b[2] = (uint8_t)sum;
    b[3] = (uint8_t)(sum >> 8);
    uint32_t at = sector_at(j, j->sector) + j->offset;
    // A record that failed may be half there: its place is not used again.
    j->offset += padded(JOURNAL_RECORD_HEAD + len);
    int rc = flash_write(at, b, JOURNAL_RECORD_HEAD + len);
    if (rc < 0)
        j->offset = HAL_SECTOR_LEN;
    return rc;
}

int journal_add(struct journal *j, const void *payload, size_t len)
{
    must(len <= JOURNAL_PAYLOAD_MAX);
    if (!fits(j, len)) {
        if (!next_is_free(j))
            return ERR_FULL;
        int rc = begin_sector(j, (j->sector + 1) % j->sector_count);
        if (rc < 0)
            return rc;
    }
    struct journal_at at = {j->sector, j->offset, j->next_seq};
    int rc = append(j, MARK_RECORD, j->next_seq, payload, len);
    if (rc < 0)
        return rc;
    if (j->taken_seq + 1 == j->next_seq)
        j->next = at;
    j->next_seq++;
    return ERR_OK;
}

size_t journal_peek(struct journal *j, uint8_t out[JOURNAL_PAYLOAD_MAX],
                    uint32_t *seq)
{
    struct record r;
    if (j->taken_seq + 1 >= j->next_seq ||
        !record_read(j, j->next.sector, j->next.offset, &r))
        return 0;
    memcpy(out, r.payload, r.len);
    *seq = r.seq;
    return r.len;
}

void journal_each(struct journal *j, uint32_t from_seq, journal_each_fn *each,
                  void *arg)
{
    struct record r;
    struct head h;
    uint32_t sector = sector_of(j, from_seq), offset = JOURNAL_HEAD_LEN;
    for (;;) {
        if (record_read(j, sector, offset, &r)) {
            offset += record_len(&r);
            if (r.mark == MARK_RECORD && r.seq >= from_seq &&
                !each(arg, r.seq, r.payload, r.len))
                return;
            continue;
        }
        if (sector == j->sector)
            return;
        sector = (sector + 1) % j->sector_count;
        offset = head_read(j, sector, &h) ? JOURNAL_HEAD_LEN : HAL_SECTOR_LEN;
    }
}

// The mark only spares the station repeats after a restart, so it is lazy and
// its failure costs nothing else.
static void mark_taken(struct journal *j)
{
    if (!fits(j, 0) || append(j, MARK_TAKEN, j->taken_seq, NULL, 0) < 0)
        return;
    j->marked_seq = j->taken_seq;
}

void journal_taken(struct journal *j, uint32_t seq)
{
    if (seq <= j->taken_seq || seq >= j->next_seq)
        return;
    j->taken_seq = seq;
    settle(j);
    bool is_all = j->taken_seq + 1 == j->next_seq;
    if (is_all || j->taken_seq - j->marked_seq >= JOURNAL_TAKEN_EVERY)
        mark_taken(j);
}

uint32_t journal_unsent(const struct journal *j)
{
    return j->next_seq - 1 - j->taken_seq;
}
