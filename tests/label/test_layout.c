// What stands on a shipping label and on a slip, and where.
#include "station/label/layout/label_line.h"
#include "station/label/layout/label_shipping.h"
#include "station/label/layout/label_slip.h"
#include "tests/test.h"

static bool overlaps(const struct label_item *a, const struct label_item *b)
{
    return a->x_um < b->x_um + b->w_um && b->x_um < a->x_um + a->w_um &&
           a->y_um < b->y_um + b->h_um && b->y_um < a->y_um + a->h_um;
}

static void check_layout(const struct label *l)
{
    for (int32_t i = 0; i < l->item_count; i++) {
        const struct label_item *a = &l->item[i];
        assert_true(a->x_um >= 0 && a->x_um + a->w_um <= LABEL_WIDTH_UM);
        assert_true(a->y_um >= 0 && a->y_um + a->h_um <= LABEL_HEIGHT_UM);
        if (a->kind == LABEL_TEXT && a->text[0]) {
            assert_true(a->lines * a->font_um <= a->h_um);
            assert_true(a->font_um >= LABEL_LEAST_UM);
        }
        for (int32_t k = i + 1; k < l->item_count; k++)
            assert_false(overlaps(a, &l->item[k]));
    }
}

static char random_letter(uint64_t *seed)
{
    if (next_random(seed) % 9)
        return (char)('A' + next_random(seed) % 50);
    return next_random(seed) % 3 ? ' ' : '\n';
}

static void nothing_on_a_label_overlaps_or_falls_off(void **state)
{
    static struct label l;
    static struct slip_row rows[LABEL_SLIP_ROWS];
    uint64_t seed = 11;
    int cut = 0;
    (void)state;
    for (int n = 0; n < 300; n++) {
        struct label_parcel p = {.weight_mg = 3248000, .parcel_no = 1 + n % 9,
                                 .parcel_count = n % 3,
                                 .copy_no = 1 + n % 3,
                                 .is_hazmat = n % 2 == 0,
                                 .is_practice = n % 7 == 0};
        struct label_slip slip = {.parcel_no = n % 3, .parcel_count = 3,
                                  .is_practice = n % 7 == 0};
        size_t len = next_random(&seed) % LABEL_ADDRESS_MAX;
        for (size_t i = 0; i < len; i++)
            p.to[i] = random_letter(&seed);
        strcpy(p.from, p.to);
        strcpy(p.order_no, "ORDER-NUMBER-THAT-IS-QUITE-LONG-1234567890");
        strcpy(p.tracking, "TM00000000015");
        strcpy(p.sscc, "006141411234567890");
        strcpy(p.service, "Express Worldwide Next Day");
        strcpy(p.carrier, "A Carrier with a Name of Several Words Limited");
        strcpy(p.customs, "Invoice");
        if (n % 2)
            strcpy(p.routing, "GB SW1A1AA-EXPRESS-WORLDWIDE-NEXT-DAY/MAIN");
        if (!label_shipping(&l, &p))
            cut++;
        check_layout(&l);
        strcpy(slip.to, p.to);
        strcpy(slip.from, p.to);
        strcpy(slip.order_no, n % 2 ? p.order_no : "W-00042");
        strcpy(slip.ordered_on, "2026-11-26");
        memset(slip.return_note, 'M', sizeof slip.return_note - 1);
        for (int i = 0; i < LABEL_SLIP_ROWS; i++) {
            memset(rows[i].name, 'W', sizeof rows[i].name - 1);
            strcpy(rows[i].sku, "A-VERY-LONG-SKU-OF-FORTY-CHARACTERS-XXXX");
            rows[i].qty = 123456;
            rows[i].qty_short = 12;
            rows[i].is_detail = i % 2;
        }
        label_slip(&l, &slip, rows, LABEL_SLIP_ROWS,
                   (struct label_page){1, 12});
        check_layout(&l);
        label_gift_card(&l, p.to, n % 7 == 0);
        check_layout(&l);
    }
    assert_true(cut > 0 && cut < 300); // such a label is not sent
}

static const struct label_item *item_of(const struct label *l,
                                        const char *text)
{
    for (int32_t i = 0; i < l->item_count; i++)
        if (strcmp(l->item[i].text, text) == 0)
            return &l->item[i];
    return NULL;
}

// Sender in letters of 2.5 mm, the number centred over its bars, and what the
// house asks in the lower eighth, where the parcel is held.
static void a_label_has_each_fact_where_it_is_looked_for(void **state)
{
    static struct label l;
    static const char *const LOWER[] = {"A-1", "2 of 3", "3.248 kg", "CN 22",
                                        "DANGEROUS GOODS"};
    struct label_parcel p = {.from = "Sample Site\nQuay Road 1\nLisboa",
                             .to = "Ana\nRua 1\n1000-001 Lisboa",
                             .country = "Portugal (PT)", .order_no = "A-1",
                             .tracking = "RR1", .carrier = "Correio",
                             .service = "Night", .routing = "PT 10-N",
                             .customs = "CN 22", .weight_mg = 3248000,
                             .parcel_no = 2, .parcel_count = 3, .copy_no = 1,
                             .is_hazmat = true};
    (void)state;
    strcpy(p.sscc, "006141411234567890");
    assert_true(label_shipping(&l, &p));
    assert_true(item_of(&l, p.from)->font_um >= 2500);
    assert_non_null(item_of(&l, "Portugal (PT)"));
    assert_non_null(item_of(&l, "Correio"));
    assert_true(item_of(&l, "PT 10-N")->font_um >= 5000);
    assert_true(item_of(&l, "Night")->font_um >= 5000);
    const struct label_item *number = item_of(&l, "RR1");
    assert_true(number->is_centered && number->kind == LABEL_TEXT);
    assert_true(number[1].kind == LABEL_CODE128);
    assert_int_equal(2 * number->x_um + number->w_um, LABEL_WIDTH_UM);
    assert_true(number->y_um + number->h_um <= number[1].y_um);
    for (size_t i = 0; i < COUNT(LOWER); i++) {
        const struct label_item *fact = item_of(&l, LOWER[i]);
        assert_non_null(fact);
        assert_true(fact->y_um >= LABEL_HEIGHT_UM / 8 * 7);
    }
}

static void an_address_that_cannot_be_read_is_told(void **state)
{
    static struct label l;
    struct label_parcel p = {.parcel_no = 1};
    (void)state;
    for (size_t len = 0; len < 40; len++)
        p.to[len] = '\n';
    memset(p.to + 40, 'W', 600);
    assert_false(label_shipping(&l, &p));
    // The longest that an order's address can be, in another script.
    memset(p.to, 0, sizeof p.to);
    for (int i = 0; i < 340; i++)
        memcpy(p.to + 2 * i, i % 40 == 39 ? " \n" : "\xD0\x96", 2);
    assert_true(label_shipping(&l, &p));
    assert_null(strstr(item_of(&l, p.to)->text, "\xE2\x80\xA6"));
}

static void money_is_written_with_its_own_digits(void **state)
{
    static const struct { int64_t minor; int digits; const char *want; }
    CASES[] = {{123450, 2, "1,234.50"}, {5, 2, "0.05"}, {-100, 2, "-1.00"},
               {1234567, 0, "1,234,567"}, {1234, 3, "1.234"}, {0, 0, "0"}};
    (void)state;
    for (size_t i = 0; i < COUNT(CASES); i++) {
        struct label_line out = {0};
        label_line_put_money(&out, CASES[i].minor, CASES[i].digits);
        assert_string_equal(out.chars, CASES[i].want);
    }
}

static void a_line_that_is_too_long_is_cut(void **state)
{
    struct label_line out = {0};
    (void)state;
    for (int i = 0; i < 300; i++)
        label_line_put(&out, "12345");
    assert_int_equal(out.len, LABEL_TEXT_MAX);
    assert_int_equal(strlen(out.chars), LABEL_TEXT_MAX);
    label_line_put_kg(&out, 1000);
    assert_int_equal(out.len, LABEL_TEXT_MAX);
}

static void a_configured_sender_has_a_line_for_each_bar(void **state)
{
    char text[] = "Sample Site|Quay Road 1|Lisboa";
    (void)state;
    label_break_bars(text);
    assert_string_equal(text, "Sample Site\nQuay Road 1\nLisboa");
}

static void pages_are_counted_by_their_rows(void **state)
{
    (void)state;
    assert_int_equal(label_pages(0, 22), 1);
    assert_int_equal(label_pages(22, 22), 1);
    assert_int_equal(label_pages(23, 22), 2);
    assert_int_equal(label_pages(66, 22), 3);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nothing_on_a_label_overlaps_or_falls_off),
        cmocka_unit_test(a_label_has_each_fact_where_it_is_looked_for),
        cmocka_unit_test(an_address_that_cannot_be_read_is_told),
        cmocka_unit_test(money_is_written_with_its_own_digits),
        cmocka_unit_test(a_line_that_is_too_long_is_cut),
        cmocka_unit_test(a_configured_sender_has_a_line_for_each_bar),
        cmocka_unit_test(pages_are_counted_by_their_rows),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
