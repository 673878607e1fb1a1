// malloc over one block: first fit, neighbours joined when freed.
#include "firmware/vendor/heap_internal.h"

#include <setjmp.h>
#include <stdint.h>
#include <string.h>

enum {
    HEAP_LEN = 116 * 1024,  // a QVGA frame with QR takes 114 KB at most
    ALIGN = 8,
};

struct piece {              // before each block, taken or free
    uint32_t len;           // bytes after this head
    uint32_t is_taken;
};

static uint8_t block[HEAP_LEN] __attribute__((aligned(8)));
static uint32_t kept;       // the block begins here for a run
static uint32_t used, peak;     // peak is for whoever measures
static jmp_buf escape;
static bool is_running;

static struct piece *at(uint32_t offset)
{
    return (struct piece *)(void *)(block + offset);
}

static void clear_from(uint32_t offset)
{
    at(offset)->len = HEAP_LEN - offset - (uint32_t)sizeof(struct piece);
    at(offset)->is_taken = 0;
}

void heap_reset(void)
{
    kept = 0;
    used = 0;
    clear_from(0);
}

void heap_keep(void)
{
    // First fit from an empty block: what is free is one piece at the end.
    uint32_t offset = kept;
    while (at(offset)->is_taken)
        offset += at(offset)->len + (uint32_t)sizeof(struct piece);
    kept = offset;
}

bool heap_run(void (*fn)(void *arg), void *arg)
{
    uint32_t before = used;
    is_running = true;
    if (setjmp(escape) == 0) {
        fn(arg);
        is_running = false;
        return true;
    }
    is_running = false;
    used = before;
    clear_from(kept);
    return false;
}

// Joins free neighbours from p on, as far as they reach.
static void join(uint32_t offset)
{
    for (;;) {
        uint32_t next =
            offset + at(offset)->len + (uint32_t)sizeof(struct piece);
        if (next >= HEAP_LEN || at(next)->is_taken)
            return;
        at(offset)->len += at(next)->len + (uint32_t)sizeof(struct piece);
    }
}

void *malloc(size_t len);
void *calloc(size_t count, size_t len);
void *realloc(void *old, size_t len);
void free(void *old);

void *malloc(size_t len)
{
    uint32_t want = (uint32_t)(len + ALIGN - 1) & ~(uint32_t)(ALIGN - 1);
    if (want == 0)
        want = ALIGN;
    for (uint32_t o = kept; len < HEAP_LEN && o < HEAP_LEN;
         o += at(o)->len + (uint32_t)sizeof(struct piece)) {
        if (at(o)->is_taken)
            continue;
        join(o);
        if (at(o)->len < want)
            continue;
        if (at(o)->len >= want + sizeof(struct piece) + ALIGN) {
            uint32_t rest = o + want + (uint32_t)sizeof(struct piece);
            at(rest)->len =
                at(o)->len - want - (uint32_t)sizeof(struct piece);
            at(rest)->is_taken = 0;
            at(o)->len = want;
        }
        at(o)->is_taken = 1;
        used += at(o)->len + (uint32_t)sizeof(struct piece);
        if (used > peak)
            peak = used;
        return at(o) + 1;
    }
    if (is_running)
        longjmp(escape, 1);
    return NULL;
}

void *calloc(size_t count, size_t len)
{
    void *p = malloc(count * len);
    if (p)
        memset(p, 0, count * len);
    return p;
}

void free(void *old)
{
    if (!old)
        return;
    struct piece *p = (struct piece *)old - 1;
    p->is_taken = 0;
    used -= p->len + (uint32_t)sizeof(struct piece);
}

void *realloc(void *old, size_t len)
{
    void *p = malloc(len);
    if (old && p) {
        size_t had = ((struct piece *)old - 1)->len;
        memcpy(p, old, had < len ? had : len);
        free(old);
    }
    return p;
}
