// command.h - the commands people scan, in one list: what the bar code says,
// the name in journals and on pages, and the reason of those that report a
// shortage.
//
// Codes stand on printed sheets and names in journals: neither is ever
// changed. The bench's page makes its sheet from this list.
#ifndef SHARED_COMMAND_H
#define SHARED_COMMAND_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "shared/pick.h"

enum { COMMAND_NO_REASON = -1 };

// X(enumerator, code, name, enum pick_short or COMMAND_NO_REASON)
#define COMMANDS(X)                                                            \
    X(PACK_CMD_DONE, "%DONE", "done", COMMAND_NO_REASON)                       \
    X(PACK_CMD_UNDO, "%UNDO", "undo", COMMAND_NO_REASON)                       \
    /* The next item scanned comes out, or is broken. */                       \
    X(PACK_CMD_REMOVE, "%REMOVE", "remove", COMMAND_NO_REASON)                 \
    X(PACK_CMD_DAMAGED, "%DAMAGED", "damaged", COMMAND_NO_REASON)              \
    /* Asks for one of the four reasons. */                                   \
    X(PACK_CMD_SHORT, "%SHORT", "short", COMMAND_NO_REASON)                    \
    X(PACK_CMD_SHORT_NOT_THERE, "%SHORT-1", "short_not_there",                 \
      PICK_SHORT_NOT_THERE)                                                    \
    X(PACK_CMD_SHORT_DAMAGED, "%SHORT-2", "short_damaged",                     \
      PICK_SHORT_DAMAGED)                                                      \
    X(PACK_CMD_SHORT_OTHER, "%SHORT-3", "short_other", PICK_SHORT_OTHER)       \
    X(PACK_CMD_SHORT_FEWER, "%SHORT-4", "short_fewer", PICK_SHORT_FEWER)       \
    X(PACK_CMD_NEW_BOX, "%NEWBOX", "new_box", COMMAND_NO_REASON)               \
    X(PACK_CMD_HOLD, "%HOLD", "hold", COMMAND_NO_REASON)                       \
    X(PACK_CMD_REPRINT, "%REPRINT", "reprint", COMMAND_NO_REASON)              \
    /* The rest of the line just scanned is there, counted by eye. */         \
    X(PACK_CMD_REST, "%REST", "rest", COMMAND_NO_REASON)                       \
    /* One of the next line, whose code cannot be read: asks why. */           \
    X(PACK_CMD_TICK, "%TICK", "tick", COMMAND_NO_REASON)                       \
    X(PACK_CMD_TICK_UNREADABLE, "%TICK-1", "tick_unreadable",                  \
      COMMAND_NO_REASON)                                                       \
    X(PACK_CMD_TICK_NONE, "%TICK-2", "tick_none", COMMAND_NO_REASON)           \
    X(PACK_CMD_TICK_OTHER, "%TICK-3", "tick_other", COMMAND_NO_REASON)         \
    /* The first to fourth of the reasons that the screen shows. */            \
    X(PACK_CMD_WHY_1, "%WHY-1", "why_1", COMMAND_NO_REASON)                    \
    X(PACK_CMD_WHY_2, "%WHY-2", "why_2", COMMAND_NO_REASON)                    \
    X(PACK_CMD_WHY_3, "%WHY-3", "why_3", COMMAND_NO_REASON)                    \
    X(PACK_CMD_WHY_4, "%WHY-4", "why_4", COMMAND_NO_REASON)                    \
    /* Acknowledges, or answers yes. */                                        \
    X(PACK_CMD_CONTINUE, "%CONT", "continue", COMMAND_NO_REASON)               \
    /* "%X12": the next item scanned counts so often. */                       \
    X(PACK_CMD_TIMES, "%X", "times", COMMAND_NO_REASON)

#define COMMAND_ENUM(id, code, name, reason) id,
enum pack_command { COMMANDS(COMMAND_ENUM) PACK_CMD_COUNT };
#undef COMMAND_ENUM

// Reads a scan that begins with '%'. False when it is none of the commands.
// *count is what "%X12" says and 1 with the others.
bool command_read(const char *text, size_t len, enum pack_command *command,
                  int32_t *count);

// The bar code; of PACK_CMD_TIMES what stands before the digits.
const char *command_code(enum pack_command command);

const char *command_name(enum pack_command command);

// enum pick_short, or COMMAND_NO_REASON.
int command_reason(enum pack_command command);

#endif
