// The words of packing, as they stand in journals and on pages.
#include "station/domain/pack/pack.h"
#include "shared/must.h"

const char *pack_state_name(enum pack_state s)
{
    static const char *const NAMES[] = {"picking", "weighing", "printing",
                                        "labelling", "done", "held", "void"};
    must(s >= PACK_PICKING && s <= PACK_VOID);
    return NAMES[s];
}

const char *pack_event_name(enum pack_event_kind k)
{
    static const char *const NAMES[] = {
        "scan",    "tick",    "unknown", "misread", "command",
        "box",     "weight",  "override", "queue",  "job",
        "label",   "cancel",  "change",  "release", "service",
        "readdress", "disarm",   "seen"};
    must(k >= PACK_SCAN && k < PACK_EVENT_COUNT);
    return NAMES[k];
}

const char *pack_job_name(enum pack_job_state s)
{
    static const char *const NAMES[] = {"none", "queued", "sent", "printed",
                                        "failed", "unknown", "void"};
    must(s >= PACK_JOB_NONE && s <= PACK_JOB_VOID);
    return NAMES[s];
}
