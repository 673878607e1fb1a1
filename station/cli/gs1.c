// tallyman gs1: what a GS1 scan, a bracketed string or a Digital Link says.
#include "shared/gs1/gs1.h"
#include "station/base/json.h"
#include "station/cli/cli.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

const struct usage GS1_USAGE = {
    "tallyman gs1",
    "[--json] DATA\n"
    "  DATA is a scan (^ stands for FNC1), a string in brackets or a Digital\n"
    "  Link; - reads one a line and answers one a line, as JSON"};

// Which spelling it is shows at its beginning.
static int parse(struct gs1 *g, char *data, size_t len)
{
    size_t plain;
    int rc;
    for (size_t i = 0; i < len; i++)
        if (data[i] == '^')
            data[i] = GS1_FNC1;
    if (len > 0 && data[0] == '(')
        rc = gs1_parse_bracketed(g, data, len);
    else if (len > 4 && (strncmp(data, "http", 4) == 0 ||
                         strncmp(data, "HTTP", 4) == 0))
        rc = gs1_parse_link(g, data, len);
    else if (len > 0 && data[0] == ']') {
        rc = gs1_scan(g, data, len, &plain);
        if (rc == GS1_FORM_PLAIN) {
            g->why = GS1_UNKNOWN_AI; // this symbol carries no GS1 data
            g->at = (int32_t)plain;
            rc = ERR_PARSE;
        }
    } else {
        rc = gs1_parse(g, data, len);
    }
    if (rc < 0)
        return rc;
    rc = gs1_check_pairs(g);
    return rc < 0 ? rc : ERR_OK;
}

static void print_json(const struct gs1 *g, int rc)
{
    json_t *root;
    if (rc < 0) {
        root = json_pack("{s:s,s:i}", "error", gs1_why_name(g->why), "at",
                         (int)g->at);
    } else {
        json_t *list = json_array();
        for (int32_t i = 0; i < g->count; i++)
            json_array_append_new(list, json_pack("{s:s,s:s}", "ai",
                                                  g->element[i].ai, "value",
                                                  g->element[i].value));
        root = json_pack("{s:o}", "elements", list);
    }
    char *text = json_dumps(root, JSON_COMPACT);
    puts(text);
    free(text);
    json_decref(root);
}

static void print_plain(const struct gs1 *g, int rc)
{
    if (rc < 0) {
        fprintf(stderr, "tallyman: %s, at %d\n", gs1_why_name(g->why),
                (int)g->at);
        return;
    }
    for (int32_t i = 0; i < g->count; i++)
        printf("(%s) %s\n", g->element[i].ai, g->element[i].value);
}

static int one(char *data, size_t len, bool is_json)
{
    struct gs1 g;
    int rc = parse(&g, data, len);
    if (is_json)
        print_json(&g, rc);
    else
        print_plain(&g, rc);
    return rc < 0 ? 1 : 0;
}

static int many(void)
{
    char line[2048];
    int status = 0;
    while (fgets(line, sizeof line, stdin))
        status |= one(line, strcspn(line, "\r\n"), true);
    return status;
}

int cmd_gs1(int argc, char **argv)
{
    bool is_json = argc > 0 && strcmp(argv[0], "--json") == 0;
    if (is_json) {
        argc--;
        argv++;
    }
    if (argc > 0 && strncmp(argv[0], "--", 2) == 0)
        return usage_wrong(&GS1_USAGE, argv[0], "is no option");
    if (argc != 1)
        return usage_wrong(&GS1_USAGE, "", "one DATA, please");
    if (strcmp(argv[0], "-") == 0)
        return many();
    return one(argv[0], strlen(argv[0]), is_json);
}
