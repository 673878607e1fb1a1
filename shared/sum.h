// sum.h - products and sums of what people and shops say, which may be
// anything: they stop at a most beyond all that is real, and never wrap.
#ifndef SHARED_SUM_H
#define SHARED_SUM_H

#include <stdint.h>

#define SUM_MAX INT64_C(1000000000000000)   // mg, mm3, minor units

// Of two that are not negative.
static inline int64_t sum_add(int64_t a, int64_t b)
{
    int64_t n;
    return __builtin_add_overflow(a, b, &n) || n > SUM_MAX ? SUM_MAX : n;
}

static inline int64_t sum_times(int64_t a, int64_t b)
{
    int64_t n;
    return __builtin_mul_overflow(a, b, &n) || n > SUM_MAX ? SUM_MAX : n;
}

#endif
