// tallyman backup: a whole copy of a file, made while a program has it.
#include "station/cli/cli.h"
#include "station/store/engine/copy.h"

#include <stdio.h>

const struct usage BACKUP_USAGE = {
    "tallyman backup",
    "FILE COPY\n"
    "  FILE may be in use; COPY must not exist yet"};

int cmd_backup(int argc, char **argv)
{
    struct store st = {0};
    if (argc != 2)
        return usage_wrong(&BACKUP_USAGE, "", "a FILE and where the copy goes");
    if (file_exists(argv[1])) {
        fprintf(stderr, "tallyman: %s exists: give the copy a new name\n",
                argv[1]);
        return 1;
    }
    if (store_open_readonly(&st, argv[0]) < 0 ||
        copy_make(&st, argv[1], COPY_CHECKED) < 0) {
        fprintf(stderr, "tallyman: %s\n", store_why(&st));
        store_close(&st);
        return 1;
    }
    store_close(&st);
    printf("%s copied to %s\n", argv[0], argv[1]);
    return 0;
}
