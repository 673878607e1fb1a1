#include "tools/day/site.h"
#include "station/http/client.h"

#include <arpa/inet.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

static NO_RETURN void die(const char *what)
{
    fprintf(stderr, "site: %s: %s\n", what, strerror(errno));
    exit(1);
}

// Programs are killed and started again at the same port. It lies below those
// that Linux gives to outgoing connections (from 32768): one of these could
// take it meanwhile, or reach itself there. Sites that start side by side have
// neighbouring process ids: each begins a stride away, or one would take the
// ports of what the other has just killed.
int site_free_port(void)
{
    enum { FIRST = 10000, COUNT = 10000, STRIDE = 128 };
    static int next;
    int yes = 1;
    for (int n = 0; n < COUNT; n++) {
        int port = FIRST + (getpid() * STRIDE + next++) % COUNT;
        struct sockaddr_in a = {.sin_family = AF_INET,
                                .sin_port = htons((uint16_t)port),
                                .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
        int fd = socket(AF_INET, SOCK_STREAM, 0);
        if (fd < 0)
            die("port");
        setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
        bool is_free = bind(fd, (struct sockaddr *)&a, sizeof a) == 0;
        close(fd);
        if (is_free)
            return port;
    }
    die("port");
}

static void write_file(const char *path, const char *text)
{
    FILE *file = fopen(path, "we");
    if (!file || fputs(text, file) < 0 || fclose(file) != 0)
        die(path);
}

static void bench_config(struct site *s, struct site_bench *b)
{
    char text[2048];
    snprintf(text, sizeof text,
             "[station]\nname = %s\ncentral = %s\ntoken = %s\n"
             "listen = 127.0.0.1:%d\ndata = %s/%s\nlease = 2\n"
             "%s\n[packing]\nscale_step_mg = 1000\nbox_mg = 250000\n\n"
             "[device scanner]\nkind = scanner\nspeaks = %s\n"
             "at = tcp:127.0.0.1:%d\n\n"
             "[device scale]\nkind = scale\nspeaks = mt-sics\n"
             "at = tcp:127.0.0.1:%d\n\n"
             "[device printer]\nkind = printer\nspeaks = zpl\n"
             "at = tcp:127.0.0.1:%d\n",
             b->name, s->url, b->token, b->port, s->folder, b->name,
             s->is_practice ? "practice = yes\n" : "",
             b->scanner.hand ? "tallyman" : "lines", b->scanner.line.port,
             b->scale.line.port, b->printer.line.port);
    for (int i = 0; b == &s->bench[0] && i < s->hand_count; i++) {
        size_t len = strlen(text);
        snprintf(text + len, sizeof text - len,
                 "\n[device hand-%d]\nkind = scanner\nspeaks = tallyman\n"
                 "at = %s\n",
                 i + 1, s->hand_at[i]);
    }
    write_file(b->config, text);
}

// "station bench-1 token XYZ" and "program day token XYZ".
static void read_tokens(struct site *s, const char *path)
{
    char line[300], kind[16], name[64], token[64];
    FILE *file = fopen(path, "re");
    if (!file)
        die(path);
    while (fgets(line, sizeof line, file)) {
        if (sscanf(line, "%15s %63s token %63s", kind, name, token) != 3)
            continue;
        if (strcmp(kind, "program") == 0)
            snprintf(s->token, sizeof s->token, "%s", token);
        for (int i = 0; i < s->bench_count; i++)
            if (strcmp(s->bench[i].name, name) == 0)
                snprintf(s->bench[i].token, sizeof s->bench[i].token, "%s",
                         token);
    }
    fclose(file);
}

void site_bench_files(struct site *s, int idx)
{
    struct site_bench *b = &s->bench[idx];
    char at[260]; // a copy: all of them lie in *s itself
    snprintf(b->name, sizeof b->name, "bench-%d", idx + 1);
    snprintf(b->badge, sizeof b->badge, "!BP%04d", idx + 1);
    snprintf(at, sizeof at, "%s/bench-%d", s->folder, idx + 1);
    snprintf(b->config, sizeof b->config, "%s.ini", at);
    snprintf(b->log, sizeof b->log, "%s.log", at);
    snprintf(b->db, sizeof b->db, "%s/bench.db", at);
    snprintf(b->labels, sizeof b->labels, "%s.labels", at);
    snprintf(b->scans, sizeof b->scans, "%s.scans", at);
    snprintf(b->forms, sizeof b->forms, "%s.forms", at);
    snprintf(b->gone, sizeof b->gone, "%s.gone", at);
}

void site_make(struct site *s, const char *folder, const char *bin,
               int bench_count)
{
    const char *args[24] = {"init", s->db, "--name", "Site manager",
                            "--login", "manager", "--token", "day",
                            "--scope", "manager"};
    char path[300];
    int n = 10;
    snprintf(s->folder, sizeof s->folder, "%s", folder);
    snprintf(s->bin, sizeof s->bin, "%s", bin);
    snprintf(s->db, sizeof s->db, "%s/central.db", folder);
    snprintf(s->log, sizeof s->log, "%s/central.log", folder);
    snprintf(s->token_file, sizeof s->token_file, "%s/token", folder);
    if (mkdir(folder, 0700) != 0 && errno != EEXIST)
        die(folder);
    s->port = s->port ? s->port : site_free_port();
    snprintf(s->url, sizeof s->url, "http://127.0.0.1:%d", s->port);
    s->bench_count = bench_count;
    for (int i = 0; i < bench_count; i++) {
        struct site_bench *b = &s->bench[i];
        site_bench_files(s, i);
        b->port = b->port ? b->port : site_free_port();
        snprintf(b->url, sizeof b->url, "http://127.0.0.1:%d", b->port);
        // The last of several benches has a handheld.
        snprintf(path, sizeof path, "%s/tallyman-hand", bin);
        if (i > 0 && i + 1 == bench_count)
            sim_hand_start(&b->scanner, path, s->folder, b->name);
        else
            sim_scanner_start(&b->scanner, 0);
        sim_scale_start(&b->scale, 0);
        sim_printer_start(&b->printer, 0);
        b->printer.record_to = b->labels;
        b->printer.forms_to = b->forms;
        args[n++] = "--station";
        args[n++] = b->name;
    }
    snprintf(path, sizeof path, "%s/password", folder);
    write_file(path, "correct horse battery\n");
    if (site_tallyman(s, args, "tokens") != 0)
        die("tallyman init");
    snprintf(path, sizeof path, "%s/tokens", folder);
    read_tokens(s, path);
    write_file(s->token_file, s->token);
    for (int i = 0; i < bench_count; i++)
        bench_config(s, &s->bench[i]);
    snprintf(path, sizeof path, "%s/central.ini", folder);
    write_file(path, "[central]\nsscc_prefix = 9506000\nsender = Tallyman "
                     "Sample Site|Dock 4|Quay Road 1|Lisboa|Portugal\n");
}

json_t *site_call(struct site *s, const char *method, const char *path,
                  const char *body)
{
    char url[512], *answer;
    size_t len;
    snprintf(url, sizeof url, "%s%s", s->url, path);
    struct http_call call = {.method = method,
                             .url = url,
                             .token = s->token,
                             .body = body,
                             .body_len = body ? strlen(body) : 0};
    int status = http_call_now(&call, &answer, &len);
    json_t *root = status == 200 ? json_read(answer, len, NULL, 0) : NULL;
    free(answer);
    return root;
}

// One page; the mark of the next one in place of its own, empty on the last.
static int64_t read_page(struct site *s, const char *path, const char *name,
                         char mark[64], site_on_row *on_row, void *arg)
{
    char at[300];
    size_t i;
    const json_t *row;
    snprintf(at, sizeof at, "%s%s%s", path, mark[0] ? "&after=" : "", mark);
    json_t *page = site_call(s, "GET", at, NULL);
    const json_t *rows = json_object_get(page, name);
    int64_t count = json_is_array(rows) ? (int64_t)json_array_size(rows) : -1;
    if (on_row)
        json_array_foreach(rows, i, row)
            on_row(arg, row);
    const char *next = json_string_value(json_object_get(page, "next"));
    snprintf(mark, 64, "%s", next ? next : "");
    json_decref(page);
    return count;
}

int64_t site_list(struct site *s, const char *path, const char *name,
                  site_on_row *on_row, void *arg)
{
    char mark[64] = "", before[64];
    int64_t count = 0;
    do {
        memcpy(before, mark, sizeof before);
        int64_t n = read_page(s, path, name, mark, on_row, arg);
        if (n < 0 || (mark[0] && strcmp(mark, before) == 0))
            return -1;
        count += n;
    } while (mark[0]);
    return count;
}

json_t *site_state(struct site *s, int idx)
{
    char url[128], *answer;
    size_t len;
    snprintf(url, sizeof url, "%s/bench/state", s->bench[idx].url);
    struct http_call call = {.method = "GET", .url = url};
    int status = http_call_now(&call, &answer, &len);
    json_t *root = status == 200 ? json_read(answer, len, NULL, 0) : NULL;
    free(answer);
    return root;
}

static void must_call(struct site *s, const char *path, const char *body)
{
    json_t *answer = site_call(s, "POST", path, body);
    if (!answer) {
        fprintf(stderr, "site: central refused %s %s\n", path, body);
        exit(1);
    }
    json_decref(answer);
}

// A carrier with a cheaper service for light parcels; what the scale says may
// ask for the other one.
static void add_services(struct site *s)
{
    static const char *const RULES[][2] = {
        {"calendar", "{\"code\":\"ALL\",\"body\":{\"weekdays\":\"1111111\"}}"},
        {"warehouse",
         "{\"code\":\"MAIN\",\"body\":{\"name\":\"Main\",\"country\":\"PT\","
         "\"calendar\":\"ALL\",\"open\":\"00:00\",\"close\":\"23:59\"}}"},
        {"carrier", "{\"code\":\"VAN\",\"body\":{\"name\":\"Van & Sons\","
                    "\"calendar\":\"ALL\",\"cutoff\":\"23:30\","
                    "\"routing\":\"{country}-{service}\"}}"},
        {"service",
         "{\"code\":\"LIGHT\",\"body\":{\"name\":\"Light parcel\","
         "\"carrier\":\"VAN\",\"max_g\":1000,\"areas\":[{\"country\":\"\","
         "\"zone\":0,\"days\":2}],\"zones\":[{\"steps\":[[1000,300]]}]}}"},
        {"service",
         "{\"code\":\"ANY\",\"body\":{\"name\":\"Parcel of any weight\","
         "\"carrier\":\"VAN\",\"areas\":[{\"country\":\"\",\"zone\":0,"
         "\"days\":2}],\"zones\":[{\"steps\":[[5000,600]],"
         "\"per_kg_minor\":50}]}}"}};
    char path[80];
    for (size_t i = 0; i < sizeof RULES / sizeof RULES[0]; i++) {
        snprintf(path, sizeof path, "/api/v1/rules/%s", RULES[i][0]);
        must_call(s, path, RULES[i][1]);
    }
}

void site_people(struct site *s)
{
    char body[300];
    for (int i = 0; i < s->bench_count; i++) {
        snprintf(body, sizeof body,
                 "{\"name\":\"Packer %d\",\"role\":\"packer\","
                 "\"login\":\"packer%d\",\"badge\":\"P%04d\"}",
                 i + 1, i + 1, i + 1);
        must_call(s, "/api/v1/people", body);
    }
    must_call(s, "/api/v1/people",
              "{\"name\":\"Sol Supervisor\",\"role\":\"supervisor\","
              "\"login\":\"sol\",\"badge\":\"S0001\"}");
    must_call(s, "/api/v1/people",
              "{\"name\":\"Pim Pin\",\"role\":\"packer\",\"login\":\"pim\","
              "\"badge\":\"P9000\",\"pin\":\"2468\"}");
    // Its packers count what an order wants many of.
    must_call(s, "/api/v1/rules/profile",
              "{\"code\":\"default\",\"body\":{\"verify\":\"first\"}}");
    add_services(s);
    must_call(s, "/api/v1/boxes",
              "{\"code\":\"BOX-M\",\"name\":\"Box M 400 x 300 x 200\","
              "\"tare_mg\":250000}");
    must_call(s, "/api/v1/boxes",
              "{\"code\":\"BOX-L\",\"name\":\"Box L 600 x 400 x 300\","
              "\"tare_mg\":520000}");
}

void site_load_items(struct site *s)
{
    char path[300], line[1024];
    snprintf(path, sizeof path, "%s/items.csv", s->folder);
    FILE *file = fopen(path, "re");
    if (!file)
        die(path);
    while (fgets(line, sizeof line, file) && s->item_count < SITE_ITEMS_MAX) {
        struct site_item *i = &s->item[s->item_count];
        long long grams;
        // sku,weight_g,codes,... as tools/sample writes it
        if (sscanf(line, "%63[^,],%lld,%15[^;];%15[^*]*", i->sku, &grams,
                   i->gtin, i->case_gtin) != 4)
            continue;
        i->weight_mg = grams * 1000;
        s->item_count++;
    }
    fclose(file);
}

const struct site_item *site_find(const struct site *s, const char *sku)
{
    for (int i = 0; i < s->item_count; i++)
        if (strcmp(s->item[i].sku, sku) == 0)
            return &s->item[i];
    return NULL;
}

bool site_is_blocked(const json_t *state)
{
    const json_t *health = json_object_get(state, "health");
    const char *word = json_string_value(
        json_object_get(json_object_get(health, "central"), "word"));
    return word &&
           (strcmp(word, "second") == 0 || strcmp(word, "foreign") == 0);
}
