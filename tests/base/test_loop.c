// The loop: work on a thread beside it.
#include "station/base/loop.h"
#include "tests/test.h"

#include <pthread.h>
#include <unistd.h>

static struct loop loop;

struct job {
    pthread_t worked, done;
    bool is_done;
};

static int count;

static int open_loop(void **state)
{
    (void)state;
    count = 0;
    memset(&loop, 0, sizeof loop);
    return loop_open(&loop);
}

static void work(void *arg)
{
    struct job *j = arg;
    usleep(2000);
    j->worked = pthread_self();
}

static void done(void *arg)
{
    struct job *j = arg;
    j->done = pthread_self();
    j->is_done = true;
    count++;
}

static void work_is_done_beside_the_loop_and_told_on_it(void **state)
{
    struct job j = {.is_done = false};
    (void)state;
    assert_int_equal(loop_work(&loop, work, done, &j), ERR_OK);
    while (!j.is_done)
        uv_run(&loop.uv, UV_RUN_ONCE);
    assert_false(pthread_equal(j.worked, pthread_self()));
    assert_true(pthread_equal(j.done, pthread_self()));
    loop_close(&loop);
}

static void more_than_the_queue_holds_is_refused(void **state)
{
    static struct job j[LOOP_WORKS_MAX + 1];
    (void)state;
    for (int i = 0; i < LOOP_WORKS_MAX; i++)
        assert_int_equal(loop_work(&loop, work, done, &j[i]), ERR_OK);
    assert_int_equal(loop_work(&loop, work, done, &j[LOOP_WORKS_MAX]),
                     ERR_FULL);
    while (count < LOOP_WORKS_MAX)
        uv_run(&loop.uv, UV_RUN_ONCE);
    assert_int_equal(loop_work(&loop, work, done, &j[LOOP_WORKS_MAX]), ERR_OK);
    loop_close(&loop);
}

static void a_loop_that_is_closed_tells_nobody(void **state)
{
    static struct job j[LOOP_WORKS_MAX];
    (void)state;
    for (int i = 0; i < LOOP_WORKS_MAX; i++)
        assert_int_equal(loop_work(&loop, work, done, &j[i]), ERR_OK);
    loop_close(&loop);
    assert_int_equal(count, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(work_is_done_beside_the_loop_and_told_on_it,
                               open_loop),
        cmocka_unit_test_setup(more_than_the_queue_holds_is_refused, open_loop),
        cmocka_unit_test_setup(a_loop_that_is_closed_tells_nobody, open_loop),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
