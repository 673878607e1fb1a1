// tallyman verify and tallyman backup.
#include "station/cli/cli.h"
#include "station/store/verify.h"

#include <stdio.h>

static void print(void *arg, const char *finding)
{
    (void)arg;
    printf("%s\n", finding);
}

int cmd_verify(int argc, char **argv)
{
    struct store st = {0};
    if (argc != 1)
        return cli_usage("one FILE, please", "tallyman verify FILE");
    if (store_open_readonly(&st, argv[0]) < 0) {
        fprintf(stderr, "tallyman: %s\n", store_why(&st));
        return 1;
    }
    int64_t findings = verify_run(&st, print, NULL);
    if (findings < 0)
        fprintf(stderr, "tallyman: %s\n", store_why(&st));
    else if (findings == 0)
        printf("%s: %s, nothing is off\n", argv[0],
               st.kind == STORE_BENCH ? "a bench's journal"
                                      : "central's books");
    store_close(&st);
    return findings == 0 ? 0 : 1;
}

int cmd_backup(int argc, char **argv)
{
    struct store st = {0};
    if (argc != 2)
        return cli_usage("a FILE and where the copy goes",
                         "tallyman backup FILE COPY");
    if (store_open_readonly(&st, argv[0]) < 0 ||
        store_backup(&st, argv[1]) < 0) {
        fprintf(stderr, "tallyman: %s\n", store_why(&st));
        store_close(&st);
        return 1;
    }
    store_close(&st);
    printf("%s copied to %s\n", argv[0], argv[1]);
    return 0;
}
