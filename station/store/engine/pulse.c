#include "station/store/engine/pulse.h"
#include "station/base/log.h"

#include <sqlite3.h>
#include <stdio.h>
#include <string.h>
#include <sys/statvfs.h>

bool pulse_is_due(const struct pulse *p, int64_t now_ms)
{
    return !p->is_asking && now_ms >= p->due_ms;
}

void pulse_write(struct pulse *p, struct store *st, int64_t now_ms)
{
    p->is_asking = true;
    p->due_ms = now_ms + (p->why[0] ? PULSE_FAILING_MS : PULSE_MS);
    store_counter_set(st, "pulse", now_ms);
}

void pulse_note(struct pulse *p, const struct store *st, int rc)
{
    bool was_asking = p->is_asking;
    p->is_asking = false;
    if (rc < 0) {
        if (!p->why[0])
            log_error("nothing_is_kept why=\"%s\"", store_why(st));
        snprintf(p->why, sizeof p->why, "%s", store_why(st));
    } else if (was_asking && p->why[0]) {
        log_info("kept_again");
        p->why[0] = 0;
    }
}

// In MiB; a great deal for a file in memory.
static long long room_of(struct store *st)
{
    struct statvfs disk;
    const char *path = sqlite3_db_filename(st->db, "main");
    if (!path || !path[0] || statvfs(path, &disk) != 0)
        return INT64_MAX;
    return (long long)(disk.f_bavail * (disk.f_frsize / 1024) / 1024);
}

const char *pulse_why(const struct pulse *p, struct store *st, char *out,
                      size_t cap)
{
    if (p->why[0])
        return p->why;
    long long room = room_of(st);
    if (room >= PULSE_ROOM_MIB)
        return "";
    snprintf(out, cap, "the disk is nearly full: %lld MiB are left", room);
    return out;
}
