// cli.h - the commands of `tallyman`, one file each.
//
// A command gets the words after its name and returns the exit status: 0 when
// all is well, 1 when what was asked about is not, 2 for a wrong call.
#ifndef CLI_CLI_H
#define CLI_CLI_H

int cmd_init(int argc, char **argv);
int cmd_import(int argc, char **argv);
int cmd_gs1(int argc, char **argv);
int cmd_verify(int argc, char **argv);
int cmd_replay(int argc, char **argv);
int cmd_backup(int argc, char **argv);
int cmd_restore(int argc, char **argv);

// Says what is wrong and how the command is called. Returns 2.
int cli_usage(const char *why, const char *usage);

#endif
