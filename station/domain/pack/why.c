#include "station/domain/pack/why.h"
#include "shared/must.h"

enum pack_why pack_why_of(enum pack_act act, int32_t n)
{
    static const enum pack_why LISTS[PACK_ACT_COUNT][PACK_WHYS_MAX] = {
        [PACK_ACT_HOLD] = {PACK_WHY_CHECK_STOCK, PACK_WHY_CHECK_ADDRESS,
                           PACK_WHY_NO_BOX, PACK_WHY_OTHER},
        [PACK_ACT_REPRINT] = {PACK_WHY_UNREADABLE, PACK_WHY_TORN,
                              PACK_WHY_NOT_OUT, PACK_WHY_OTHER},
        [PACK_ACT_OVERRIDE] = {PACK_WHY_COUNTED, PACK_WHY_WRONG_WEIGHT,
                               PACK_WHY_NO_SCALE, PACK_WHY_OTHER}};
    must(act >= PACK_ACT_NONE && act < PACK_ACT_COUNT);
    if (n < 1 || n > PACK_WHYS_MAX)
        return PACK_WHY_NONE;
    return LISTS[act][n - 1];
}

const char *pack_why_name(enum pack_why w)
{
    static const char *const NAMES[] = {
        "",         "check_stock", "check_address", "no_box",
        "unreadable", "torn",      "not_out",       "counted",
        "wrong_weight", "no_scale", "other"};
    must(w >= PACK_WHY_NONE && w < PACK_WHY_COUNT);
    return NAMES[w];
}

const char *pack_act_name(enum pack_act a)
{
    static const char *const NAMES[] = {"", "hold", "reprint", "override"};
    must(a >= PACK_ACT_NONE && a < PACK_ACT_COUNT);
    return NAMES[a];
}
