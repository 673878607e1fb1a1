// tallyman: the command line for people and scripts.
#include "station/base/secret.h"
#include "station/cli/cli.h"

#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

static const struct cli_command COMMANDS[] = {
    {"init", cmd_init, &INIT_USAGE,
     "make central's database and its first manager"},
    {"import", cmd_import, &IMPORT_USAGE,
     "bring items, stock or orders into central"},
    {"gs1", cmd_gs1, &GS1_USAGE, "split a GS1 scan into its elements"},
    {"verify", cmd_verify, &VERIFY_USAGE,
     "check a file, or central's beside its benches'"},
    {"replay", cmd_replay, &REPLAY_USAGE,
     "run a bench's journal through the rules again"},
    {"backup", cmd_backup, &BACKUP_USAGE,
     "copy a database while it is in use"},
    {"restore", cmd_restore, &RESTORE_USAGE,
     "put a database back to what a copy was"},
    {"completion", NULL, &COMPLETION_USAGE,
     "what makes bash complete this command"},
    {NULL, NULL, NULL, NULL},
};

// Completion alone wants to know them all.
static int run(const struct cli_command *c, int argc, char **argv)
{
    if (usage_asked(c->usage, argc - 1, argv + 1))
        return 0;
    return c->run ? c->run(argc - 2, argv + 2)
                  : completion(COMMANDS, argc - 2, argv + 2);
}

static int help(FILE *out)
{
    fprintf(out, "tallyman " TALLYMAN_VERSION "\n"
                 "usage: tallyman COMMAND ...\n\n");
    for (const struct cli_command *c = COMMANDS; c->name; c++)
        fprintf(out, "  %-10s %s\n", c->name, c->summary);
    fprintf(out, "\ntallyman COMMAND --help says how each is called. "
                 "The manual is README.md.\n");
    return out == stderr ? USAGE_WRONG : 0;
}

int main(int argc, char **argv)
{
    static const struct usage PROGRAM = {"tallyman", "COMMAND ..."};
    umask(077);
    if (argc < 2)
        return help(stderr);
    if (strcmp(argv[1], "help") == 0 || strcmp(argv[1], "--help") == 0 ||
        strcmp(argv[1], "-h") == 0)
        return help(stdout);
    if (strcmp(argv[1], "--version") == 0)
        return usage_asked(&PROGRAM, argc, argv) ? 0 : USAGE_WRONG;
    if (secret_init() < 0) {
        fprintf(stderr, "tallyman: no randomness on this system\n");
        return 1;
    }
    for (const struct cli_command *c = COMMANDS; c->name; c++)
        if (strcmp(argv[1], c->name) == 0)
            return run(c, argc, argv);
    fprintf(stderr, "tallyman: there is no command %s\n\n", argv[1]);
    return help(stderr);
}
