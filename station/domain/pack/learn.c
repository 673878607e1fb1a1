#include "station/domain/pack/learn.h"
#include "shared/must.h"

static int64_t median(const int64_t *value, int32_t count)
{
    int64_t sorted[LEARN_MOST];
    for (int32_t i = 0; i < count; i++) {
        int32_t k = i;
        for (; k > 0 && sorted[k - 1] > value[i]; k--)
            sorted[k] = sorted[k - 1];
        sorted[k] = value[i];
    }
    return count % 2 ? sorted[count / 2]
                     : (sorted[count / 2 - 1] + sorted[count / 2]) / 2;
}

static int64_t apart(int64_t a, int64_t b)
{
    return a > b ? a - b : b - a;
}

void learn_judge(const int64_t *unit_mg, int32_t count, int64_t catalogue_mg,
                 struct learn_answer *out)
{
    int64_t off[LEARN_MOST];
    *out = (struct learn_answer){.verdict = LEARN_WAIT};
    must(count >= 0 && count <= LEARN_MOST);
    if (count < LEARN_LEAST)
        return;
    out->unit_mg = median(unit_mg, count);
    for (int32_t i = 0; i < count; i++)
        off[i] = apart(unit_mg[i], out->unit_mg);
    out->spread_mg = median(off, count) * 14826 / 10000;
    if (out->unit_mg <= 0 || out->spread_mg > out->unit_mg / 10)
        return;
    int64_t least = catalogue_mg / 1000 * LEARN_APART_PERMILLE;
    if (least < LEARN_APART_MG)
        least = LEARN_APART_MG;
    if (least < 3 * out->spread_mg)
        least = 3 * out->spread_mg;
    if (catalogue_mg == 0)
        out->verdict = LEARN_FIRST;
    else
        out->verdict = apart(out->unit_mg, catalogue_mg) > least ? LEARN_WRONG
                                                                 : LEARN_RIGHT;
}
