// What a service asks for a parcel.
#include "station/domain/ship/rate.h"
#include "tests/test.h"

static struct rate_service service(void)
{
    static struct rate_service s;
    memset(&s, 0, sizeof s);
    strcpy(s.code, "STD");
    strcpy(s.currency, "EUR");
    s.divisor_mm3_per_kg = 6000000;
    s.free_until_mg = 5000000;
    s.weight_step_mg = 1000000;
    s.max_mg = 30000000;
    s.max_side_um = 1000000;
    s.max_side_sum_um = 2000000;
    s.area_count = 3;
    s.area[0] = (struct rate_area){"PT", "", 0, 1};
    s.area[1] = (struct rate_area){"PT", "9", 1, 3}; // the islands
    s.area[2] = (struct rate_area){"DE", "", 1, 3};
    s.zone_count = 2;
    for (int z = 0; z < 2; z++) {
        s.zone[z].step_count = 2;
        s.zone[z].step[0] = (struct rate_step){1000000, 400 + z * 500};
        s.zone[z].step[1] = (struct rate_step){5000000, 700 + z * 500};
        s.zone[z].per_kg_minor = 100;
    }
    return s;
}

static struct rate_parcel parcel(const char *country, const char *postal,
                                 int64_t grams, int32_t l, int32_t w,
                                 int32_t h)
{
    struct rate_parcel p = {.weight_mg = grams * 1000,
                            .side_um = {l * 1000, w * 1000, h * 1000},
                            .day = 20000};
    strcpy(p.from_country, "PT");
    snprintf(p.country, sizeof p.country, "%s", country);
    snprintf(p.postal, sizeof p.postal, "%s", postal);
    return p;
}

// Rate tables, zones, dimensional weight, limits.
static void quotes_follow_the_table(void **state)
{
    static const struct {
        const char *country, *postal;
        int64_t grams;
        int32_t l, w, h;
        enum rate_verdict verdict;
        int64_t total, billable_kg;
    } CASES[] = {
        {"PT", "1000001", 300, 200, 150, 100, RATE_OK, 400, 1},
        {"PT", "1000001", 1000, 200, 150, 100, RATE_OK, 400, 1},
        {"PT", "1000001", 1001, 200, 150, 100, RATE_OK, 700, 2},
        {"PT", "9000001", 300, 200, 150, 100, RATE_OK, 900, 1},
        {"DE", "10115", 7200, 200, 150, 100, RATE_OK, 1500, 8},
        {"PT", "1", 500, 300, 250, 400, RATE_OK, 400, 1}, // 5 kg cubic: free
        {"PT", "1", 500, 300, 260, 400, RATE_OK, 800, 6}, // 5.2 kg cubic
        {"FR", "75001", 300, 200, 150, 100, RATE_NO_ZONE, 0, 0},
        {"PT", "1", 30001, 200, 150, 100, RATE_TOO_HEAVY, 0, 31},
        {"PT", "1", 300, 1001, 150, 100, RATE_TOO_LONG, 0, 1},
        {"PT", "1", 300, 900, 700, 500, RATE_TOO_LARGE, 0, 53},
    };
    struct rate_service s = service();
    (void)state;
    for (size_t i = 0; i < COUNT(CASES); i++) {
        struct rate_parcel p =
            parcel(CASES[i].country, CASES[i].postal, CASES[i].grams,
                   CASES[i].l, CASES[i].w, CASES[i].h);
        struct rate_quote q = rate_quote(&s, &p);
        assert_int_equal(q.verdict, CASES[i].verdict);
        assert_int_equal(q.total_minor, CASES[i].total);
        assert_int_equal(q.billable_mg, CASES[i].billable_kg * 1000000);
    }
}

static void surcharges_add_group_refuse_and_end(void **state)
{
    struct rate_service s = service();
    struct rate_parcel p = parcel("PT", "1000", 300, 900, 150, 100);
    (void)state;
    s.surcharge[0] = (struct rate_surcharge){"LONG", RATE_LENGTH, false,
        600000, "", RATE_ADD, 300, 1, 0, 0};
    s.surcharge[1] = (struct rate_surcharge){"LONGER", RATE_LENGTH, false,
        800000, "", RATE_ADD, 800, 1, 0, 0};
    s.surcharge[2] = (struct rate_surcharge){"FUEL", RATE_ALWAYS, false, 0,
        "", RATE_ADD_PERMILLE, 125, 0, 0, 0};
    s.surcharge[3] = (struct rate_surcharge){"PEAK", RATE_ALWAYS, false, 0,
        "", RATE_ADD, 50, 0, 20001, 20010};
    s.surcharge_count = 4;
    struct rate_quote q = rate_quote(&s, &p);
    assert_int_equal(q.total_minor, 400 + 800 + 150); // the dearer of group 1
    assert_int_equal(q.applied, 6);
    p.day = 20005;
    assert_int_equal(rate_quote(&s, &p).total_minor, 1400);
    s.surcharge[0].action = RATE_REFUSE;
    assert_int_equal(rate_quote(&s, &p).verdict, RATE_REFUSED);
    p.side_um[0] = 200000;
    assert_int_equal(rate_quote(&s, &p).verdict, RATE_OK);
    p.is_hazmat = true;
    assert_int_equal(rate_quote(&s, &p).verdict, RATE_REFUSED);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(quotes_follow_the_table),
        cmocka_unit_test(surcharges_add_group_refuse_and_end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
