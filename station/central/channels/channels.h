// channels.h - the engine of all exchanges with other systems.
//
// Once a second it takes the deliveries that are due and the channels to be
// polled, marks them as called, commits, and only then calls. What came back
// is one transaction with all it caused. A channel that fails waits longer
// each time and holds up no other; after CHANNELS_TRIES_MAX a delivery is dead
// and a person may try it again.
#ifndef CENTRAL_CHANNELS_CHANNELS_H
#define CENTRAL_CHANNELS_CHANNELS_H

#include "station/central/channels/exchange.h"
#include "station/central/intake/import.h"
#include "station/http/client.h"
#include "station/store/central/rules/rules.h"

enum { CHANNELS_AT_ONCE = HTTP_CALLS_MAX, CHANNELS_TRIES_MAX = 10 };

struct channel_status {         // of polling and of files, since start
    int64_t next_ms, last_ok_ms;
    int32_t tries;
    int64_t orders;             // taken in
    bool is_busy;
    bool is_reading;            // a file of its folder is being taken in
    char why[200];              // empty while all is well
    struct exchange_session session;
};

struct channels {               // large, of the program
    struct turn *turn;
    struct office *office;
    struct http_client *client;
    struct imports imports;         // files, of folders and of the API
    struct channel_status status[BOOK_CHANNELS_MAX];
    struct channel_slot {
        struct channels *channels;  // for the call's answer: whose, and which
        bool is_used;
        int32_t channel;        // of a poll
        char channel_code[RULE_CODE_MAX + 1];
        struct exchange x;
    } slot[CHANNELS_AT_ONCE];
};

int channels_open(struct channels *c, struct office *office) MUST_USE;
void channels_close(struct channels *c);
void channels_tick(struct channels *c, int64_t at_ms);

// A push of a channel, verified: kept once by its key and taken in. Returns
// the HTTP status and a sentence.
struct channel_push {
    const char *channel, *key, *topic, *signature;
    const char *body;
    size_t body_len;
};
int channels_push(struct channels *c, const struct channel_push *p,
                  const char **words);

// Files that lie in a channel's folder: FOLDER/in/*.csv, *.json, *.tsv are
// taken in and moved to FOLDER/done or FOLDER/refused with a report beside.
void channels_read_folder(struct channels *c, int32_t channel);

// The table of integrations: systems, events, counts, retry state.
json_t *channels_json(struct channels *c);

#endif
