// A USB scale through the real libusb: found by its serial number, read,
// unplugged in the middle of a read, and found again.
#include "station/devices/device.h"
#include "tests/ports/scale_descriptor.h"
#include "tests/ports/usb_mock.h"
#include "tests/test.h"

#include <pthread.h>

static struct loop loop;
static struct device device;
static struct port_bus bus;
static struct loop_timer limit;
static int attached, detached;
static struct weigh_sample last;
static int samples;
static int stop_at_attached, stop_at_detached, stop_at_samples;

static void on_event(void *arg, const struct event *ev)
{
    (void)arg;
    attached += ev->kind == EVENT_ATTACHED;
    detached += ev->kind == EVENT_DETACHED;
    if (ev->kind == EVENT_WEIGHT) {
        last = ev->weight;
        samples++;
    }
    if (attached >= stop_at_attached && detached >= stop_at_detached &&
        samples >= stop_at_samples)
        uv_stop(&loop.uv);
}

static void on_limit(void *arg)
{
    (void)arg;
    uv_stop(&loop.uv);
}

static void run_until(int a, int d, int s)
{
    stop_at_attached = a;
    stop_at_detached = d;
    stop_at_samples = s;
    loop_timer_start(&loop, &limit, 8000, 0, on_limit, NULL);
    if (attached < a || detached < d || samples < s)
        loop_run(&loop);
    assert_true(attached >= a);
    assert_true(detached >= d);
    assert_true(samples >= s);
}

struct weighing {
    uint8_t reports[3][6];
    int count;
};

static void *send_reports(void *arg)
{
    struct weighing *w = arg;
    for (int i = 0; i < w->count; i++)
        if (!usb_mock_report(w->reports[i], 6))
            return w;
    return NULL;
}

static void weigh(struct weighing *w, int samples_wanted)
{
    pthread_t thread;
    void *failed;
    assert_int_equal(pthread_create(&thread, NULL, send_reports, w), 0);
    run_until(0, 0, samples_wanted);
    pthread_join(thread, &failed);
    assert_null(failed);
}

static void a_scale_is_found_read_unplugged_and_found_again(void **state)
{
    char why[200];
    struct weighing first = {{{3, 4, 2, 0, 99, 0},      // the last weighing's
                              {3, 4, 2, 0, 0xD0, 0x07}, // 2000 g
                              {3, 4, 0x0B, 0xFF, 0x34, 0x19}},
                             3};
    const struct device_setup setup = {.name = "scale",
                                       .kind = "scale",
                                       .at = "usb:0eb8:f000:SN-7",
                                       .speaks = "hid",
                                       .line = "",
                                       .unit = "",
                                       .bus = &bus};
    (void)state;
    assert_int_equal(device_open(&device, &loop, 0, &setup, on_event, NULL,
                                 why, sizeof why), ERR_OK);
    usb_mock_plug();
    run_until(1, 0, 0);
    weigh(&first, 2); // the first report is stale and passed over
    assert_int_equal(samples, 2);
    assert_int_equal(last.mg, 18291112);
    for (int again = 1; again <= 3; again++) {
        usb_mock_unplug(); // two reads are in flight
        run_until(again, again, 0);
        usb_mock_plug();
        run_until(again + 1, again, 0);
    }
    weigh(&first, 4);
}

static void another_serial_number_is_not_ours(void **state)
{
    static struct device other;
    char why[200];
    const struct device_setup setup = {.name = "other",
                                       .kind = "scale",
                                       .at = "usb:0eb8:f000:SN-8",
                                       .speaks = "hid",
                                       .line = "",
                                       .unit = "",
                                       .bus = &bus};
    (void)state;
    int before = attached;
    usb_mock_unplug();
    run_until(0, detached + 1, 0);
    assert_int_equal(device_open(&other, &loop, 1, &setup, on_event, NULL,
                                 why, sizeof why), ERR_OK);
    usb_mock_plug();
    run_until(before + 1, 0, 0); // the right one takes it, whoever looks first
    assert_false(device_is_open(&other));
    assert_true(device_is_open(&device));
}

int main(void)
{
    const struct usb_mock_setup setup = {0x0eb8, 0xf000, "SN-7",
                                         SCALE_DESCRIPTOR,
                                         sizeof SCALE_DESCRIPTOR};
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_scale_is_found_read_unplugged_and_found_again),
        cmocka_unit_test(another_serial_number_is_not_ours),
    };
    usb_mock_open(&setup);
    if (loop_open(&loop) < 0)
        return 1;
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    usb_mock_close();
    return failed;
}
