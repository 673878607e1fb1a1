// A long list of a JSON text, read entry by entry.
#include "station/base/json_list.h"
#include "tests/test.h"

static char why[200];

// How many entries it has; -1 when it is refused, with the words in why.
static int64_t count(const char *text)
{
    int64_t n = -1;
    int rc;
    why[0] = 0;
    struct json_list *l =
        json_list_open(text, strlen(text), "items", why, sizeof why);
    if (!l)
        return -1;
    while ((rc = json_list_read(l, why, sizeof why)) > 0)
        continue;
    if (rc == 0) {
        json_t *one;
        for (n = 0; (one = json_list_take(l)); n++)
            json_decref(one);
        assert_int_equal(n, json_list_count(l));
        assert_int_equal(n, json_list_taken(l));
    }
    json_list_close(l);
    return n;
}

static void entries_are_counted_whatever_stands_around(void **state)
{
    static const struct {
        const char *text;
        int64_t count;
    } CASES[] = {
        {"{\"items\":[]}", 0},
        {" {\"items\" : [ {} , 7, \"],}\" ] } ", 3},
        {"{\"a\":{\"items\":[1]},\"b\":\"\\\"items\\\":[\",\"items\":[[1],[2]],"
         "\"z\":[1]}",
         2},
        {"{\"x\":-1.5e3,\"items\":[{\"s\":\"\\\\\"},null]}", 2}};
    (void)state;
    for (size_t i = 0; i < COUNT(CASES); i++)
        assert_int_equal(count(CASES[i].text), CASES[i].count);
}

static void what_is_no_json_is_refused_as_a_whole(void **state)
{
    static const char *const CASES[] = {
        "",
        "[]",
        "{\"items\":{}}",
        "{\"orders\":[]}",
        "{\"items\":[1,]}",
        "{\"items\":[1 2]}",
        "{\"items\":[,1]}",
        "{\"items\":[1]",
        "{\"items\":[1}",
        "{\"items\":[{\"a\":1]}",
        "{\"items\":[1],}",
        "{\"items\":[1],\"items\":[2]}",
        "{\"items\":[{\"a\":1,\"a\":2}]}",
        "{\"items\":[1]}x",
        "{\"items\":[\"",
        "{\"items\":[\"\\ud800\"]}",
        "{\"items\":[tru]}"};
    (void)state;
    for (size_t i = 0; i < COUNT(CASES); i++) {
        assert_int_equal(count(CASES[i]), -1);
        assert_true(why[0]);
    }
}

static void the_line_is_told(void **state)
{
    (void)state;
    assert_int_equal(count("{\"items\":[\n{},\n{\n\"a\":}]}"), -1);
    assert_non_null(strstr(why, "line 4"));
}

// The library passes over one behind a word.
static void a_nul_is_refused_wherever_it_stands(void **state)
{
    static const char TEXT[] = "{\"items\":[null\0]}";
    size_t len = sizeof TEXT - 1;
    (void)state;
    assert_null(json_read(TEXT, len, why, sizeof why));
    assert_string_equal(why, "the text holds a NUL");
    assert_null(json_read("{\"a\":\"b\\u0000\"}", 14, why, sizeof why));
    assert_non_null(strstr(why, ": the text holds a NUL"));
    assert_null(json_list_open(TEXT, len, "items", why, sizeof why));
    assert_string_equal(why, "the text holds a NUL");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(entries_are_counted_whatever_stands_around),
        cmocka_unit_test(what_is_no_json_is_refused_as_a_whole),
        cmocka_unit_test(the_line_is_told),
        cmocka_unit_test(a_nul_is_refused_wherever_it_stands),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
