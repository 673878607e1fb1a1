// tallyman verify: what is off in a file.
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
