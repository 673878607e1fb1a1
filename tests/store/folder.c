#include "tests/store/folder.h"
#include "station/base/secret.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static int enter(void **state, const char *root)
{
    static char folder[64];
    snprintf(folder, sizeof folder, "%s/tallyman-store-XXXXXX", root);
    *state = folder;
    return secret_init() < 0 || !mkdtemp(folder) || chdir(folder) != 0 ? -1 : 0;
}

int folder_enter(void **state)
{
    return enter(state, "/tmp");
}

int folder_enter_memory(void **state)
{
    return enter(state, access("/dev/shm", W_OK) == 0 ? "/dev/shm" : "/tmp");
}

int folder_leave(void **state)
{
    char command[100];
    snprintf(command, sizeof command, "rm -rf '%s'", (char *)*state);
    return chdir("/") != 0 || system(command) != 0 ? -1 : 0;
}
