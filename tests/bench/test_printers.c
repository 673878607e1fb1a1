// A printer's labels are written in the language in which it is asked how it
// is: neither is of use alone.
#include "station/devices/driver/driver.h"
#include "station/label/label_writer.h"
#include "tests/test.h"

#define POINT(name) &name,
static const struct driver *const ALL[] = {DRIVERS(POINT)};

static void labels_are_written_for_each_printer_that_can_be_asked(void **state)
{
    int printers = 0;
    (void)state;
    for (size_t i = 0; i < COUNT(ALL); i++) {
        char why[200] = "";
        if (ALL[i]->kind != DEVICE_PRINTER)
            continue;
        printers++;
        assert_non_null(ALL[i]->status);
        if (!label_writer_find(ALL[i]->speaks, why, sizeof why))
            fail_msg("%s", why);
    }
    assert_true(printers > 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(labels_are_written_for_each_printer_that_can_be_asked),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
