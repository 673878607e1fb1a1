#include "station/bench/core/setup.h"
#include "station/base/log.h"
#include "station/base/text.h"
#include "station/bench/core/commit.h"
#include "station/bench/core/practice.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static void copy(char *out, size_t cap, const char *text)
{
    snprintf(out, cap, "%s", text);
}

static int complain(char *why, size_t why_cap, const char *text)
{
    copy(why, why_cap, text);
    return ERR_PARSE;
}

static int read_listen(struct core_conf *k, struct conf *c, char *why,
                       size_t why_cap)
{
    const char *s = "station";
    const char *listen = conf_text(c, s, "listen", "127.0.0.1:7081");
    if (text_to_host_port(listen, k->host, sizeof k->host, &k->port) < 0)
        return complain(why, why_cap, "[station] listen must be HOST:PORT");
    bool is_open = conf_bool(c, s, "listen_beyond_this_computer", false);
    if (strncmp(k->host, "127.", 4) != 0 && !is_open)
        return complain(why, why_cap,
                        "[station] listen is not a loopback address: say "
                        "listen_beyond_this_computer = yes to allow it");
    return ERR_OK;
}

int setup_conf(struct core_conf *k, struct conf *c, char *why, size_t why_cap)
{
    const char *s = "station";
    conf_copy(c, s, "name", NULL, k->name, sizeof k->name);
    conf_copy(c, s, "central", "", k->central, sizeof k->central);
    conf_copy(c, s, "token", "", k->token, sizeof k->token);
    conf_copy(c, s, "hosts", "", k->hosts, sizeof k->hosts);
    conf_copy(c, s, "data", NULL, k->data, sizeof k->data);
    conf_copy(c, s, "assets", "", k->assets, sizeof k->assets);
    conf_copy(c, s, "language", "en", k->language, sizeof k->language);
    conf_copy(c, "sound", "program", "", k->sound, sizeof k->sound);
    if (c->why[0])
        return complain(why, why_cap, c->why);
    for (size_t n = strlen(k->central); n > 0 && k->central[n - 1] == '/'; n--)
        k->central[n - 1] = 0; // as a browser's line of address has it
    if (k->sound[0] && access(k->sound, X_OK) != 0) {
        snprintf(why, why_cap, "[sound] program: %s: %s", k->sound,
                 strerror(errno));
        return ERR_PARSE;
    }
    k->lease = (int)conf_int(c, s, "lease", 0, CORE_LEASE_MAX, 3);
    k->dpi = (int)conf_int(c, "packing", "dpi", 203, 300, 203);
    k->step_mg = conf_int(c, "packing", "scale_step_mg", 1, 1000000, 2000);
    k->is_practice = conf_bool(c, s, "practice", false);
    if (k->dpi != 203 && k->dpi != 300)
        return complain(why, why_cap, "[packing] dpi must be 203 or 300");
    return read_listen(k, c, why, why_cap);
}

int setup_store(struct core *c, int64_t at_ms, char *why, size_t why_cap)
{
    char path[300];
    if (mkdir(c->conf.data, 0700) != 0 && errno != EEXIST) {
        snprintf(why, why_cap, "%s: %s", c->conf.data, strerror(errno));
        return ERR_IO;
    }
    // Practice has a file of its own: nothing of it is ever posted.
    snprintf(path, sizeof path, "%s/%s", c->conf.data,
             c->conf.is_practice ? "practice.db" : "bench.db");
    int rc = core_open(c, path, at_ms);
    if (rc == ERR_OK && c->store.is_tightened)
        log_warn("file_was_readable_by_others file=%s", path);
    if (rc == ERR_OK)
        rc = identity_start(c, at_ms);
    if (rc == ERR_OK && c->conf.is_practice)
        rc = practice_seed(c);
    if (rc < 0)
        copy(why, why_cap, store_why(&c->store));
    return rc;
}

// This start's number, which no handheld has heard in the one before.
static int count_start(struct core *c, uint32_t *start_no)
{
    int64_t n = store_counter(&c->store, "starts", 0) + 1;
    commit_begin(c);
    store_counter_set(&c->store, "starts", n);
    *start_no = (uint32_t)n;
    return commit(c, NULL, NULL, 0);
}

// A printer's labels are written in the language in which its status is asked.
static int pair_printer(struct core *c, const struct device_setup *s,
                        char *why, size_t why_cap)
{
    char no_writer[120];
    const struct label_writer *w =
        label_writer_find(s->speaks, no_writer, sizeof no_writer);
    if (!c->writer)
        c->writer = w;
    if (!w)
        snprintf(why, why_cap, "device %.50s: %s", s->name, no_writer);
    return w ? ERR_OK : ERR_PARSE;
}

int setup_devices(struct core *c, struct conf *conf,
                  const struct handheld_update *update, device_fn *fn,
                  void *arg, char *why, size_t why_cap)
{
    char section[CONF_NAME_MAX + 1];
    const char *name;
    uint32_t start_no;
    if (count_start(c, &start_no) < 0)
        return complain(why, why_cap, store_why(&c->store));
    for (int n = 0; (name = conf_section(conf, "device", n)); n++) {
        if (n == CORE_DEVICES_MAX)
            return complain(why, why_cap, "more than 128 devices");
        snprintf(section, sizeof section, "device %.50s", name);
        struct device_setup s = {
            .name = name,
            .kind = conf_text(conf, section, "kind", NULL),
            .at = conf_text(conf, section, "at", NULL),
            .speaks = conf_text(conf, section, "speaks", NULL),
            .line = conf_text(conf, section, "line", ""),
            .unit = conf_text(conf, section, "unit", ""),
            .update = update,
            .start_no = start_no,
            .bus = &c->bus};
        if (device_open(&c->device[n], c->loop, n, &s, fn, arg, why,
                        why_cap) < 0)
            return ERR_PARSE;
        if (c->device[n].kind == DEVICE_PRINTER &&
            pair_printer(c, &s, why, why_cap) < 0)
            return ERR_PARSE;
        c->device_count++;
    }
    return ERR_OK;
}
