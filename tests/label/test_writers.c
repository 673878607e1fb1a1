// Labels in printers' languages.
#include "station/label/label_writer.h"
#include "tests/test.h"

static char out[8192];

static const char *written(const struct label *l, int dpi)
{
    char why[200];
    struct text t;
    const struct label_writer *w = label_writer_find("zpl", why, sizeof why);
    assert_non_null(w);
    text_init(&t, out, sizeof out);
    w->write(l, dpi, &t);
    assert_false(t.full);
    return out;
}

static void a_language_without_a_writer_is_refused_with_those_there_are(
    void **state)
{
    char why[200] = "";
    (void)state;
    assert_null(label_writer_find("klingon", why, sizeof why));
    assert_string_equal(why,
                        "no label is written in klingon (labels: zpl)");
}

static void a_name_cannot_give_the_printer_a_command(void **state)
{
    static struct label l;
    (void)state;
    label_init(&l, LABEL_WIDTH_UM, LABEL_HEIGHT_UM);
    label_put_text(&l, (struct label_box){4000, 4000, 90000, 9000}, 6000,
                   "Ann^XA~JA_5E");
    const char *zpl = written(&l, 203);
    assert_non_null(strstr(zpl, "^FDAnn_5EXA_7EJA_5F5E^FS"));
    assert_null(strstr(zpl, "~JA"));
}

static void one_label_has_its_size_in_the_printers_dots(void **state)
{
    static struct label l;
    (void)state;
    label_init(&l, LABEL_WIDTH_UM, LABEL_HEIGHT_UM);
    assert_non_null(strstr(written(&l, 203), "^PW812^LL1218^"));
    assert_non_null(strstr(written(&l, 300), "^PW1200^LL1800^"));
}

// The printer packs digits in pairs: 134 modules of three dots stand in the
// middle of the 812, with their number over them.
static void bars_stand_in_the_middle_of_their_box(void **state)
{
    static const struct {
        const char *text;
        const char *want;
    } CASES[] = {{"TM00000000015", "^FO205,"},  // T M 0, five pairs
                 {"12345678", "^FO287,"},       // four pairs
                 {"123456789", "^FO254,"},      // four pairs, B and 9
                 {"RR123456785PT", "^FO172,"},  // nine digits between letters
                 {"AB12", "^FO287,"}};
    static struct label l;
    (void)state;
    for (size_t i = 0; i < COUNT(CASES); i++) {
        label_init(&l, LABEL_WIDTH_UM, LABEL_HEIGHT_UM);
        label_put_bars(&l, LABEL_CODE128,
                       (struct label_box){12000, 68000, 77600, 15000}, 375,
                       CASES[i].text);
        assert_non_null(strstr(written(&l, 203), CASES[i].want));
    }
}

static void a_label_that_does_not_fit_says_so(void **state)
{
    static struct label l;
    char why[200], small[40];
    struct text t;
    (void)state;
    label_init(&l, LABEL_WIDTH_UM, LABEL_HEIGHT_UM);
    label_put_rule(&l, 0, 1000, 50000);
    text_init(&t, small, sizeof small);
    label_writer_find("zpl", why, sizeof why)->write(&l, 203, &t);
    assert_true(t.full);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(
            a_language_without_a_writer_is_refused_with_those_there_are),
        cmocka_unit_test(a_name_cannot_give_the_printer_a_command),
        cmocka_unit_test(one_label_has_its_size_in_the_printers_dots),
        cmocka_unit_test(bars_stand_in_the_middle_of_their_box),
        cmocka_unit_test(a_label_that_does_not_fit_says_so),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
