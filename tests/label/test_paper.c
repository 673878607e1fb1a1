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

static bool says(const struct label *l, const char *text)
{
    for (int i = 0; i < l->item_count; i++)
        if (strcmp(l->item[i].text, text) == 0)
            return true;
    return false;
}

static const struct paper_money CENTS = {2};

static void draw(struct label *l, const struct customs *c,
                 enum customs_form form, int32_t page_no,
                 enum paper_medium medium)
{
    struct label_page page = {page_no,
                              paper_customs_pages(c, form, CENTS, medium)};
    paper_customs(l, c, form, CENTS, page, medium);
}

static bool overlaps(const struct label_item *a, const struct label_item *b)
{
    return a->x_um < b->x_um + b->w_um && b->x_um < a->x_um + a->w_um &&
           a->y_um < b->y_um + b->h_um && b->y_um < a->y_um + a->h_um;
}

static void check_page(const struct label *l, enum paper_medium medium)
{
    int32_t w = medium == PAPER_A4 ? LABEL_A4_WIDTH_UM : LABEL_WIDTH_UM;
    int32_t h = medium == PAPER_A4 ? LABEL_A4_HEIGHT_UM : LABEL_HEIGHT_UM;
    assert_int_equal(l->w_um, w);
    for (int i = 0; i < l->item_count; i++) {
        const struct label_item *x = &l->item[i];
        assert_true(x->x_um >= 0 && x->x_um + x->w_um <= w);
        assert_true(x->y_um >= 0 && x->y_um + x->h_um <= h);
        if (x->kind == LABEL_TEXT && x->text[0]) {
            assert_true((int64_t)x->lines * x->font_um <= x->h_um);
            assert_true(x->font_um >= LABEL_LEAST_UM);
        }
        for (int k = i + 1; k < l->item_count; k++)
            assert_false(overlaps(x, &l->item[k]));
    }
}

// How often a text stands on all pages.
static int count_says(const struct customs *c, enum customs_form form,
                      enum paper_medium medium, const char *text)
{
    static struct label l;
    int count = 0;
    int32_t pages = paper_customs_pages(c, form, CENTS, medium);
    for (int32_t page = 1; page <= pages; page++) {
        draw(&l, c, form, page, medium);
        check_page(&l, medium);
        for (int i = 0; i < l.item_count; i++)
            count += strcmp(l.item[i].text, text) == 0;
    }
    return count;
}

// Names of 95 letters are wrapped and whole, on A4 and on labels, however many
// there are.
static void goods_are_never_cut(void **state)
{
    static const int32_t COUNTS[] = {1, 7, 48, CUSTOMS_LINES_MAX};
    static struct customs c;
    char what[CUSTOMS_TEXT_MAX + 1];
    (void)state;
    memset(what, 'Q', sizeof what - 1);
    what[sizeof what - 1] = 0;
    for (size_t n = 0; n < COUNT(COUNTS); n++) {
        c = declaration();
        memset(c.to.name, 'W', ADDRESS_FIELD_MAX);
        memset(c.to.street, 'M', ADDRESS_STREET_MAX);
        c.line_count = COUNTS[n];
        memcpy(c.line[0].what, what, sizeof what);
        for (int i = 1; i < c.line_count; i++)
            c.line[i] = c.line[0];
        for (int form = CUSTOMS_CN22; form <= CUSTOMS_INVOICE; form++)
            for (int medium = 0; medium < PAPER_MEDIA; medium++)
                if (form != CUSTOMS_CN22 || medium == PAPER_LABEL)
                    assert_int_equal(count_says(&c, (enum customs_form)form,
                                                (enum paper_medium)medium,
                                                what),
                                     c.line_count);
    }
}

static void a_manifest_has_titles_times_and_all_its_parcels(void **state)
{
    static const char *const TITLES[] = {
        "Tracking number", "Order", "Service", "Destination", "Weight kg",
        "2026-11-26 17:04 Europe/Lisbon"};
    static struct label l;
    static struct paper_parcel row[90];
    struct paper_manifest m = {.parcel_count = 90, .number = "12",
                               .made = "2026-11-26 17:04 Europe/Lisbon"};
    int seen = 0;
    (void)state;
    for (int i = 0; i < 90; i++)
        snprintf(row[i].tracking, sizeof row[i].tracking, "RR%09dPT", i);
    row[0].weight_mg = 1200000;
    int32_t pages = paper_manifest_pages(&m, row, 90);
    assert_true(pages > 3);
    for (int32_t page = 1; page <= pages; page++) {
        paper_manifest(&l, &m, row, 90, (struct label_page){page, pages});
        check_page(&l, PAPER_A4);
        for (int i = 0; i < l.item_count; i++)
            seen += strncmp(l.item[i].text, "RR", 2) == 0;
        for (size_t i = 0; page == 1 && i < COUNT(TITLES); i++)
            assert_true(says(&l, TITLES[i]));
        assert_int_equal(says(&l, "1.200"), page == 1);
    }
    assert_int_equal(seen, 90);
}

static void each_form_is_titled_as_itself(void **state)
{
    static const struct {
        enum customs_form form;
        const char *title;
    } CASES[] = {{CUSTOMS_CN22, "CUSTOMS DECLARATION   CN 22"},
                 {CUSTOMS_CN23, "CUSTOMS DECLARATION   CN 23"},
                 {CUSTOMS_INVOICE, "COMMERCIAL INVOICE / HANDELSRECHNUNG"}};
    static struct label l;
    static struct customs c;
    (void)state;
    c = declaration();
    strcpy(c.to.country, "CH");
    for (size_t i = 0; i < COUNT(CASES); i++) {
        draw(&l, &c, CASES[i].form, 1, PAPER_LABEL);
        assert_true(says(&l, CASES[i].title));
        assert_true(says(&l, "Enamel mugs"));
        assert_true(says(&l, "30.00"));
    }
}

// Field by field: what customs offices ask of an invoice.
static void an_invoice_has_its_fields(void **state)
{
    static const char *const WANTED[] = {
        "DAP Bern",   "INV-7",   "2026-11-26", "RR1", "7323.93", "PT",
        "15.00",      "30.00",   "30.00 EUR",  "0.700", "0.900",
        "Sale of goods / Vente de marchandises"};
    static struct label l;
    static struct customs c;
    (void)state;
    c = declaration();
    strcpy(c.number, "INV-7");
    strcpy(c.date, "2026-11-26");
    strcpy(c.tracking, "RR1");
    strcpy(c.to.city, "Bern");
    strcpy(c.to.postal, "sw1a 1aa");
    strcpy(c.seller_no, "PT500000000");
    strcpy(c.buyer_no, "CHE-123.456.788");
    draw(&l, &c, CUSTOMS_INVOICE, 1, PAPER_A4);
    for (size_t i = 0; i < COUNT(WANTED); i++)
        assert_true(says(&l, WANTED[i]));
    bool has_seller = false, has_buyer = false, has_postal = false;
    for (int i = 0; i < l.item_count; i++) {
        has_seller |= strstr(l.item[i].text, "no PT500000000") != NULL;
        has_buyer |= strstr(l.item[i].text, "no CHE-123.456.788") != NULL;
        has_postal |= strstr(l.item[i].text, "sw1a 1aa") != NULL;
    }
    assert_true(has_seller && has_buyer && has_postal);
    c.line[0].value_minor = 1000;
    c.line[0].qty = 3;
    c.gross_mg = 0;
    draw(&l, &c, CUSTOMS_INVOICE, 1, PAPER_A4);
    assert_true(says(&l, "~3.33") && says(&l, "10.00"));
    assert_true(says(&l, "not weighed"));
}

static void goods_that_fill_a_page_go_on_the_next(void **state)
{
    static struct label l;
    static struct customs c;
    char page[40];
    (void)state;
    c = declaration();
    c.line_count = CUSTOMS_LINES_MAX;
    for (int i = 1; i < c.line_count; i++)
        c.line[i] = c.line[0];
    strcpy(c.line[CUSTOMS_LINES_MAX - 1].what, "The last mug");
    int32_t pages = paper_customs_pages(&c, CUSTOMS_CN23, CENTS, PAPER_A4);
    assert_true(pages >= 3);
    for (int32_t n = 1; n <= pages; n++) {
        draw(&l, &c, CUSTOMS_CN23, n, PAPER_A4);
        snprintf(page, sizeof page, "Page %d of %d", (int)n, (int)pages);
        assert_true(says(&l, page));
        assert_true(says(&l, "HS tariff / No tarifaire") || n == pages);
    }
    assert_int_equal(count_says(&c, CUSTOMS_CN23, PAPER_A4, "The last mug"), 1);
}

static void more_goods_than_a_cn22_holds_take_a_cn23(void **state)
{
    static struct label l;
    static struct customs c;
    (void)state;
    c = declaration();
    c.line_count = 30;
    for (int i = 1; i < c.line_count; i++)
        c.line[i] = c.line[0];
    draw(&l, &c, CUSTOMS_CN22, 1, PAPER_LABEL);
    assert_true(says(&l, "CUSTOMS DECLARATION   CN 23"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(goods_are_never_cut),
        cmocka_unit_test(a_manifest_has_titles_times_and_all_its_parcels),
        cmocka_unit_test(an_invoice_has_its_fields),
        cmocka_unit_test(each_form_is_titled_as_itself),
        cmocka_unit_test(goods_that_fill_a_page_go_on_the_next),
        cmocka_unit_test(more_goods_than_a_cn22_holds_take_a_cn23),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
