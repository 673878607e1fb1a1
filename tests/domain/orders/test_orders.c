// The order's states, addresses and customs declarations.
#include "station/domain/ship/customs.h"
#include "station/domain/orders/order.h"
#include "shared/date.h"
#include "tests/test.h"

// S47: an explicit machine; every state has a next action and an owner.
static void S47_no_event_leads_out_of_an_end(void **state)
{
    uint64_t seed = 3;
    (void)state;
    for (int run = 0; run < 2000; run++) {
        enum order_state s = ORDER_WAITING;
        bool has_left = false;
        for (int i = 0; i < 40; i++) {
            enum order_event e =
                (enum order_event)(next_random(&seed) % ORDER_EVENT_COUNT);
            enum order_state before = s;
            bool moved = order_step(&s, e);
            has_left = has_left || (moved && (e == ORDER_SHIP ||
                                              e == ORDER_SHIP_PART));
            if (!moved)
                assert_int_equal(s, before);
            if (before == ORDER_DELIVERED)
                assert_int_equal(s, ORDER_DELIVERED);
            if (s == ORDER_DELIVERED)
                assert_true(has_left);
        }
    }
    for (int s = 0; s < ORDER_STATE_COUNT; s++) {
        struct order_next n = order_next((enum order_state)s);
        bool is_end = s == ORDER_DELIVERED || s == ORDER_CANCELLED;
        assert_true(n.action && n.owner && (is_end || n.alarm_ms > 0));
    }
}

// S11: whatever the sequence of versions, the last one stays.
static void S11_snapshots_in_any_sequence_end_as_the_last(void **state)
{
    uint64_t seed = 8;
    (void)state;
    for (int run = 0; run < 1000; run++) {
        struct order_snapshot have = {0, ""}, all[6];
        static char digest[6][16];
        bool known = false, last_seen = false;
        for (int i = 0; i < 6; i++) {
            snprintf(digest[i], sizeof digest[i], "d%d", i);
            all[i] = (struct order_snapshot){1000 + i, digest[i]};
        }
        for (int i = 0; i < 30; i++) {
            int k = (int)(next_random(&seed) % 6);
            enum order_snapshot_verdict v =
                order_snapshot_judge(known ? &have : NULL, &all[k]);
            assert_true(v != ORDER_SNAPSHOT_UNSURE);
            if (v == ORDER_SNAPSHOT_NEW || v == ORDER_SNAPSHOT_NEWER)
                have = all[k];
            known = true;
            last_seen = last_seen || k == 5;
            if (last_seen)
                assert_int_equal(have.version, 1005);
        }
    }
    struct order_snapshot a = {5, "x"}, b = {5, "y"};
    assert_int_equal(order_snapshot_judge(&a, &b), ORDER_SNAPSHOT_UNSURE);
}

// S12: addresses are checked before anything is packed.
static void S12_addresses_are_checked_by_their_country(void **state)
{
    static const struct {
        struct address a;
        enum address_verdict want;
    } CASES[] = {
        {{.name = "Ana", .street = "Rua 1", .city = "Lisboa",
          .postal = "1000-001", .country = "PT"}, ADDRESS_OK},
        {{.name = "Ana", .street = "Rua 1", .city = "Lisboa",
          .postal = "1000-01", .country = "PT"}, ADDRESS_BAD_POSTAL},
        {{.name = "Ana", .street = "Rua 1", .city = "Lisboa",
          .country = "PT"}, ADDRESS_NO_POSTAL},
        {{.name = "Bo", .street = "1 High St", .city = "York",
          .postal = "yo1 7hh", .country = "GB"}, ADDRESS_OK},
        {{.name = "Cy", .street = "1 Main", .city = "Reno",
          .postal = "89501", .country = "US"}, ADDRESS_NO_REGION},
        {{.name = "Li", .street = "Des Voeux Rd", .region = "HK",
          .country = "HK"}, ADDRESS_OK},
        {{.street = "x", .city = "y", .country = "DE"}, ADDRESS_NO_NAME},
        {{.name = "x"}, ADDRESS_NO_COUNTRY},
        {{.name = "Zoe", .street = "x", .city = "y", .country = "KE"},
         ADDRESS_OK},
        {{.name = "Rui", .street = "Av 1", .city = "Recife", .region = "PE",
          .postal = "50030-000", .country = "BR",
          .tax_no = "390.533.447-06"}, ADDRESS_BAD_TAX_NO},
    };
    (void)state;
    for (size_t i = 0; i < COUNT(CASES); i++)
        assert_int_equal(address_check(&CASES[i].a), CASES[i].want);
    assert_true(address_is_cpf("390.533.447-05"));
    assert_false(address_is_cpf("111.111.111-11"));
    assert_true(address_is_cnpj("12.ABC.345/01DE-35"));
    assert_true(address_is_cnpj("16.727.230/0001-97"));
    assert_true(address_is_cnpj("11.222.333/0001-81"));
    assert_false(address_is_cnpj("11.222.333/0001-82"));
    assert_true(address_is_nfe_key(
        "35170458716523000119550010000000121000123458"));
    assert_true(address_is_nfe_key(
        "52060412ABC34501DE35550120000007801267301610"));
    assert_false(address_is_nfe_key(
        "35170358716523000119550010000000301000000306"));
}

// S38: written as the country writes it.
static void S38_addresses_are_written_as_in_their_country(void **state)
{
    char out[ADDRESS_TEXT_MAX];
    struct address a = {.name = "Max Muster", .company = "Muster AG",
                        .street = "Seestrasse 5", .city = "Z\xC3\xBCrich",
                        .postal = "8000", .country = "CH"};
    (void)state;
    address_format(&a, out, sizeof out);
    assert_string_equal(out, "Muster AG\nMax Muster\nSeestrasse 5\n"
                             "CH-8000 Z\xC3\xBCrich");
    a = (struct address){.name = "Jo Doe", .street = "1 Main St",
                         .city = "Reno", .region = "NV", .postal = "89501",
                         .country = "US"};
    address_format(&a, out, sizeof out);
    assert_string_equal(out, "Jo Doe\n1 Main St\nReno, NV 89501");
    strcpy(a.country, "XX");
    a.region[0] = 0;
    address_format(&a, out, sizeof out);
    assert_string_equal(out, "Jo Doe\n1 Main St\n89501 Reno");
}

static struct customs declaration(void)
{
    static struct customs c;
    memset(&c, 0, sizeof c);
    strcpy(c.currency, "EUR");
    strcpy(c.incoterm, "DAP");
    strcpy(c.from.country, "PT");
    strcpy(c.to.country, "US");
    strcpy(c.to.phone, "+1 555");
    c.gross_mg = 900000;
    c.line_count = 1;
    strcpy(c.line[0].what, "Enamel mugs");
    strcpy(c.line[0].hs, "732393");
    strcpy(c.line[0].origin, "PT");
    c.line[0].qty = 2;
    c.line[0].net_mg = 700000;
    c.line[0].value_minor = 3000;
    return c;
}

static void S38_the_paper_follows_destination_value_and_weight(void **state)
{
    const struct customs_limits limits = {35000, 2000000};
    struct customs c = declaration();
    (void)state;
    assert_int_equal(customs_form(&c, true, &limits), CUSTOMS_CN22);
    assert_int_equal(customs_form(&c, false, &limits), CUSTOMS_INVOICE);
    c.gross_mg = 2000001;
    assert_int_equal(customs_form(&c, true, &limits), CUSTOMS_CN23);
    c.gross_mg = 1;
    c.line[0].value_minor = 35001;
    assert_int_equal(customs_form(&c, true, &limits), CUSTOMS_CN23);
    strcpy(c.to.country, "DE");
    assert_int_equal(customs_form(&c, true, &limits), CUSTOMS_NONE);
    strcpy(c.to.country, "CH");
    assert_int_equal(customs_form(&c, true, &limits), CUSTOMS_CN23);
}

static void S38_bad_declarations_name_line_and_reason(void **state)
{
    static const char *const VAGUE[] = {"", "Goods", "GIFT", "x"};
    int32_t line;
    struct customs c = declaration();
    (void)state;
    assert_int_equal(customs_check(&c, &line), CUSTOMS_OK);
    for (size_t i = 0; i < COUNT(VAGUE); i++) {
        strcpy(c.line[0].what, VAGUE[i]);
        assert_int_equal(customs_check(&c, &line), CUSTOMS_VAGUE);
        assert_int_equal(line, 0);
    }
    c = declaration();
    strcpy(c.line[0].hs, "73239");
    assert_int_equal(customs_check(&c, &line), CUSTOMS_BAD_HS);
    c = declaration();
    c.line[0].value_minor = 0;
    assert_int_equal(customs_check(&c, &line), CUSTOMS_NO_VALUE);
    c = declaration();
    strcpy(c.ioss, "IM123");
    assert_int_equal(customs_check(&c, &line), CUSTOMS_BAD_IOSS);
    assert_int_equal(line, -1);
    char hs[CUSTOMS_HS_MAX + 4];
    customs_hs_dotted("6109100010", hs);
    assert_string_equal(hs, "6109.10.00.10");
}

// Duty changes with the day: the rule is data with dates.
static void S9_duty_rules_begin_and_end(void **state)
{
    struct customs c = declaration();
    struct customs_rule rule = {"EU", date_days(2026, 7, 1),
                                date_days(2028, 6, 30), 0, 300, 0};
    (void)state;
    strcpy(c.from.country, "CN");
    strcpy(c.to.country, "DE");
    c.line_count = 2;
    c.line[1] = c.line[0];
    int32_t day = date_days(2026, 11, 24);
    assert_int_equal(customs_duty(&c, &rule, 1, day), 300);
    strcpy(c.line[1].hs, "910211");
    assert_int_equal(customs_duty(&c, &rule, 1, day), 600);
    assert_int_equal(customs_duty(&c, &rule, 1, date_days(2026, 6, 30)), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(S47_no_event_leads_out_of_an_end),
        cmocka_unit_test(S11_snapshots_in_any_sequence_end_as_the_last),
        cmocka_unit_test(S12_addresses_are_checked_by_their_country),
        cmocka_unit_test(S38_addresses_are_written_as_in_their_country),
        cmocka_unit_test(S38_the_paper_follows_destination_value_and_weight),
        cmocka_unit_test(S38_bad_declarations_name_line_and_reason),
        cmocka_unit_test(S9_duty_rules_begin_and_end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
