// Customs forms, invoices and manifests.
#include "station/label/layout/paper.h"
#include "tests/test.h"

static struct customs declaration(void)
{
    struct customs c = {.gross_mg = 900000, .line_count = 1};
    strcpy(c.currency, "EUR");
    strcpy(c.incoterm, "DAP");
    strcpy(c.from.country, "PT");
    strcpy(c.to.country, "US");
    strcpy(c.to.phone, "+1 555");
    strcpy(c.line[0].what, "Enamel mugs");
    strcpy(c.line[0].hs, "732393");
    strcpy(c.line[0].origin, "PT");
    c.line[0].qty = 2;
    c.line[0].net_mg = 700000;
    c.line[0].value_minor = 3000;
    return c;
}

static void papers_stay_on_the_sheet_with_the_longest_texts(void **state)
{
    static struct label l;
    static struct customs c;
    (void)state;
    c = declaration();
    memset(c.to.name, 'W', ADDRESS_FIELD_MAX);
    memset(c.to.street, 'M', ADDRESS_STREET_MAX);
    memset(c.line[0].what, 'Q', CUSTOMS_TEXT_MAX);
    for (int i = 1; i < 40; i++)
        c.line[i] = c.line[0];
    for (int form = CUSTOMS_CN22; form <= CUSTOMS_INVOICE + 1; form++) {
        c.line_count = form == CUSTOMS_CN22 ? PAPER_CN22_LINES : 40;
        struct label_page page = {2, 2};
        if (form <= CUSTOMS_INVOICE)
            paper_customs(&l, &c, (enum customs_form)form,
                          (struct paper_money){form == CUSTOMS_INVOICE ? 0 : 2},
                          page, "pt");
        else
            paper_manifest(&l, &(struct paper_manifest){.parcel_count = 1},
                           &(struct paper_parcel){.weight_mg = 1}, 1, page);
        assert_true(l.item_count > 10);
        for (int i = 0; i < l.item_count; i++) {
            const struct label_item *x = &l.item[i];
            assert_true(x->x_um >= 0 && x->x_um + x->w_um <= l.w_um);
            assert_true(x->y_um >= 0 && x->y_um + x->h_um <= l.h_um);
            if (x->kind == LABEL_TEXT)
                assert_true((int64_t)x->lines * x->font_um <= x->h_um);
        }
    }
}

static bool says(const struct label *l, const char *text)
{
    for (int i = 0; i < l->item_count; i++)
        if (strcmp(l->item[i].text, text) == 0)
            return true;
    return false;
}

static void each_form_is_titled_as_itself(void **state)
{
    static const struct {
        enum customs_form form;
        const char *title;
    } CASES[] = {{CUSTOMS_CN22, "CN 22"},
                 {CUSTOMS_CN23, "CUSTOMS DECLARATION   CN 23"},
                 {CUSTOMS_INVOICE, "COMMERCIAL INVOICE / HANDELSRECHNUNG"}};
    static struct label l;
    static struct customs c;
    (void)state;
    c = declaration();
    for (size_t i = 0; i < COUNT(CASES); i++) {
        assert_int_equal(paper_customs_pages(&c, CASES[i].form), 1);
        paper_customs(&l, &c, CASES[i].form, (struct paper_money){2},
                      (struct label_page){1, 1}, "de");
        assert_true(says(&l, CASES[i].title));
        assert_true(says(&l, "Enamel mugs"));
        assert_true(says(&l, "30.00"));
    }
}

static void goods_that_fill_a_page_go_on_the_next(void **state)
{
    static struct label l;
    static struct customs c;
    (void)state;
    c = declaration();
    c.line_count = PAPER_LINES + 1;
    for (int i = 1; i < c.line_count; i++)
        c.line[i] = c.line[0];
    strcpy(c.line[PAPER_LINES].what, "The last mug");
    assert_int_equal(paper_customs_pages(&c, CUSTOMS_CN23), 2);
    for (int n = 1; n <= 2; n++) {
        paper_customs(&l, &c, CUSTOMS_CN23, (struct paper_money){2},
                      (struct label_page){n, 2}, "en");
        assert_int_equal(says(&l, "The last mug"), n == 2);
    }
    assert_true(says(&l, "Page 2 of 2"));
}

static void more_goods_than_a_cn22_holds_take_a_cn23(void **state)
{
    static struct label l;
    static struct customs c;
    (void)state;
    c = declaration();
    c.line_count = PAPER_CN22_LINES + 1;
    for (int i = 1; i < c.line_count; i++)
        c.line[i] = c.line[0];
    assert_int_equal(paper_customs_pages(&c, CUSTOMS_CN22), 1);
    paper_customs(&l, &c, CUSTOMS_CN22, (struct paper_money){2},
                  (struct label_page){1, 1}, "en");
    assert_true(says(&l, "CUSTOMS DECLARATION   CN 23"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(papers_stay_on_the_sheet_with_the_longest_texts),
        cmocka_unit_test(each_form_is_titled_as_itself),
        cmocka_unit_test(goods_that_fill_a_page_go_on_the_next),
        cmocka_unit_test(more_goods_than_a_cn22_holds_take_a_cn23),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
