// tallyman: the command line for people and scripts.
#include "station/base/secret.h"
#include "station/cli/cli.h"

#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

static const struct {
    const char *name;
    int (*run)(int argc, char **argv);
    const char *summary;
} COMMANDS[] = {
    {"init", cmd_init, "make central's database and its first manager"},
    {"import", cmd_import, "bring items, stock or orders into central"},
    {"gs1", cmd_gs1, "split a GS1 scan into its elements"},
    {"verify", cmd_verify, "check a file, or central's beside its benches'"},
    {"replay", cmd_replay, "run a bench's journal through the rules again"},
    {"backup", cmd_backup, "copy a database while it is in use"},
    {"restore", cmd_restore, "put a database back to what a copy was"},
};

static int help(FILE *out)
{
    fprintf(out, "tallyman " TALLYMAN_VERSION "\n"
                 "usage: tallyman COMMAND ...\n\n");
    for (size_t i = 0; i < sizeof COMMANDS / sizeof COMMANDS[0]; i++)
        fprintf(out, "  %-8s %s\n", COMMANDS[i].name, COMMANDS[i].summary);
    return out == stderr ? 2 : 0;
}

int main(int argc, char **argv)
{
    umask(077);
    if (argc < 2)
        return help(stderr);
    if (strcmp(argv[1], "help") == 0 || strcmp(argv[1], "--help") == 0 ||
        strcmp(argv[1], "-h") == 0)
        return help(stdout);
    if (secret_init() < 0) {
        fprintf(stderr, "tallyman: no randomness on this system\n");
        return 1;
    }
    if (argc == 3 && strcmp(argv[2], "--help") == 0)
        argc = 2; // each says how it is called when it is called with nothing
    for (size_t i = 0; i < sizeof COMMANDS / sizeof COMMANDS[0]; i++)
        if (strcmp(argv[1], COMMANDS[i].name) == 0)
            return COMMANDS[i].run(argc - 2, argv + 2);
    fprintf(stderr, "tallyman: there is no command %s\n\n", argv[1]);
    return help(stderr);
}
