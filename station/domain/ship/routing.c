#include "station/domain/ship/routing.h"
#include "station/domain/orders/address.h"

#include <string.h>

static const char *const NAMES[] = {"country", "postal", "service",
                                    "warehouse"};
enum { COUNTRY, POSTAL, SERVICE, WAREHOUSE, FIELDS };

struct field {
    int which;          // FIELDS when there is no such field
    size_t most;        // characters of it; 0 for all
    size_t len;         // of the field in the rule, braces with it
};

static struct field read_field(const char *at)
{
    const char *end = strchr(at, '}');
    struct field f = {.which = FIELDS};
    if (!end)
        return f;
    size_t name = strcspn(at + 1, ":}");
    const char *most = at + 1 + name;
    for (int i = 0; i < FIELDS; i++)
        if (strlen(NAMES[i]) == name && memcmp(NAMES[i], at + 1, name) == 0)
            f.which = i;
    if (*most == ':') {
        bool is_digit = most[1] >= '1' && most[1] <= '9' && most + 2 == end;
        f.most = is_digit ? (size_t)(most[1] - '0') : 0;
        f.which = is_digit ? f.which : FIELDS;
    }
    f.len = (size_t)(end - at) + 1;
    return f;
}

bool routing_is_rule(const char *rule)
{
    while (*rule) {
        if (*rule == '}')
            return false;
        if (*rule != '{') {
            rule++;
            continue;
        }
        struct field f = read_field(rule);
        if (f.which == FIELDS)
            return false;
        rule += f.len;
    }
    return true;
}

static bool put(char *out, size_t *len, const char *text, size_t most)
{
    size_t n = strlen(text);
    n = most > 0 && most < n ? most : n;
    if (*len + n > ROUTING_TEXT_MAX)
        return false;
    memcpy(out + *len, text, n);
    *len += n;
    out[*len] = 0;
    return true;
}

void routing_text(const char *rule, const struct routing_facts *facts,
                  char out[ROUTING_TEXT_MAX + 1])
{
    char postal[ADDRESS_POSTAL_MAX + 1];
    address_normal_postal(facts->postal, postal, sizeof postal);
    const char *const values[FIELDS] = {facts->country, postal,
                                        facts->service, facts->warehouse};
    size_t len = 0;
    bool fits = routing_is_rule(rule);
    out[0] = 0;
    while (*rule && fits) {
        if (*rule == '{') {
            struct field f = read_field(rule);
            fits = put(out, &len, values[f.which], f.most);
            rule += f.len;
        } else {
            fits = put(out, &len, rule++, 1);
        }
    }
    if (!fits)
        out[0] = 0;
}
