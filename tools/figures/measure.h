// measure.h - figures beside the limit they are compared with.
//
// Each measurement prints JSON objects, one a line:
//     {"name":...,"value":...,"unit":...,"limit":...,"ratio":...}
// The limit is measured in the same run on the same disk; ratio is value
// divided by limit.
#ifndef TOOLS_MEASURE_H
#define TOOLS_MEASURE_H

#include "station/record/journal.h"

#include <stdint.h>
#include <sys/types.h>

enum { MEASURE_HEADERS_MAX = 160 };

struct measure {
    const char *bin;        // where the programs are
    const char *folder;     // scratch, on the disk that counts
};

void measure_print(const char *name, double value, const char *unit,
                   double limit);

// The p-th of a hundred of count values, which are sorted in place.
double measure_percentile(double *values, int count, int p);
double measure_now_us(void);

// One durable commit of a row like a scan's, repeated: p50 and p99 in us.
void measure_commit(const struct measure *m, double *p50, double *p99);

// Appends rows to a bench's journal, without central knowing of them.
void measure_fill_journal(const char *path, int64_t rows);

// The real central on this database and port; ends with this program.
pid_t measure_central(const struct measure *m, const char *path, int port);

// Says to the central at url (scheme, host, port) who a station is, whose last
// row is tip, and writes the headers of all that it asks, each with line_end:
// \r\n as they are sent, \n as http_call takes them.
void measure_greet(const char *url, const char *token, struct journal_tip tip,
                   const char *line_end, char headers[MEASURE_HEADERS_MAX]);

int measure_scan(const struct measure *m);
int measure_intake(const struct measure *m);
int measure_start(const struct measure *m);
int measure_oms(const struct measure *m);
int measure_boxes(const struct measure *m);
int measure_load(const struct measure *m);

#endif
