// site.h - a whole site on this computer: central, benches, people, goods.
//
// Used by tools/run, the day and the measurements. Everything lives below one
// folder. Programs are started as a user would start them, and can be killed.
#ifndef TOOLS_SITE_H
#define TOOLS_SITE_H

#include <sys/types.h>
#include "station/base/json.h"
#include "tools/day/sim.h"

enum { SITE_BENCHES_MAX = 4, SITE_ITEMS_MAX = 6000, SITE_CASE = 12,
       SITE_HANDS_MAX = 2 };

struct site_item {
    char sku[64];
    char gtin[16];          // unit code
    char case_gtin[16];     // counts SITE_CASE
    int64_t weight_mg;
};

struct site_bench {
    char name[32];
    char config[300];
    char log[300];
    char db[300];
    char labels[300], scans[300];   // what came out and was scanned, record.h
    char forms[300];
    char gone[300];         // is there once its file was lost or went back
    char url[64];
    char token[64];
    char badge[32];
    int port;
    pid_t pid;
    struct sim_scanner scanner;
    struct sim_scale scale;
    struct sim_printer printer;
};

struct site {
    char folder[200];
    char bin[200];          // where the programs are
    char url[64];
    char token[64];         // of a program with all rights
    char token_file[260];
    char db[260];
    char log[260];
    int port;
    pid_t central;
    int bench_count;
    bool is_practice, is_ending;
    pthread_mutex_t starting;
    const char *hand_at[SITE_HANDS_MAX];    // more of them, for the first bench
    int hand_count;
    struct site_bench bench[SITE_BENCHES_MAX];
    int item_count;
    struct site_item item[SITE_ITEMS_MAX];
};

// Makes the folder, the database, people and benches; nothing runs yet. The
// mutex is the caller's to initialise.
void site_make(struct site *s, const char *folder, const char *bin,
               int bench_count);
void site_start_central(struct site *s);
void site_start_bench(struct site *s, int idx);
void site_start_station(struct site *s, struct site_bench *b);
int site_free_port(void);
void site_kill(pid_t *pid, int signal);

// From here on nothing is started any more: a thread that wants to, waits.
void site_end(struct site *s);

// "runs", "has ended with status 1: its last line" or "was stopped".
void site_program_words(pid_t pid, const char *log, char *out, size_t cap);
void site_people(struct site *s);

// The bench's name and where its files lie, in the site's folder.
void site_bench_files(struct site *s, int idx);

// Runs "tallyman ARGS..." and returns its exit status.
int site_tallyman(struct site *s, const char *const *args, const char *out);

// One call of the API; the caller frees. NULL unless it answered 200.
json_t *site_call(struct site *s, const char *method, const char *path,
                  const char *body);
json_t *site_state(struct site *s, int idx);

// By what its page shows: central refuses this machine, since another one has
// its name, so it does nothing.
bool site_is_blocked(const json_t *state);

// All rows of a list of the API, page by page as central's marks say; "path"
// has its question mark. on_row may be NULL. Returns how many rows there are,
// or -1 when central does not answer or does not come to an end.
typedef void site_on_row(void *arg, const json_t *row);
int64_t site_list(struct site *s, const char *path, const char *name,
                  site_on_row *on_row, void *arg);

// Items from items.csv that was made for this site.
void site_load_items(struct site *s);
const struct site_item *site_find(const struct site *s, const char *sku);

void site_sleep_ms(int ms);
int64_t site_now_ms(void);

#endif
