// The table of drivers: each one opens, and what it cannot be is refused.
#include "station/devices/device.h"
#include "tests/test.h"

static struct loop loop;
static struct port_bus bus;

static void on_event(void *arg, const struct event *ev)
{
    (void)arg;
    (void)ev;
}

// Nothing listens at these addresses; a device that is not there is waited
// for.
static int open_as(struct device *d, struct device_setup s, char why[300])
{
    why[0] = 0;
    s.name = "d";
    s.line = "";
    s.unit = s.unit ? s.unit : "";
    s.bus = &bus;
    return device_open(d, &loop, 0, &s, on_event, NULL, why, 300);
}

#define POINT(name) &name,
static const struct driver *const ALL[] = {DRIVERS(POINT)};
static const char *const KINDS[] = {"scanner", "scale", "printer"};

static void each_driver_opens_by_its_name(void **state)
{
    static struct device d[COUNT(ALL)];
    char why[300];
    (void)state;
    for (size_t i = 0; i < COUNT(ALL); i++) {
        struct device_setup s = {
            .kind = KINDS[ALL[i]->kind],
            .speaks = ALL[i]->speaks,
            .unit = "kg",
            .at = ALL[i]->takes_reports ? "usb:0001:0002" : "tcp:127.0.0.1:1"};
        assert_int_equal(open_as(&d[i], s, why), ERR_OK);
        assert_int_equal(d[i].kind, ALL[i]->kind);
        assert_false(device_is_open(&d[i]));
    }
}

static void two_drivers_of_a_kind_speak_two_languages(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(ALL); i++)
        for (size_t k = 0; k < i; k++)
            assert_true(ALL[i]->kind != ALL[k]->kind ||
                        strcmp(ALL[i]->speaks, ALL[k]->speaks) != 0);
}

static void what_is_not_spoken_is_refused_naming_what_is(void **state)
{
    static struct device d;
    char why[300];
    (void)state;
    assert_int_equal(open_as(&d, (struct device_setup){.kind = "scale",
                                                       .speaks = "klingon",
                                                       .at = "tcp:h:1"},
                             why),
                     ERR_PARSE);
    assert_string_equal(
        why, "device d: kind scale does not speak klingon (scanner: lines, "
             "hid-pos, tallyman; scale: mt-sics, toledo-8217, hid; printer: "
             "zpl)");
    assert_int_equal(open_as(&d, (struct device_setup){.kind = "scanner",
                                                       .speaks = "zpl",
                                                       .at = "tcp:h:1"},
                             why),
                     ERR_PARSE);
}

static void a_setup_that_cannot_work_says_why(void **state)
{
    static const struct {
        struct device_setup setup;
        const char *why;
    } CASES[] = {
        {{.kind = "scale", .speaks = "toledo-8217", .at = "tcp:h:1"},
         "device d: toledo-8217 sends no unit: say unit = kg or lb"},
        {{.kind = "scale", .speaks = "mt-sics", .at = "tcp:h:1",
          .unit = "stone"},
         "device d: unit stone is not known: say kg or lb"},
        {{.kind = "scale", .speaks = "hid", .at = "serial:/dev/ttyS9"},
         "device d: hid and serial:/dev/ttyS9 do not go together"},
        {{.kind = "scanner", .speaks = "lines", .at = "usb:0001:0002"},
         "device d: lines and usb:0001:0002 do not go together"},
        {{.kind = "scanner", .speaks = "lines", .at = "here"},
         "device d: \"here\" is not tcp:, serial: or usb:VID:PID"},
        {{.kind = "scanner", .speaks = "lines", .at = "serial:usb:x"},
         "device d: \"serial:usb:x\" is not tcp:, serial: or usb:VID:PID"},
    };
    static struct device d;
    char why[300];
    (void)state;
    for (size_t i = 0; i < COUNT(CASES); i++) {
        assert_int_equal(open_as(&d, CASES[i].setup, why), ERR_PARSE);
        assert_string_equal(why, CASES[i].why);
    }
}

static void a_device_that_is_none_has_no_hand_and_hears_nothing(void **state)
{
    static struct device d;
    char why[300];
    const struct message m = {.kind = MESSAGE_TAKEN};
    (void)state;
    assert_int_equal(open_as(&d, (struct device_setup){.kind = "scanner",
                                                       .speaks = "lines",
                                                       .at =
                                                           "tcp:127.0.0.1:1"},
                             why),
                     ERR_OK);
    assert_null(device_hand(&d));
    assert_int_equal(device_say(&d, &m), ERR_GONE);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_driver_opens_by_its_name),
        cmocka_unit_test(two_drivers_of_a_kind_speak_two_languages),
        cmocka_unit_test(what_is_not_spoken_is_refused_naming_what_is),
        cmocka_unit_test(a_setup_that_cannot_work_says_why),
        cmocka_unit_test(a_device_that_is_none_has_no_hand_and_hears_nothing),
    };
    if (loop_open(&loop) < 0)
        return 1;
    return cmocka_run_group_tests(tests, NULL, NULL);
}
