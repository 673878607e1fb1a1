// What a program hears of its devices, over a real connection: the far end is
// played here, on the same loop.
#include "station/devices/device.h"
#include "shared/must.h"
#include "tests/test.h"

#include <arpa/inet.h>
#include <sys/socket.h>
#include <unistd.h>

enum { HEARD_MAX = 32, LIMIT_MS = 8000 };

static struct far_end {         // what the device is connected to
    int listener, fd;
    char got[4096];
    size_t got_len;
} far;

static struct loop loop;
static struct loop_timer limit;
static struct event heard[HEARD_MAX];
static int heard_count;
static bool (*is_done)(void);

static void look(void)
{
    if (is_done && is_done())
        uv_stop(&loop.uv);
}

static void on_event(void *arg, const struct event *ev)
{
    (void)arg;
    must(heard_count < HEARD_MAX);
    heard[heard_count++] = *ev;
    look();
}

static void on_said(void *arg, int events)
{
    (void)arg;
    (void)events;
    ssize_t n = read(far.fd, far.got + far.got_len,
                     sizeof far.got - 1 - far.got_len);
    if (n > 0)
        far.got_len += (size_t)n;
    far.got[far.got_len] = 0;
    look();
}

static void on_connection(void *arg, int events)
{
    (void)arg;
    (void)events;
    far.fd = accept(far.listener, NULL, NULL);
    must(far.fd >= 0);
    must(loop_watch(&loop, far.fd, LOOP_READ, on_said, NULL) >= 0);
}

static void say(const char *bytes)
{
    assert_int_equal(write(far.fd, bytes, strlen(bytes)),
                     (ssize_t)strlen(bytes));
}

static void on_limit(void *arg)
{
    (void)arg;
    uv_stop(&loop.uv);
}

static void run_until(bool (*done)(void))
{
    is_done = done;
    loop_timer_start(&loop, &limit, LIMIT_MS, 0, on_limit, NULL);
    if (!done())
        loop_run(&loop);
    loop_timer_stop(&limit);
    assert_true(done());
}

static int count_of(enum event_kind kind)
{
    int n = 0;
    for (int i = 0; i < heard_count; i++)
        n += heard[i].kind == kind;
    return n;
}

static const struct event *last_of(enum event_kind kind)
{
    for (int i = heard_count - 1; i >= 0; i--)
        if (heard[i].kind == kind)
            return &heard[i];
    return NULL;
}

static bool is_attached(void)
{
    return far.fd >= 0 && count_of(EVENT_ATTACHED) > 0;
}

static bool has_scanned(void)
{
    return count_of(EVENT_SCAN) > 0;
}

static bool has_weighed(void)
{
    return count_of(EVENT_WEIGHT) > 0;
}

static bool is_detached(void)
{
    return count_of(EVENT_DETACHED) > 0;
}

static bool is_asked(void)
{
    return far.got_len > 0;
}

static bool is_ready(void)
{
    const struct event *ev = last_of(EVENT_PRINTER);
    return ev && ev->printer == PRINTER_READY;
}

static bool has_job(void)
{
    return strstr(far.got, "^XZ") != NULL;
}

static bool is_over(void)
{
    return count_of(EVENT_JOB) == 2;
}

// A device that is connected to the far end, and nothing heard yet.
static void plug(struct device *d, const char *kind, const char *speaks)
{
    static int watch = -1;
    struct sockaddr_in a = {.sin_family = AF_INET,
                            .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    socklen_t len = sizeof a;
    char at[64], why[300];
    if (watch >= 0) {
        loop_unwatch(&loop, watch);
        close(far.listener);
    }
    memset(&far, 0, sizeof far);
    far.fd = -1;
    heard_count = 0;
    far.listener = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    must(bind(far.listener, (struct sockaddr *)&a, sizeof a) == 0);
    must(listen(far.listener, 1) == 0);
    must(getsockname(far.listener, (struct sockaddr *)&a, &len) == 0);
    watch = loop_watch(&loop, far.listener, LOOP_READ, on_connection, NULL);
    must(watch >= 0);
    snprintf(at, sizeof at, "tcp:127.0.0.1:%d", ntohs(a.sin_port));
    const struct device_setup s = {.name = kind, .kind = kind, .at = at,
                                   .speaks = speaks, .line = "", .unit = ""};
    assert_int_equal(device_open(d, &loop, 7, &s, on_event, NULL, why,
                                 sizeof why),
                     ERR_OK);
    run_until(is_attached);
    assert_true(device_is_open(d));
}

static void a_scan_comes_whole_with_its_device_and_time(void **state)
{
    static struct device d;
    (void)state;
    plug(&d, "scanner", "lines");
    say("]E0400638");
    say("1333931\r\n");
    run_until(has_scanned);
    const struct event *ev = last_of(EVENT_SCAN);
    assert_string_equal(ev->scan.bytes, "]E04006381333931");
    assert_int_equal(ev->slot, 7);
    assert_int_equal(ev->device, DEVICE_SCANNER);
    assert_true(ev->at_ms > 0);
    assert_int_equal(ev->scan.record.record_seq, 0);
}

static void a_serial_scale_is_asked_and_answers(void **state)
{
    static struct device d;
    (void)state;
    plug(&d, "scale", "mt-sics");
    run_until(is_asked);
    assert_memory_equal(far.got, "SI\r\n", 4);
    say("S S     1.250 kg\r\n");
    run_until(has_weighed);
    assert_int_equal(last_of(EVENT_WEIGHT)->weight.mg, 1250000);
}

static void a_device_that_goes_away_is_told_once(void **state)
{
    static struct device d;
    (void)state;
    plug(&d, "scanner", "lines");
    say("half a sc");
    close(far.listener);
    shutdown(far.fd, SHUT_RDWR);
    run_until(is_detached);
    assert_int_equal(count_of(EVENT_DETACHED), 1);
    assert_int_equal(count_of(EVENT_SCAN), 0);
    assert_false(device_is_open(&d));
}

static const char READY[] =
    "\x02" "030,0,0,1218,000,0,0,0,000,0,0,0\x03\r\n"
    "\x02" "000,0,0,0,0,2,4,0,00000000,1,000\x03\r\n\x02" "1234,0\x03\r\n";

static void a_job_is_told_before_its_first_byte_and_when_it_is_taken(
    void **state)
{
    static struct device d;
    (void)state;
    plug(&d, "printer", "zpl");
    run_until(is_asked);
    assert_memory_equal(far.got, "~HS\r\n", 5);
    assert_int_equal(heard[0].kind, EVENT_ATTACHED); // and then its state
    assert_int_equal(last_of(EVENT_PRINTER)->printer, PRINTER_SILENT);
    say(READY);
    run_until(is_ready);
    assert_int_equal(device_print(&d, 42, "^XA^XZ", 6), ERR_OK);
    assert_int_equal(device_printer(&d), PRINTER_BUSY);
    assert_int_equal(device_print(&d, 43, "^XA^XZ", 6), ERR_CONFLICT);
    say(READY);
    run_until(has_job);
    assert_int_equal(last_of(EVENT_JOB)->job.result, JOB_SENT);
    say(READY);
    run_until(is_over);
    assert_int_equal(last_of(EVENT_JOB)->job.result, JOB_PRINTED);
    assert_int_equal(last_of(EVENT_JOB)->job.job_id, 42);
    assert_int_equal(device_printer(&d), PRINTER_READY);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_scan_comes_whole_with_its_device_and_time),
        cmocka_unit_test(a_serial_scale_is_asked_and_answers),
        cmocka_unit_test(
            a_job_is_told_before_its_first_byte_and_when_it_is_taken),
        cmocka_unit_test(a_device_that_goes_away_is_told_once),
    };
    if (loop_open(&loop) < 0)
        return 1;
    return cmocka_run_group_tests(tests, NULL, NULL);
}
