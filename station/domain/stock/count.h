// count.h - what counting a shelf means for the books. Pure.
#ifndef DOMAIN_STOCK_COUNT_H
#define DOMAIN_STOCK_COUNT_H

#include <stdint.h>

struct count {
    int64_t have;           // what the books say lies there
    int64_t reserved;       // of it, promised to released orders
    int64_t counted;        // 0 to STOCK_QTY_MAX
};

enum count_verdict {
    COUNT_SAME,
    COUNT_FOUND,            // more than the books say
    COUNT_LOST,             // less
    COUNT_RESERVED,         // less than is promised: nothing is changed
};

// *qty is how many are found or lost.
enum count_verdict count_judge(const struct count *c, int64_t *qty);

#endif
