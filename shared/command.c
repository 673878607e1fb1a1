#include "shared/command.h"
#include "shared/must.h"

#include <string.h>

enum { TIMES_DIGITS_MAX = 5 };

static const struct {
    const char *code, *name;
    int reason;
} TABLE[] = {
#define COMMAND_ROW(id, code, name, reason) {code, name, reason},
    COMMANDS(COMMAND_ROW)
#undef COMMAND_ROW
};

static bool read_digits(const char *digits, size_t len, int32_t *out)
{
    if (len == 0 || len > TIMES_DIGITS_MAX)
        return false;
    *out = 0;
    for (size_t i = 0; i < len; i++) {
        if (digits[i] < '0' || digits[i] > '9')
            return false;
        *out = *out * 10 + (digits[i] - '0');
    }
    return true;
}

bool command_read(const char *text, size_t len, enum pack_command *command,
                  int32_t *count)
{
    *count = 1;
    for (int c = 0; c < PACK_CMD_COUNT; c++) {
        size_t code_len = strlen(TABLE[c].code);
        if (len < code_len || memcmp(TABLE[c].code, text, code_len) != 0)
            continue;
        *command = (enum pack_command)c;
        if (c == PACK_CMD_TIMES)
            return read_digits(text + code_len, len - code_len, count);
        if (len == code_len)
            return true;
    }
    return false;
}

const char *command_code(enum pack_command c)
{
    must(c >= 0 && c < PACK_CMD_COUNT);
    return TABLE[c].code;
}

const char *command_name(enum pack_command c)
{
    must(c >= 0 && c < PACK_CMD_COUNT);
    return TABLE[c].name;
}

int command_reason(enum pack_command c)
{
    must(c >= 0 && c < PACK_CMD_COUNT);
    return TABLE[c].reason;
}
