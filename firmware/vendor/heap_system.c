// Linux has memory enough: the decoder uses the system's.
#include "firmware/vendor/heap_internal.h"

void heap_reset(void)
{
}

void heap_keep(void)
{
}

bool heap_run(void (*fn)(void *arg), void *arg)
{
    fn(arg);
    return true;
}
