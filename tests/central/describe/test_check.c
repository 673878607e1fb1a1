// What a description refuses, in which words, and what it puts where.
#include "station/central/describe/describe.h"
#include "tests/test.h"

struct order_words {
    char name[8], kind[8];
    int64_t weight_mg;
    int32_t qty;
    bool is_new;
    const json_t *rows;
};

static const char *const KINDS[] = {"one", "two", "three", NULL};
static const struct api_member ROW[] = {
    {API_TEXT("sku", ""), API_NEEDED, API_MOST(3)}, {.name = NULL}};
static const struct api_member WORDS[] = {
    {API_TEXT("name", ""), API_NEEDED, API_INTO(order_words, name)},
    {API_TEXT("kind", ""), API_WORDS(KINDS), API_INTO(order_words, kind)},
    {API_INT("weight_mg", ""), API_INTO(order_words, weight_mg)},
    {API_INT("qty", ""), API_RANGE(1, 10), API_INTO(order_words, qty)},
    {API_BOOL("is_new", ""), API_INTO(order_words, is_new)},
    {API_LIST("rows", "", ROW), API_MOST(2), API_INTO(order_words, rows)},
    {API_LIST("each", "", ROW), API_EACH},
    {API_OBJECT("inner", "", ROW)},
    {API_TEXTS("words", "")},
    {API_ANY("any", "")},
    {.name = NULL}};

static char why[API_WHY_MAX];

// What is said of a body, with ' for "; "" when it is right.
static const char *said(const char *body)
{
    char text[400];
    size_t n = 0;
    for (; body[n] && n + 1 < sizeof text; n++)
        text[n] = body[n] == '\'' ? '"' : body[n];
    json_t *root = json_read(text, n, NULL, 0);
    assert_non_null(root);
    why[0] = 0;
    bool is_right = api_check(WORDS, root, why);
    assert_int_equal(is_right, why[0] == 0);
    json_decref(root);
    return why;
}

static void what_is_right_is_taken(void **state)
{
    (void)state;
    assert_string_equal(said("{'name':'A'}"), "");
    assert_string_equal(said("{'name':'A','kind':'two','qty':10,'is_new':true,"
                             "'rows':[{'sku':'X'}],'words':['a'],'any':7,"
                             "'inner':{'sku':'Y'}}"),
                        "");
}

static void a_misspelt_name_is_told_the_nearest_one(void **state)
{
    (void)state;
    assert_string_equal(said("{'name':'A','weigth_mg':1}"),
                        "weigth_mg: is not known here; weight_mg is");
    assert_string_equal(said("{'name':'A','colour':1}"),
                        "colour: is not known here");
    assert_string_equal(said("{'name':'A','kind':'thre'}"),
                        "kind: must be one, two or three; thre is nearest to "
                        "three");
}

static void what_is_missing_or_null_is_named(void **state)
{
    (void)state;
    assert_string_equal(said("{}"), "name: is missing");
    assert_string_equal(said("{'name':null}"), "name: is missing");
    assert_string_equal(said("{'name':''}"), "name: is empty");
    assert_string_equal(said("{'name':'A','qty':null}"), "");
    assert_string_equal(said("[]"), "must be an object");
}

static void what_is_not_known_is_named(void **state)
{
    (void)state;
    assert_string_equal(said("{'name':'A','colour':1}"),
                        "colour: is not known here");
}

static void a_wrong_type_is_told_what_was_expected(void **state)
{
    (void)state;
    assert_string_equal(said("{'name':7}"), "name: must be a text");
    assert_string_equal(said("{'name':'A','qty':'1'}"),
                        "qty: must be a whole number");
    assert_string_equal(said("{'name':'A','qty':1.5}"),
                        "qty: must be a whole number");
    assert_string_equal(said("{'name':'A','is_new':1}"),
                        "is_new: must be true or false");
    assert_string_equal(said("{'name':'A','rows':{}}"),
                        "rows: must be a list");
    assert_string_equal(said("{'name':'A','inner':[]}"),
                        "inner: must be an object");
    assert_string_equal(said("{'name':'A','words':[1]}"),
                        "words: must be a list of texts");
}

static void limits_are_told(void **state)
{
    (void)state;
    assert_string_equal(said("{'name':'12345678'}"), "name: is too long");
    assert_string_equal(said("{'name':'1234567'}"), "");
    assert_string_equal(said("{'name':'A','qty':0}"), "qty: must be 1 to 10");
    assert_string_equal(said("{'name':'A','qty':11}"), "qty: must be 1 to 10");
    assert_string_equal(said("{'name':'A','kind':'four'}"),
                        "kind: must be one, two or three");
    assert_string_equal(said("{'name':'A','kind':''}"), "");
    assert_string_equal(
        said("{'name':'A','rows':[{'sku':'1'},{'sku':'2'},{'sku':'3'}]}"),
        "rows: has too many rows");
    assert_string_equal(said("{'name':'a\\u0007'}"),
                        "name: holds a control character");
}

static void texts_inside_of_what_is_not_described_are_checked_too(void **state)
{
    (void)state;
    assert_string_equal(said("{'name':'A','words':['a\\u0007']}"),
                        "words: holds a control character");
    assert_string_equal(said("{'name':'A','any':{'x':['\\u007f']}}"),
                        "any: holds a control character");
    assert_string_equal(said("{'name':'A','any':{'\\u001b':1}}"),
                        "any: holds a control character");
    assert_string_equal(said("{'name':'A','each':[{'sku':'\\u0007'}]}"), "");
}

static void what_is_wrong_inside_is_told_with_its_place(void **state)
{
    (void)state;
    assert_string_equal(said("{'name':'A','rows':[{'sku':'1'},{'skuu':'2'}]}"),
                        "rows: sku: is missing");
    assert_string_equal(said("{'name':'A','inner':{'sku':'1','x':1}}"),
                        "inner: x: is not known here");
    assert_string_equal(said("{'name':'A','each':[{'wrong':1},7]}"), "");
}

static void what_was_checked_lands_in_the_struct(void **state)
{
    static const char BODY[] =
        "{\"name\":\"A\",\"weight_mg\":5000000000,\"qty\":3,\"kind\":null,"
        "\"rows\":[{\"sku\":\"X\"}]}";
    struct order_words w = {.kind = "two", .is_new = true};
    json_t *root = json_read(BODY, strlen(BODY), NULL, 0);
    (void)state;
    api_take(WORDS, root, &w);
    assert_string_equal(w.name, "A");
    assert_string_equal(w.kind, "two"); // null leaves it
    assert_int_equal(w.weight_mg, INT64_C(5000000000));
    assert_int_equal(w.qty, 3);
    assert_true(w.is_new); // absent leaves it
    assert_int_equal(json_array_size(w.rows), 1);
    json_decref(root);
    api_take(WORDS, NULL, &w); // no body: nothing changes
    assert_int_equal(w.qty, 3);
}

static void a_null_row_is_no_row(void **state)
{
    (void)state;
    assert_string_equal(said("{'name':'A','rows':[null]}"),
                        "rows: must be an object");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_right_is_taken),
        cmocka_unit_test(a_misspelt_name_is_told_the_nearest_one),
        cmocka_unit_test(what_is_missing_or_null_is_named),
        cmocka_unit_test(what_is_not_known_is_named),
        cmocka_unit_test(a_wrong_type_is_told_what_was_expected),
        cmocka_unit_test(limits_are_told),
        cmocka_unit_test(texts_inside_of_what_is_not_described_are_checked_too),
        cmocka_unit_test(what_is_wrong_inside_is_told_with_its_place),
        cmocka_unit_test(what_was_checked_lands_in_the_struct),
        cmocka_unit_test(a_null_row_is_no_row),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
