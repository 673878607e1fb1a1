#include "shared/hand_log.h"

static const struct {
    const char *name, *value;
} TABLE[] = {
#define HAND_LOG_ROW(id, name, value) {name, value},
    HAND_LOGS(HAND_LOG_ROW)
#undef HAND_LOG_ROW
};

const char *hand_log_name(unsigned code)
{
    return code < HAND_LOG_CODES ? TABLE[code].name : "other";
}

const char *hand_log_value(unsigned code)
{
    return code < HAND_LOG_CODES ? TABLE[code].value : "value";
}
