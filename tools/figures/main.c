// tallyman-measure BIN FOLDER [scan|intake|start|oms|boxes|load]...
#include "station/base/secret.h"
#include "tools/figures/measure.h"

#include <stdio.h>
#include <string.h>

int main(int argc, char **argv)
{
    static const struct {
        const char *name;
        int (*run)(const struct measure *);
    } ALL[] = {{"scan", measure_scan},
               {"intake", measure_intake},
               {"start", measure_start},
               {"oms", measure_oms},
               {"boxes", measure_boxes},
               {"load", measure_load}};
    if (argc < 3) {
        fprintf(stderr, "usage: tallyman-measure BIN FOLDER "
                        "[scan|intake|start|oms|boxes|load]...\n");
        return 2;
    }
    struct measure m = {argv[1], argv[2]};
    int status = secret_init() < 0;
    for (size_t i = 0; i < sizeof ALL / sizeof ALL[0]; i++) {
        int wanted = argc == 3;
        for (int a = 3; a < argc; a++)
            wanted |= strcmp(argv[a], ALL[i].name) == 0;
        if (wanted)
            status |= ALL[i].run(&m);
    }
    return status;
}
