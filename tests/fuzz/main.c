// Runs fuzz_one over its seeds and a fixed number of mutations of each.
#include "tests/fuzz/fuzz.h"

#include <stdio.h>
#include <string.h>

#ifdef LIBFUZZER
int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len);

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
    fuzz_one(bytes, len);
    return 0;
}
#else

enum { MUTATIONS = 4000, INPUT_MAX = 4096 };

static uint32_t next_random(uint64_t *state)
{
    *state = *state * 6364136223846793005u + 1442695040888963407u;
    return (uint32_t)(*state >> 33);
}

static size_t mutate(uint8_t *bytes, size_t len, uint64_t *seed)
{
    for (uint32_t n = 1 + next_random(seed) % 6; n > 0; n--) {
        size_t at = len ? next_random(seed) % len : 0;
        switch (next_random(seed) % 5) {
        case 0:
            if (len)
                bytes[at] = (uint8_t)next_random(seed);
            break;
        case 1:
            if (len)
                bytes[at] ^= (uint8_t)(1u << (next_random(seed) % 8));
            break;
        case 2:
            len = at;
            break;
        case 3:
            if (len < INPUT_MAX) {
                memmove(bytes + at + 1, bytes + at, len - at);
                bytes[at] = (uint8_t)next_random(seed);
                len++;
            }
            break;
        default:
            if (len && len * 2 < INPUT_MAX) {
                memcpy(bytes + len, bytes, len);
                len *= 2;
            }
            break;
        }
    }
    return len;
}

int main(void)
{
    static uint8_t bytes[INPUT_MAX * 2];
    uint64_t seed = 1;
    int count = 0;
    for (int s = 0; fuzz_seeds[s]; s++)
        for (int i = 0; i < MUTATIONS; i++, count++) {
            size_t len = strlen(fuzz_seeds[s]);
            memcpy(bytes, fuzz_seeds[s], len);
            if (i > 0)
                len = mutate(bytes, len, &seed);
            fuzz_one(bytes, len);
        }
    printf("%d inputs\n", count);
    return 0;
}
#endif
