// verdict.h - every answer the bench rules can give, in one list.
//
// A verdict is not an error: the rules worked and this is what they say. The
// name is what stands in the journal, in the API and in the page's catalogue of
// words; the tone is what the packer hears. Names are never changed, since
// journals hold them.
#ifndef SHARED_VERDICT_H
#define SHARED_VERDICT_H

enum tone {
    TONE_NONE,
    TONE_OK,    // counted
    TONE_LINE,  // counted, and the line is complete
    TONE_ORDER, // the order is complete
    TONE_LOOK,  // something needs a look, nothing was wrong
    TONE_OVER,  // one too many
    TONE_WRONG, // not this one
    TONE_STOP,  // stop at once
};

// X(enumerator, name, tone)
#define VERDICTS(X)                                                            \
    X(V_NOT_NOW, "not_now", TONE_LOOK)                                         \
    X(V_OPENED, "opened", TONE_OK)                                             \
    X(V_TOOK, "took", TONE_OK)                                                 \
    X(V_TOOK_LINE, "took_line", TONE_LINE)                                     \
    X(V_TOOK_LAST, "took_last", TONE_ORDER)                                    \
    X(V_WRONG_ITEM, "wrong_item", TONE_WRONG)                                  \
    X(V_UNKNOWN_CODE, "unknown_code", TONE_WRONG)                              \
    X(V_MISREAD, "misread", TONE_LOOK)                                         \
    X(V_TOO_MANY, "too_many", TONE_OVER)                                       \
    X(V_CASE_TOO_BIG, "case_too_big", TONE_OVER)                               \
    X(V_SCAN_EACH, "scan_each", TONE_WRONG)                                    \
    X(V_LOT_MISSING, "lot_missing", TONE_LOOK)                                 \
    X(V_LOT_OTHER, "lot_other", TONE_WRONG)                                    \
    X(V_EXPIRED, "expired", TONE_WRONG)                                        \
    X(V_SERIAL_MISSING, "serial_missing", TONE_LOOK)                           \
    X(V_SERIAL_TWICE, "serial_twice", TONE_OVER)                               \
    X(V_SERIAL_SHIPPED, "serial_shipped", TONE_WRONG)                          \
    X(V_KIT_SCAN_PARTS, "kit_scan_parts", TONE_LOOK)                           \
    X(V_KIT_PARTIAL, "kit_partial", TONE_WRONG)                                \
    X(V_REMOVED, "removed", TONE_OK)                                           \
    X(V_NOT_IN_BOX, "not_in_box", TONE_WRONG)                                  \
    X(V_UNDONE, "undone", TONE_OK)                                             \
    X(V_NOTHING_TO_UNDO, "nothing_to_undo", TONE_LOOK)                         \
    X(V_SHORT, "short", TONE_LOOK)                                             \
    X(V_DAMAGED, "damaged", TONE_LOOK)                                         \
    X(V_BOXED, "boxed", TONE_OK)                                               \
    X(V_BOX_EMPTY, "box_empty", TONE_LOOK)                                     \
    X(V_BOX_SET, "box_set", TONE_OK)                                           \
    X(V_HELD, "held", TONE_LOOK)                                               \
    X(V_RESUMED, "resumed", TONE_OK)                                           \
    X(V_STOPPED, "stopped", TONE_STOP)                                         \
    X(V_CHANGED, "changed", TONE_LOOK)                                         \
    X(V_TAKE_OUT, "take_out", TONE_STOP)                                       \
    X(V_UNPACKED, "unpacked", TONE_ORDER)                                      \
    X(V_CONTINUED, "continued", TONE_NONE)                                     \
    X(V_ARMED, "armed", TONE_OK)                                               \
    X(V_WEIGHT_OK, "weight_ok", TONE_LINE)                                     \
    X(V_WEIGHT_LIGHT, "weight_light", TONE_WRONG)                              \
    X(V_WEIGHT_HEAVY, "weight_heavy", TONE_WRONG)                              \
    X(V_WEIGHT_UNCHECKED, "weight_unchecked", TONE_LOOK)                       \
    X(V_OVERRIDDEN, "overridden", TONE_LOOK)                                   \
    X(V_NOT_ALLOWED, "not_allowed", TONE_WRONG)                                \
    X(V_JOB_QUEUED, "job_queued", TONE_NONE)                                   \
    X(V_JOB_SENT, "job_sent", TONE_NONE)                                       \
    X(V_JOB_PRINTED, "job_printed", TONE_OK)                                   \
    X(V_JOB_FAILED, "job_failed", TONE_LOOK)                                   \
    X(V_JOB_UNKNOWN, "job_unknown", TONE_LOOK)                                 \
    X(V_LABEL_RIGHT, "label_right", TONE_ORDER)                                \
    X(V_LABEL_OTHER, "label_other", TONE_STOP)                                 \
    X(V_FULL, "full", TONE_LOOK)                                               \
    X(V_PLACE_RIGHT, "place_right", TONE_OK)                                   \
    X(V_PLACE_OTHER, "place_other", TONE_WRONG)                                \
    X(V_READDRESSED, "readdressed", TONE_STOP)                                 \
    X(V_OVER_SERVICE, "over_service", TONE_STOP)                               \
    X(V_SERVICE_NEW, "service_new", TONE_LOOK)                                 \
    X(V_EXPIRY_MISSING, "expiry_missing", TONE_LOOK)                           \
    X(V_LIFE_SHORT, "life_short", TONE_WRONG)                                  \
    X(V_BOX_OVER_SERVICE, "box_over_service", TONE_STOP)

#define VERDICT_ENUM(id, name, tone) id,
enum verdict { VERDICTS(VERDICT_ENUM) VERDICT_COUNT };
#undef VERDICT_ENUM

const char *verdict_name(enum verdict v);
enum tone verdict_tone(enum verdict v);
const char *tone_name(enum tone t);

#endif
