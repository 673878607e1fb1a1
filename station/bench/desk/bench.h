// bench.h - the program tallyman-station: one bench, its devices and its page.
//
// Everything that happens arrives as an event: a scan, a weight, an answer of
// the printer, a change from central. bench_on_event is the one switch. A pack
// event is decided on a copy, written to the journal, committed, and only then
// becomes the truth and is shown and heard (see pack_flow.c).
#ifndef BENCH_DESK_BENCH_H
#define BENCH_DESK_BENCH_H

#include "station/bench/hand/camera.h"
#include "station/devices/device.h"
#include "shared/code.h"
#include "station/domain/pack/pack.h"
#include "station/http/client.h"
#include "station/http/server.h"
#include "station/label/label_writer.h"
#include "station/store/bench/bench_store.h"
#include "station/store/bench/journal.h"

#include <stdio.h>

enum {
    BENCH_DEVICES_MAX = 128,    // a hundred handhelds and the rest
    BENCH_LEASE_MAX = 8,
    BENCH_SCREEN_MAX = 64 * 1024,
    BENCH_LABEL_MAX = DEVICE_JOB_MAX,
    BENCH_CLOCK_OFF_MS = 60000, // a larger difference to central is shown
};

enum bench_sign { SIGN_OUT, SIGN_PIN, SIGN_IN };

// What the page has to say besides the state of the order.
enum bench_notice {
    NOTICE_NONE,
    NOTICE_SIGN_IN_FIRST,
    NOTICE_BADGE_UNKNOWN,
    NOTICE_PIN_WRONG,
    NOTICE_PIN_WAIT,
    NOTICE_SCAN_ORDER,      // an order or tote is wanted, not this
    NOTICE_FETCHING,
    NOTICE_NOT_FOUND,
    NOTICE_TAKEN,           // by notice_text
    NOTICE_ON_HOLD,
    NOTICE_ALREADY_PACKED,
    NOTICE_CANCELLED,
    NOTICE_NO_STOCK,
    NOTICE_OFFLINE,         // not claimed here, and central does not answer
    NOTICE_TAKEN_OVER,      // another bench has this order now: stop
    NOTICE_HANDOVER,        // scan the badge again to take this parcel over
    NOTICE_SUPERVISOR,      // a supervisor's badge is needed
    NOTICE_RECOVERED,
    NOTICE_DISK,            // the last event could not be kept
    NOTICE_LATE,            // a scan came too late to be counted: notice_text
    NOTICE_COUNT,
};

enum bench_act { ACT_NONE, ACT_REPRINT };

struct bench_conf {
    char name[64];
    char central[128];      // empty: works alone
    char token[64];
    char host[64];
    int port;
    char data[256];         // folder of the database
    char assets[256];
    char language[8];
    int lease;              // orders claimed ahead
    int dpi;
    bool prints_slip;
    bool is_practice;       // own store, nothing is posted
    int hand_setting[MESSAGE_SETTINGS]; // said to each handheld, -1 is not
    struct pack_rule rule;
};

struct bench_last {         // the last scan, for the page
    char code[80];
    enum verdict verdict;
    int64_t item_id;
    int64_t at_ms;
};

struct bench_record {       // the handheld's scan that is being acted on
    uint32_t seq;           // 0: none
    uint32_t journal_id;
    int32_t slot;
    bool is_kept;           // committed with what it did
    bool has_failed;        // what it does could not be committed
    char name[MESSAGE_NAME_MAX + 1];
};

struct sync;

struct bench {
    struct bench_conf conf;
    struct loop loop;
    struct store store;
    struct http_server *http;
    struct http_channel channel;
    char screen[BENCH_SCREEN_MAX + 64];
    uint64_t screen_count;      // changes shown
    uint64_t scan_count;        // scans taken, whatever their verdict

    struct device device[BENCH_DEVICES_MAX];
    int32_t device_count;
    struct port_bus bus;        // what the devices' ports share
    struct weigh_sample weight;
    struct weigh_watch watch;
    int64_t judged_mg;          // the last weight that was judged, or 0
    struct loop_timer tick;

    struct journal_tip tip;
    enum bench_sign sign;
    struct bench_person person; // signed in, or about to be (SIGN_PIN)
    struct bench_person next_person;    // asked to take the parcel over
    int pin_failures;
    int64_t pin_until_ms;

    bool has_work;
    struct bench_work work;
    json_t *body;               // the order as central gave it
    struct pack pack;           // the truth
    struct pack next;           // the copy on which an event is decided
    struct bench_work done;     // the last one that is over, for the page
    enum pack_state done_state;
    int64_t done_parcels;
    enum bench_act pending;     // waits for a supervisor's badge
    char label[BENCH_LABEL_MAX];
    const struct label_writer *writer;  // of the first printer's language

    enum bench_notice notice;
    char notice_text[80];
    enum tone tone;
    uint64_t tone_count;        // the page plays when it grows
    struct bench_last last;

    struct bench_record record;
    uint64_t hand_tone_count;   // the last tone the handhelds were told
    struct camera camera;
    struct handheld_update update;
    uint8_t *update_bytes;      // a bundle, or NULL
    struct sync *sync;
};

// bench.c
void bench_on_event(void *arg, const struct event *ev);
void bench_scan(struct bench *b, const char *bytes, size_t len,
                int64_t at_ms);
void bench_pin(struct bench *b, const char *pin, int64_t at_ms);
void bench_notice(struct bench *b, enum bench_notice n, const char *text,
                  enum tone tone);
bool bench_is_supervisor(const struct bench_person *p);

// pack_flow.c: one pack event, from the copy to the commit to the feedback.
// raw is what the scanner sent, or NULL. person_id is who answers for it.
int pack_flow(struct bench *b, const struct pack_event *ev, const char *raw,
              size_t raw_len, int64_t person_id, int64_t at_ms);
void pack_flow_clear_scale(struct bench *b, int64_t at_ms);
void pack_flow_act(struct bench *b, int64_t at_ms);
void pack_flow_job(struct bench *b, const struct event *ev);
void pack_flow_weight(struct bench *b, const struct weigh_sample *s);

// bench.c: ends the transaction that the caller began, with this row and with
// what the handheld's scan is known by. A failure is shown on the page.
int bench_commit(struct bench *b, struct journal_row *row);
int bench_note(struct bench *b, const char *kind, int64_t person_id,
               int64_t at_ms);

// work_flow.c: which order is on the bench.
int work_open(struct bench *b, const struct bench_work *w, int64_t at_ms);
int work_restore(struct bench *b, int64_t shipment_id, struct pack *p);
void work_reconcile(struct bench *b, int64_t at_ms);
void work_take(struct bench *b, const json_t *work, int64_t at_ms);
void work_feed(struct bench *b, const json_t *work, int64_t at_ms);
void work_close(struct bench *b);
void work_recover(struct bench *b, int64_t at_ms);

// sync.c
int sync_open(struct bench *b, char *why, size_t why_cap) MUST_USE;
void sync_push(struct bench *b);
void sync_claim(struct bench *b, const char *code, bool take_over);
bool sync_is_online(const struct bench *b);
int64_t sync_heard_ms(const struct bench *b);
int64_t sync_unsent(const struct bench *b);
int64_t sync_skew_ms(const struct bench *b);
void sync_close(struct bench *b);

// paper.c: the open parcel's label, and the slip with the last one.
int paper_write(struct bench *b, size_t *len);

// hand_flow.c: handhelds. hand_keep inside the transaction of what a scan did,
// hand_kept after its commit, with what that returned.
void hand_scan(struct bench *b, const struct event *ev);
void hand_news(struct bench *b, const struct event *ev);
void hand_keep(struct bench *b);
void hand_kept(struct bench *b, int rc);
void hand_feel(struct bench *b);
void hand_symbol(void *arg, int32_t slot, const struct message *symbol);
json_t *hand_json(struct bench *b);
void hand_metrics(const struct bench *b, FILE *out);    // Prometheus text
void hand_say(struct bench *b, int32_t slot, const struct message *m);
void hand_answer(struct bench *b, int32_t slot, uint32_t seq, const char *text);

// hand_list.c: picking lists for handhelds. An empty code asks for the next;
// check takes a status: what is void is taken back, half a lease renewed.
void hand_list_ask(struct bench *b, int32_t slot, const char *code);
void hand_list_check(struct bench *b, int32_t slot, const struct message *m);

// practice.c: items, people and orders to practise with.
int practice_seed(struct bench *b) MUST_USE;

// screen.c
void screen_show(struct bench *b);
const char *notice_name(enum bench_notice n);

// routes.c
extern const struct http_route BENCH_ROUTES[];
bool bench_admit(void *app, struct http_request *rq, int who);

#endif
