// cli.h - the commands of `tallyman`, one file each.
//
// A command gets the words after its name and returns the exit status: 0 when
// all is well, 1 when what was asked about is not, 2 for a wrong call.
#ifndef CLI_CLI_H
#define CLI_CLI_H

#include "station/base/usage.h"

// Each command's text for --help stands beside it.
extern const struct usage INIT_USAGE, IMPORT_USAGE, GS1_USAGE, VERIFY_USAGE,
    REPLAY_USAGE, BACKUP_USAGE, RESTORE_USAGE, COMPLETION_USAGE;

int cmd_init(int argc, char **argv);
int cmd_import(int argc, char **argv);
int cmd_gs1(int argc, char **argv);
int cmd_verify(int argc, char **argv);
int cmd_replay(int argc, char **argv);
int cmd_backup(int argc, char **argv);
int cmd_restore(int argc, char **argv);

struct cli_command {
    const char *name;
    int (*run)(int argc, char **argv);
    const struct usage *usage;
    const char *summary;
};

// Prints what makes bash complete these; the list ends without a name.
int completion(const struct cli_command *commands, int argc, char **argv);

#endif
