// tallyman-day - a whole site for a day: real programs, simulated devices.
//
//     tallyman-day --bin DIR --folder DIR [--orders N] [--seed S]
//                  [--retail FILE] [--mishaps all|none|a,b,c] [--chance N]
//                  [--kills N] [--benches N] [--patience S]
//     tallyman-day --bin DIR --folder DIR --serve    runs until interrupted
//                  [--hand AT]...  with a handheld at AT for the first bench
//     tallyman-day --judge --folder DIR --central URL --token-file FILE
//                  compares the labels and scans recorded in DIR (record.h)
//                  with the books of a central that runs and the files of the
//                  benches there
//
// The day is given up when nothing has come further for --patience seconds.
//
// Exit 0 only when every order is shipped or in a named exception, the books
// balance, both kinds of database verify, the journals replay to the same
// verdicts, and no label is without its parcel.
#include "station/base/usage.h"
#include "tools/day/checks.h"
#include "tools/day/supervisor.h"
#include "tools/day/watch.h"

#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static struct site site;
static struct packer packers[SITE_BENCHES_MAX];
static pthread_mutex_t central_lock = PTHREAD_MUTEX_INITIALIZER;
static volatile int stop;

struct day {
    const char *bin, *folder, *retail;
    long orders, seed, kills, patience_s;
    int benches, chance;
    const char *central, *token_file;
    uint32_t mishaps;
    bool is_serving, is_judging;
};

static const struct usage USAGE = {
    "tallyman-day",
    "--bin DIR --folder DIR [--orders N] [--seed S] [--retail FILE]\n"
    "       [--mishaps all|none|NAME,NAME] [--chance N] [--kills N]\n"
    "       [--benches N] [--patience S] [--hand AT]... [--serve]\n"
    "       tallyman-day --judge --folder DIR --central URL --token-file FILE\n"
    "       [--benches N]"};

static bool take_mishaps(const char *list, uint32_t *out)
{
    *out = 0;
    if (strcmp(list, "none") == 0)
        return true;
    if (strcmp(list, "all") == 0) {
        *out = (1u << MISHAP_COUNT) - 1;
        return true;
    }
    while (*list) {
        size_t n = strcspn(list, ",");
        bool known = false;
        for (int m = 0; m < MISHAP_COUNT; m++)
            if (strlen(MISHAP_NAMES[m]) == n &&
                memcmp(MISHAP_NAMES[m], list, n) == 0) {
                *out |= 1u << m;
                known = true;
            }
        if (!known)
            return false;
        list += n + (list[n] == ',');
    }
    return true;
}

// NULL, or what is wrong, with *what the word it is about.
static const char *parse(int argc, char **argv, struct day *d,
                         const char **what)
{
    for (int i = 1; i < argc; i++) {
        *what = argv[i];
        if (strcmp(argv[i], "--serve") == 0) {
            d->is_serving = true;
            continue;
        }
        if (strcmp(argv[i], "--judge") == 0) {
            d->is_judging = true;
            continue;
        }
        if (i + 1 == argc)
            return "has no value, or is no option";
        const char *name = argv[i], *value = argv[++i];
        if (strcmp(name, "--bin") == 0)
            d->bin = value;
        else if (strcmp(name, "--folder") == 0)
            d->folder = value;
        else if (strcmp(name, "--hand") == 0) {
            if (site.hand_count == SITE_HANDS_MAX)
                return "at most two handhelds";
            site.hand_at[site.hand_count++] = value;
        } else if (strcmp(name, "--central") == 0)
            d->central = value;
        else if (strcmp(name, "--token-file") == 0)
            d->token_file = value;
        else if (strcmp(name, "--retail") == 0)
            d->retail = value;
        else if (strcmp(name, "--orders") == 0)
            d->orders = strtol(value, NULL, 10);
        else if (strcmp(name, "--seed") == 0)
            d->seed = strtol(value, NULL, 10);
        else if (strcmp(name, "--kills") == 0)
            d->kills = strtol(value, NULL, 10);
        else if (strcmp(name, "--patience") == 0)
            d->patience_s = strtol(value, NULL, 10);
        else if (strcmp(name, "--benches") == 0)
            d->benches = (int)strtol(value, NULL, 10);
        else if (strcmp(name, "--chance") == 0)
            d->chance = (int)strtol(value, NULL, 10);
        else if (strcmp(name, "--mishaps") == 0) {
            if (!take_mishaps(value, &d->mishaps))
                return "a mishap of that name is not known";
        } else
            return "is no option";
    }
    *what = "";
    if (d->is_judging)
        return d->folder && d->central && d->token_file
                   ? NULL
                   : "--folder, --central and --token-file are needed";
    if (d->benches < 1 || d->benches > SITE_BENCHES_MAX)
        return "there are 1 to 4 benches";
    if (!d->bin || !d->folder || d->orders < 1 || d->chance < 1 ||
        d->patience_s < 1)
        return "--bin and --folder are needed, numbers must be above 0";
    return NULL;
}

// Whatever way this program ends, what it started ends too.
static void stop_all(void)
{
    site_end(&site);
    for (int i = 0; i < site.bench_count; i++) {
        site_kill(&site.bench[i].pid, SIGKILL);
        site_kill(&site.bench[i].scanner.hand, SIGKILL);
    }
    site_kill(&site.central, SIGKILL);
}

static void report_programs(void)
{
    char words[600];
    site_program_words(site.central, site.log, words, sizeof words);
    printf("  central %s\n", words);
    for (int i = 0; i < site.bench_count; i++) {
        site_program_words(site.bench[i].pid, site.bench[i].log, words,
                           sizeof words);
        printf("  %s %s\n", site.bench[i].name, words);
    }
}

static void run_sample(const struct day *d)
{
    char command[1024];
    snprintf(command, sizeof command, "'%s/sample' '%s' %ld %ld%s%s%s",
             d->bin, d->folder, d->orders, d->seed, d->retail ? " '" : "",
             d->retail ? d->retail : "", d->retail ? "'" : "");
    if (system(command) != 0) {
        fprintf(stderr, "tallyman-day: the sample could not be made\n");
        exit(1);
    }
}

static void import(const char *kind, const char *format, const char *name)
{
    char path[300];
    const char *args[] = {"import",   kind,     "--format",
                          format,     path,     "--central",
                          site.url,   "--token-file", site.token_file,
                          NULL};
    snprintf(path, sizeof path, "%s/%s", site.folder, name);
    watch_says(WATCH_DAY, "the import of %s", name);
    watch_moved(WATCH_DAY);
    if (site_tallyman(&site, args, "import.log") != 0) {
        fprintf(stderr,
                "tallyman-day: import of %s failed, see %s/import.log\n",
                name, site.folder);
        exit(1);
    }
}

static void set_up(const struct day *d)
{
    site_make(&site, d->folder, d->bin, d->benches);
    run_sample(d);
    site_start_central(&site);
    site_people(&site);
    import("items", "csv", "items.csv");
    import("stock", "csv", "stock.csv");
    import("orders", d->retail ? "online-retail" : "csv", "orders.csv");
    site_load_items(&site);
    for (int i = 0; i < site.bench_count; i++)
        site_start_bench(&site, i);
}

// Kills a program at a random instant and starts it again.
static void kill_one(unsigned *seed)
{
    int which = rand_r(seed) % (site.bench_count + 1);
    pthread_mutex_lock(&central_lock);
    if (which == site.bench_count) {
        site_kill(&site.central, SIGKILL);
        site_start_central(&site);
    } else {
        site_kill(&site.bench[which].pid, SIGKILL);
        site_start_bench(&site, which);
    }
    pthread_mutex_unlock(&central_lock);
}

static bool any_trouble(void)
{
    for (int i = 0; i < site.bench_count; i++)
        if (packers[i].trouble[0])
            return true;
    return false;
}

static void pack(const struct day *d)
{
    unsigned seed = (unsigned)d->seed;
    long kills = d->kills;
    for (int i = 0; i < site.bench_count; i++) {
        packers[i] = (struct packer){.site = &site,
                                     .idx = i,
                                     .random = (uint64_t)(d->seed * 31 + i),
                                     .mishaps = d->mishaps,
                                     .chance = d->chance,
                                     .stop = &stop,
                                     .central_lock = &central_lock};
        packer_start(&packers[i]);
    }
    int64_t shown = site_now_ms(), least = INT64_MAX;
    while (!any_trouble()) {
        site_sleep_ms(kills > 0 ? 50 + rand_r(&seed) % 250 : 300);
        if (kills > 0) {
            kill_one(&seed);
            kills--;
        }
        pthread_mutex_lock(&central_lock);
        int64_t left = checks_open_shipments(&site);
        if (left == 0 && supervisor_look(&site) != 0)
            left = checks_open_shipments(&site);
        pthread_mutex_unlock(&central_lock);
        if (left < 0)
            watch_says(WATCH_DAY, "central, which does not tell its lists");
        else
            watch_says(WATCH_DAY, "%lld orders that are left",
                       (long long)left);
        if (left > least && left > 0)
            least = left + 1; // released anew
        if (left >= 0 && left < least) {
            least = left;
            watch_moved(WATCH_DAY);
        }
        if (site_now_ms() - shown > 10000) {
            printf("  %lld orders left\n", (long long)left);
            fflush(stdout);
            shown = site_now_ms();
        }
        if (left == 0 && kills == 0)
            break;
    }
    stop = 1;
    watch_says(WATCH_DAY, "the packers to put their scanners down");
    for (int i = 0; i < site.bench_count; i++)
        pthread_join(packers[i].thread, NULL);
}

// A line typed into the terminal is a code held before the handheld's camera.
static void scan_typed(void)
{
    struct sim_scanner *last = &site.bench[site.bench_count - 1].scanner;
    struct pollfd in = {.fd = 0, .events = POLLIN};
    char line[200];
    if (!last->hand || !isatty(0) || poll(&in, 1, 0) <= 0 ||
        !fgets(line, sizeof line, stdin))
        return;
    line[strcspn(line, "\r\n")] = 0;
    if (line[0] && !sim_scan(last, line))
        printf("the handheld could not read or send %s\n", line);
}

// For tools/run without a day: the scale follows what the bench expects, so
// that a person at the page can pack with nothing but a keyboard.
static void serve(void)
{
    sigset_t set;
    struct timespec brief = {0, 300000000};
    setvbuf(stdin, NULL, _IONBF, 0); // a line that waits is seen by poll
    printf("\n  office   %s/   sign in: manager / correct horse battery\n",
           site.url);
    for (int i = 0; i < site.bench_count; i++)
        printf("  %s  %s/   badge %s\n", site.bench[i].name, site.bench[i].url,
               site.bench[i].badge);
    if (site.bench[site.bench_count - 1].scanner.hand && isatty(0))
        printf("\nA code typed here is scanned by the handheld of %s.\n",
               site.bench[site.bench_count - 1].name);
    printf("\nNext: open %s/, type its badge and Enter, then %%CONT and Enter "
           "for the first\norder, then the code of each item that it shows. "
           "%%UNDO takes one back.\nThe office shows what became of it; its "
           "place Stations makes more benches.\n"
           "README.md is the manual. Ctrl-C stops everything.\n",
           site.bench[0].url);
    fflush(stdout);
    sigemptyset(&set);
    sigaddset(&set, SIGINT);
    sigaddset(&set, SIGTERM);
    while (sigtimedwait(&set, NULL, &brief) < 0) {
        scan_typed();
        for (int i = 0; i < site.bench_count; i++) {
            json_t *s = site_state(&site, i);
            json_t *w = json_object_get(s, "weigh");
            const char *state =
                json_string_value(json_object_get(s, "state"));
            const char *is = json_string_value(json_object_get(w, "look"));
            bool is_on = is && state && strcmp(state, "weighing") == 0 &&
                         strcmp(is, "not_cleared") != 0;
            sim_weigh(&site.bench[i].scale,
                      is_on ? json_integer_value(
                                  json_object_get(w, "expected_mg"))
                            : 0);
            json_decref(s);
        }
    }
    checks_stop(&site);
    printf("stopped\n");
}

// The site is another's: only what is read of it is filled in.
static int judge(const struct day *d)
{
    snprintf(site.folder, sizeof site.folder, "%s", d->folder);
    snprintf(site.url, sizeof site.url, "%s", d->central);
    FILE *file = fopen(d->token_file, "re");
    if (!file || !fgets(site.token, sizeof site.token, file)) {
        perror(d->token_file);
        return 2;
    }
    fclose(file);
    site.token[strcspn(site.token, "\r\n")] = 0;
    site.bench_count = d->benches;
    for (int i = 0; i < d->benches; i++)
        site_bench_files(&site, i);
    return checks_judge(&site) ? 0 : 1;
}

int main(int argc, char **argv)
{
    struct day d = {.orders = 20, .seed = 1, .benches = 2, .chance = 12,
                    .patience_s = 120};
    const struct watch_owner owner = {report_programs, stop_all};
    sigset_t set;
    umask(077); // tokens stand in what it writes
    if (usage_asked(&USAGE, argc, argv))
        return 0;
    const char *what = "", *why = parse(argc, argv, &d, &what);
    if (why)
        return usage_wrong(&USAGE, what, why);
    if (d.is_judging)
        return judge(&d);
    sigemptyset(&set);
    sigaddset(&set, SIGINT);
    sigaddset(&set, SIGTERM);
    if (d.is_serving)
        sigprocmask(SIG_BLOCK, &set, NULL);
    signal(SIGPIPE, SIG_IGN);
    pthread_mutex_init(&site.starting, NULL);
    atexit(stop_all);
    if (!d.is_serving)
        watch_start(&owner, (int64_t)d.patience_s * 1000);
    set_up(&d);
    if (d.is_serving) {
        serve();
        return 0;
    }
    printf("packing %ld orders at %d benches, seed %ld\n", d.orders,
           site.bench_count, d.seed);
    fflush(stdout);
    int64_t start = site_now_ms();
    pack(&d);
    return checks_report(&site, packers, site_now_ms() - start) ? 0 : 1;
}
