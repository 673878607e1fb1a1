// A list read entry by entry is what the whole text has, and a text that is no
// JSON is refused by both.
#include "shared/must.h"
#include "station/base/json_list.h"
#include "station/base/text.h"
#include "tests/fuzz/fuzz.h"

#include <string.h>

const char *const fuzz_seeds[] = {
    "{\"items\":[{\"sku\":\"A\",\"n\":[1,2]},7,\"]}\",null]}",
    " {\"a\":{\"items\":[1]},\"items\" : [ ] , \"z\":\"\\\"\"}",
    "{\"items\":[\"\\ud83d\\ude00\",-1.5e3,true]}", "{\"items\":[1],\"x\":[",
    NULL};

// The number of entries, or -1.
static int64_t read_all(struct json_list *l, json_t *out)
{
    char why[200] = "";
    int rc = 1;
    while (l && rc > 0)
        rc = json_list_read(l, why, sizeof why);
    must(!l || rc == 0 || why[0]);
    if (!l || rc < 0)
        return -1;
    json_t *one;
    while ((one = json_list_take(l)))
        json_array_append_new(out, one);
    return json_list_count(l);
}

void fuzz_one(const uint8_t *bytes, size_t len)
{
    char why[200] = "", copy[64];
    const char *chars = (const char *)bytes;
    json_t *parts = json_array(), *whole = json_read(chars, len, NULL, 0);
    const json_t *list = json_object_get(whole, "items");
    struct json_list *l = json_list_open(chars, len, "items", why, sizeof why);
    int64_t count = read_all(l, parts);
    must(l || why[0]);
    must(json_is_array(list) ? json_equal(list, parts) : count < 0);
    json_list_close(l);
    json_decref(parts);
    json_decref(whole);
    text_copy(copy, sizeof copy, chars, len);
    must(text_is_utf8(copy, strlen(copy)));
}
