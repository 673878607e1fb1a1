// What the page and the monitoring see of handhelds.
#include "station/base/json.h"
#include "station/bench/hand/hand.h"

static int64_t figure(const struct handheld *h, int which)
{
    const int64_t all[] = {h->read_count, h->miss_count, h->frame_count,
                           h->unsent_count, h->battery_mv};
    return all[which];
}

// As each said last; a handheld that has not said hello yet has no figures.
void hand_metrics(const struct hands *hands, FILE *out)
{
    static const struct {
        const char *name, *type;
    } ALL[] = {{"reads_total", "counter"},
               {"misses_total", "counter"},
               {"frames_total", "counter"},
               {"unsent_scans", "gauge"},
               {"battery_millivolts", "gauge"}};
    for (int k = 0; k < (int)(sizeof ALL / sizeof *ALL); k++) {
        fprintf(out, "# TYPE tallyman_hand_%s %s\n", ALL[k].name, ALL[k].type);
        for (int32_t i = 0; i < hands->core->device_count; i++) {
            const struct device *d = &hands->core->device[i];
            const struct handheld *h = device_hand(d);
            if (!h || !h->name[0])
                continue;
            fprintf(out, "tallyman_hand_%s{device=\"", ALL[k].name);
            for (const char *at = d->name; *at; at++)
                fprintf(out, "%s%c", *at == '"' || *at == '\\' ? "\\" : "",
                        *at);
            fprintf(out, "\"} %lld\n", (long long)figure(h, k));
        }
    }
}

json_t *hand_json(const struct hands *hands)
{
    json_t *list = json_array();
    for (int32_t i = 0; i < hands->core->device_count; i++) {
        const struct device *d = &hands->core->device[i];
        const struct handheld *h = device_hand(d);
        if (!h)
            continue;
        json_t *one = json_pack(
            "{s:s,s:s,s:s,s:b,s:i,s:I,s:i,s:i}", "device", d->name, "name",
            h->name, "version", h->version, "is_here",
            (int)(device_is_open(d) && h->heard_hello), "battery_mv",
            (int)h->battery_mv, "unsent", (json_int_t)h->unsent_count,
            "update", handheld_update_percent(h), "refused",
            h->want_state == MESSAGE_WANT_REFUSED ? (int)h->want_why : 0);
        json_array_append_new(list, one);
    }
    return list;
}
