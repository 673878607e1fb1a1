#include "station/base/text.h"
#include "station/devices/port/port_internal.h"

#include <stdio.h>
#include <string.h>

static const struct port_kind *const KINDS[] = {&PORT_TCP, &PORT_SERIAL,
                                                &PORT_USB};

enum { KINDS_COUNT = sizeof KINDS / sizeof KINDS[0] };

static const struct port_kind *find_kind(const char *at)
{
    for (int i = 0; i < KINDS_COUNT; i++) {
        const struct port_kind *k = KINDS[i];
        size_t len = strlen(k->prefix);
        if (strncmp(at, k->prefix, len) == 0)
            return !k->is_right || k->is_right(at + len) ? k : NULL;
    }
    return NULL;
}

// "... is not tcp:, serial: or usb:VID:PID".
static void refuse(struct port *p, const char *at)
{
    struct text t;
    text_init(&t, p->why, sizeof p->why);
    text_addf(&t, "\"%.60s\" is not ", at);
    for (int i = 0; i < KINDS_COUNT; i++)
        text_addf(&t, "%s%s",
                  i == 0                 ? ""
                  : i == KINDS_COUNT - 1 ? " or "
                                         : ", ",
                  KINDS[i]->form);
}

int port_init(struct port *p, struct loop *loop, struct port_bus *bus,
              const char *at, const char *line, const struct port_fn *fn)
{
    memset(p, 0, sizeof *p);
    p->loop = loop;
    p->bus = bus;
    p->fn = *fn;
    p->fd = -1;
    p->watch = -1;
    snprintf(p->at, sizeof p->at, "%s", at);
    snprintf(p->line, sizeof p->line, "%s", line);
    p->kind = strlen(at) > PORT_AT_MAX ? NULL : find_kind(at);
    if (!p->kind) {
        refuse(p, at);
        return ERR_PARSE;
    }
    return ERR_OK;
}

bool port_gives_reports(const struct port *p)
{
    return p->kind->gives_reports;
}
