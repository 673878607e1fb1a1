// tallyman init: central's database with its first manager, a station and a
// token, without the page; for scripts and for setting up many sites.
#include "station/base/clock.h"
#include "station/base/secret.h"
#include "station/cli/cli.h"
#include "station/domain/people/password.h"
#include "station/store/central/floor/station_tokens.h"
#include "station/store/central/floor/stations.h"
#include "station/store/central/people/people.h"
#include "station/store/central/people/tokens.h"
#include "station/store/engine/hold.h"

#include <stdio.h>
#include <string.h>

const struct usage INIT_USAGE = {
    "tallyman init",
    "FILE --name NAME --login LOGIN [--station NAME]... [--token NAME]\n"
    "       [--scope read|orders|floor|manager]\n"
    "  --station  a bench; its token is printed once, up to 16 of them\n"
    "  --token    a program; its token is printed once\n"
    "  --scope    what the program may do; orders when none is given\n"
    "The manager's password is read from standard input."};

enum { STATIONS_MAX = 16 };

struct init {
    const char *file, *name, *login, *token;
    const char *station[STATIONS_MAX];
    int station_count;
    enum scope scope;
};

static bool take_scope(const char *name, enum scope *out)
{
    *out = scope_of(name);
    return strcmp(SCOPE_NAMES[*out], name) == 0;
}

// NULL, or what is wrong, with *what the word it is about.
static const char *parse(int argc, char **argv, struct init *in,
                         const char **what)
{
    for (int i = 0; i < argc; i++) {
        *what = argv[i];
        if (argv[i][0] != '-') {
            if (in->file)
                return "one FILE, please: this is one too many";
            in->file = argv[i];
            continue;
        }
        if (i + 1 == argc)
            return "has no value, or is no option";
        if (strcmp(argv[i], "--name") == 0)
            in->name = argv[++i];
        else if (strcmp(argv[i], "--login") == 0)
            in->login = argv[++i];
        else if (strcmp(argv[i], "--token") == 0)
            in->token = argv[++i];
        else if (strcmp(argv[i], "--scope") == 0 &&
                 take_scope(argv[i + 1], &in->scope))
            i++;
        else if (strcmp(argv[i], "--scope") == 0)
            return "must be read, orders, floor or manager";
        else if (strcmp(argv[i], "--station") != 0)
            return "is no option";
        else if (in->station_count == STATIONS_MAX)
            return "16 at once; the page Stations makes more";
        else
            in->station[in->station_count++] = argv[++i];
    }
    *what = "";
    return in->file && in->name && in->login ? NULL
                                             : "FILE, --name and --login "
                                               "are needed";
}

// The tokens are printed once; the database keeps only their digests.
static void make(struct store *st, const struct init *in,
                 const struct person *p)
{
    char token[SECRET_TOKEN_MAX + 1];
    people_save(st, p);
    for (int i = 0; i < in->station_count; i++) {
        secret_token(token);
        int64_t id = stations_add(st, in->station[i], token);
        stations_renew(st, id, token, clock_wall_ms());
        printf("station %s token %s\n", in->station[i], token);
    }
    if (in->token) {
        secret_token(token);
        tokens_add(st, in->token, token, in->scope, clock_wall_ms());
        printf("program %s token %s\n", in->token, token);
    }
}

int cmd_init(int argc, char **argv)
{
    struct store st = {0};
    struct init in = {.scope = SCOPE_ORDERS};
    struct person p = {.role = "manager", .is_active = true};
    char password[130] = "";
    enum hold hold;
    const char *what = "", *why = parse(argc, argv, &in, &what);
    if (why)
        return usage_wrong(&INIT_USAGE, what, why);
    if (!fgets(password, sizeof password, stdin))
        password[0] = 0;
    password[strcspn(password, "\r\n")] = 0;
    why = password_wrong(password, in.login, in.name);
    if (why)
        return usage_wrong(&INIT_USAGE, "the password", why);
    snprintf(p.name, sizeof p.name, "%s", in.name);
    snprintf(p.login, sizeof p.login, "%s", in.login);
    if (secret_hash(password, p.password_hash) < 0 ||
        store_open(&st, STORE_CENTRAL, in.file) < 0 ||
        store_hold(&st, &hold) < 0) {
        fprintf(stderr, "tallyman: %s\n", store_why(&st));
        store_close(&st);
        return 1;
    }
    if (people_count(&st) > 0) {
        fprintf(stderr, "tallyman: %s is set up already\n", in.file);
        store_close(&st);
        return 1;
    }
    store_begin(&st);
    make(&st, &in, &p);
    int rc = store_commit(&st);
    if (rc < 0)
        fprintf(stderr, "tallyman: %s\n", store_why(&st));
    store_close(&st);
    return rc < 0 ? 1 : 0;
}
