// tallyman completion: what bash asks when Tab is pressed, made of the same
// words as --help:  eval "$(tallyman completion)"
#include "station/cli/cli.h"

#include <stdio.h>
#include <string.h>

const struct usage COMPLETION_USAGE = {
    "tallyman completion",
    "\n"
    "  prints what makes bash complete this command; in ~/.bashrc:\n"
    "      eval \"$(tallyman completion)\""};

static size_t word_len(const char *at, const char *also)
{
    size_t n = 0;
    while ((at[n] >= 'a' && at[n] <= 'z') || (at[n] && strchr(also, at[n])))
        n++;
    return n;
}

static void print_options(const char *how)
{
    for (const char *at = how; (at = strstr(at, "--")); ) {
        size_t n = word_len(at + 2, "-");
        printf("%.*s ", (int)(n + 2), at);
        at += n + 2;
    }
}

// "--scope read|orders" offers its values after --scope.
static void print_values(const char *how)
{
    for (const char *at = how; (at = strstr(at, "--")); ) {
        size_t n = word_len(at + 2, "-") + 2;
        size_t values = at[n] == ' ' ? word_len(at + n + 1, "|-") : 0;
        if (values > 0 && memchr(at + n + 1, '|', values)) {
            printf("        %.*s) words='", (int)n, at);
            for (size_t i = 0; i < values; i++)
                putchar(at[n + 1 + i] == '|' ? ' ' : at[n + 1 + i]);
            printf("' ;;\n");
        }
        at += n;
    }
}

int completion(const struct cli_command *commands, int argc, char **argv)
{
    if (argc > 0)
        return usage_wrong(&COMPLETION_USAGE, argv[0], "is one word too many");
    printf("_tallyman() {\n"
           "    local words='' last=${COMP_WORDS[COMP_CWORD - 1]}\n"
           "    case ${COMP_WORDS[1]} in\n");
    for (const struct cli_command *c = commands; c->name; c++) {
        printf("    %s)\n        words='", c->name);
        print_options(c->usage->how);
        printf("--help'\n        case $last in\n");
        print_values(c->usage->how);
        printf("        esac ;;\n");
    }
    printf("    esac\n"
           "    [ \"$COMP_CWORD\" -gt 1 ] || words='--help --version");
    for (const struct cli_command *c = commands; c->name; c++)
        printf(" %s", c->name);
    printf("'\n"
           "    COMPREPLY=($(compgen -W \"$words\" -- "
           "\"${COMP_WORDS[COMP_CWORD]}\"))\n"
           "}\n"
           "complete -o default -F _tallyman tallyman\n");
    return 0;
}
