// printer.h - printers: one label job at a time, and what became of it.
//
// Before a job the printer is asked how it is; silence or a fault means that
// not a byte is sent and the job has failed. After it the printer is asked
// until it has taken everything; a fault, silence or a lost line after the
// first byte makes the job unknown: a person or the label itself has to say. A
// job is never sent twice. Pure but for the port: bytes and time come in.
//
//     IDLE --job--> CHECKING --ready--> SENDING --taken--> IDLE (printed)
//                      | silent, fault     | fault, silent, gone
//                      v                   v
//                    IDLE (failed)       IDLE (unknown)
#ifndef DEVICES_PRINTER_PRINTER_H
#define DEVICES_PRINTER_PRINTER_H

#include "station/devices/event.h"
#include "station/devices/printer/status_language.h"

enum {
    PRINTER_ANSWER_MS = 1500,   // no answer in this time: silent
    PRINTER_ASK_MS = 200,       // while a job is under way
    PRINTER_IDLE_ASK_MS = 2000,
    PRINTER_JOB_MS = 20000,     // a job that is not taken by then is unknown
};

enum printer_step { PRINTER_IDLE, PRINTER_CHECKING, PRINTER_SENDING };

struct printer_out {            // what the caller does after a call
    bool ask;                   // send the language's question
    bool send;                  // commit "sent", then send the job's bytes
    bool has_result;
    enum job_result result;
    bool has_changed;           // state is another one
};

struct printer {                // private but for state and job_id
    enum printer_step step;
    enum printer_state state;
    bool is_open;
    int64_t job_id;
    int64_t asked_ms;           // 0 when no answer is owed
    int64_t step_ms;            // when the step began
    int64_t next_ask_ms;
    const struct status_language *language;
    struct status_reader reader;
};

void printer_init(struct printer *p, const struct status_language *language);
void printer_opened(struct printer *p, int64_t now_ms,
                    struct printer_out *out);
void printer_gone(struct printer *p, struct printer_out *out);

// Takes a job. False when one is under way.
bool printer_job(struct printer *p, int64_t job_id, int64_t now_ms,
                 struct printer_out *out);
void printer_byte(struct printer *p, uint8_t byte, int64_t now_ms,
                  struct printer_out *out);

// At least every PRINTER_ASK_MS.
void printer_tick(struct printer *p, int64_t now_ms, struct printer_out *out);

#endif
