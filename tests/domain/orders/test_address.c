// Addresses: checked and written as their country does.
#include "station/domain/orders/address.h"
#include "tests/test.h"

// Addresses are checked before anything is packed.
static void addresses_are_checked_by_their_country(void **state)
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

// Written as the country writes it.
static void addresses_are_written_as_in_their_country(void **state)
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

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(addresses_are_checked_by_their_country),
        cmocka_unit_test(addresses_are_written_as_in_their_country),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
