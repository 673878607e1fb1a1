// What channels bring themselves: signed pushes and files in a folder.
#include "station/base/csv.h"
#include "station/base/log.h"
#include "shared/must.h"
#include "station/central/channels/channels.h"
#include "station/central/intake/import.h"
#include "station/central/channels/shopify.h"
#include "station/store/central/channels/inbox.h"
#include "station/store/central/orders/exceptions.h"
#include "station/store/central/orders/orders.h"
#include "station/store/central/outcome.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

static const char *take_pushed(struct channels *c, const struct channel_push *p,
                               const json_t *root, char why[200])
{
    struct order *order = turn_alloc(c->turn, sizeof *order);
    struct outcome_why refusal = {.text = ""};
    struct json_reader r;
    int64_t order_id = 0;
    json_reader_init(&r, root);
    if (!shopify_order_read(&r, order) && json_reader_ok(&r))
        return "done"; // nothing to pack
    snprintf(why, 200, "%s", r.why);
    if (!json_reader_ok(&r))
        return "dead";
    snprintf(order->channel, sizeof order->channel, "%s", p->channel);
    if (office_take(c->office, order, &order_id, &refusal) != OUTCOME_REFUSED)
        return "done";
    if (order_id && refusal.is_unsure) // two changes of one second
        office_hold_unsure(c->office, order_id);
    snprintf(why, 200, "%s", refusal.text);
    return "dead";
}

// Somebody has to see it: the channel believes that it was taken.
static void tell_dead(struct channels *c, const struct channel_push *p,
                      const char *why)
{
    char note[400];
    snprintf(note, sizeof note, "%.60s pushed %.40s and it was not taken: %s",
             p->channel, p->topic, why);
    exceptions_add(c->office->st, "channel", c->office->at_ms, 0, 0, 0, 0,
                   note);
}

// Kept and answered even when it cannot be read: sending it again would not
// help, and a person finds it in the list of dead letters.
static void keep_push(struct channels *c, const struct channel_push *p)
{
    char why[200] = "";
    const char *state = "done";
    json_t *root = json_read(p->body, p->body_len, why, sizeof why);
    if (!root)
        state = "dead";
    else if (strncmp(p->topic, "orders/", 7) == 0)
        state = take_pushed(c, p, root, why);
    else
        state = "dropped";
    struct inbox_row row = {.channel = p->channel, .key = p->key,
                            .topic = p->topic, .state = state, .why = why,
                            .body = p->body, .body_len = p->body_len,
                            .at_ms = c->office->at_ms};
    inbox_add(c->office->st, &row);
    json_decref(root);
    if (strcmp(state, "dead") == 0)
        tell_dead(c, p, why);
}

int channels_push(struct channels *c, const struct channel_push *p,
                  const char **words)
{
    struct office *o = c->office;
    const struct book_channel *k = book_channel(&o->book, p->channel);
    *words = "taken";
    // Who asks without a key does not learn which channels there are.
    if (!k || k->is_off || k->system != BOOK_SHOPIFY ||
        !shopify_is_signed(k->secret, k->secret_2, p->body, p->body_len,
                           p->signature)) {
        *words = "the signature is wrong";
        return 401;
    }
    if (!p->key[0]) {
        *words = "the delivery has no id";
        return 400;
    }
    if (inbox_has(o->st, k->code, p->key))
        *words = "seen before";
    else
        keep_push(c, p);
    return 200;
}

static const char *format_of(const char *name)
{
    const char *dot = strrchr(name, '.');
    if (!dot)
        return NULL;
    if (strcmp(dot, ".csv") == 0)
        return "csv";
    if (strcmp(dot, ".json") == 0)
        return "json";
    return strcmp(dot, ".tsv") == 0 || strcmp(dot, ".txt") == 0 ? "amazon"
                                                                : NULL;
}

// A report beside the file says what was taken of it, line by line.
static void write_report(const char *path, const json_t *report,
                         const char *why)
{
    char name[700];
    snprintf(name, sizeof name, "%s.report.json", path);
    if (report) {
        if (json_dump_file(report, name, JSON_INDENT(2)) != 0)
            log_error("report_failed file=\"%s\"", name);
        return;
    }
    json_t *o = json_pack("{s:o}", "why", json_text(why));
    if (json_dump_file(o, name, JSON_INDENT(2)) != 0)
        log_error("report_failed file=\"%s\"", name);
    json_decref(o);
}

static void move_file(const char *from, const char *folder, const char *sub,
                      const char *name, const json_t *report, const char *why)
{
    char to[600];
    snprintf(to, sizeof to, "%s/%s", folder, sub);
    mkdir(to, 0750);
    snprintf(to, sizeof to, "%s/%s/%s", folder, sub, name);
    write_report(to, report, why);
    if (rename(from, to) != 0)
        log_error("file_move_failed file=\"%s\"", from);
}

struct reading {                // a file under way
    struct channels *c;
    int32_t channel;
    char folder[220], name[256];
    char *chars;
};

static void end_reading(struct reading *r)
{
    r->c->status[r->channel].is_reading = false;
    free(r->chars);
    free(r);
}

static void put_away(const struct reading *r, const json_t *report,
                     const char *why)
{
    struct channel_status *s = &r->c->status[r->channel];
    char path[600];
    // What was passed over is said in the report, and is nothing to mend.
    bool is_good = report && json_integer_value(json_object_get(
                                 report, "refused")) == 0;
    s->orders += json_integer_value(json_object_get(report, "new"));
    snprintf(s->why, sizeof s->why, "%s%.60s%s", is_good ? "" : "see ",
             is_good ? "" : r->name, is_good ? "" : ".report.json");
    snprintf(path, sizeof path, "%s/in/%s", r->folder, r->name);
    move_file(path, r->folder, is_good ? "done" : "refused", r->name, report,
              why);
}

// It is moved only when all of it is kept, or none of it can be. After a crash
// it is read again, and a second reading changes nothing.
static void on_read(void *arg, int rc, json_t *report, const char *why)
{
    struct reading *r = arg;
    struct channel_status *s = &r->c->status[r->channel];
    if (rc == ERR_OK || rc == ERR_PARSE) {
        put_away(r, report, why);
        s->next_ms = turn_at_ms(r->c->turn);
    } else {
        snprintf(s->why, sizeof s->why, "%.60s: %.120s", r->name, why);
    }
    json_decref(report);
    end_reading(r);
}

static void read_file(struct channels *c, int32_t channel, const char *name)
{
    const struct book_channel *k = &c->office->book.channel[channel];
    char path[600], why[300] = "";
    size_t len = 0;
    struct reading *r = calloc(1, sizeof *r);
    must(r != NULL);
    r->c = c;
    r->channel = channel;
    snprintf(r->folder, sizeof r->folder, "%s", k->folder);
    snprintf(r->name, sizeof r->name, "%s", name);
    snprintf(path, sizeof path, "%s/in/%s", k->folder, name);
    c->status[channel].is_reading = true;
    if (csv_load_file(path, &r->chars, &len, why, sizeof why) < 0) {
        on_read(r, ERR_PARSE, NULL, why);
        return;
    }
    struct import in = {.kind = "orders", .format = format_of(name),
                        .channel = k->code, .chars = r->chars, .len = len,
                        .first_line = 2, .at_ms = c->office->at_ms};
    if (imports_add(&c->imports, &in, on_read, r) < 0)
        end_reading(r); // many are under way: later
}

void channels_read_folder(struct channels *c, int32_t channel)
{
    const struct book_channel *k = &c->office->book.channel[channel];
    struct channel_status *s = &c->status[channel];
    char path[240], name[256] = "";
    snprintf(path, sizeof path, "%s/in", k->folder);
    s->next_ms = c->office->at_ms + (int64_t)k->poll_s * 1000;
    if (s->is_reading)
        return;
    DIR *dir = opendir(path);
    if (!dir) {
        snprintf(s->why, sizeof s->why, "no folder %.180s", path);
        return;
    }
    s->last_ok_ms = c->office->at_ms;
    // One file after the other, the first by name.
    for (struct dirent *e = readdir(dir); e; e = readdir(dir))
        if (e->d_name[0] != '.' && format_of(e->d_name) &&
            (!name[0] || strcmp(e->d_name, name) < 0))
            snprintf(name, sizeof name, "%s", e->d_name);
    closedir(dir);
    if (!name[0])
        return;
    read_file(c, channel, name);
}
