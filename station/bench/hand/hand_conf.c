#include "station/bench/hand/hand_conf.h"
#include "shared/must.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { UPDATE_MAX = 1024 * 1024 };

// "update = FILE": a bundle.
static int read_update(struct hand_conf *h, struct conf *c, char *why,
                       size_t why_cap)
{
    const char *path = conf_text(c, "handhelds", "update", "");
    int rc = ERR_PARSE;
    if (!path[0])
        return ERR_OK;
    FILE *file = fopen(path, "rbe");
    h->update_bytes = malloc(UPDATE_MAX);
    must(h->update_bytes != NULL); // once, at start
    size_t len = file ? fread(h->update_bytes, 1, UPDATE_MAX, file) : 0;
    if (!file || ferror(file))
        snprintf(why, why_cap, "[handhelds] update: cannot read %s: %s", path,
                 strerror(errno));
    else if (handheld_update_read(&h->update, h->update_bytes, len) < 0)
        snprintf(why, why_cap, "[handhelds] update: %s is no firmware bundle",
                 path);
    else
        rc = ERR_OK;
    if (file)
        fclose(file);
    h->has_update = rc == ERR_OK;
    return rc;
}

// "volume = 2": what is not named stays as its person has set it.
static int read_settings(struct hand_conf *h, struct conf *c, char *why,
                         size_t why_cap)
{
    static const char *const LANGUAGES[] = {"en", "pt", "es"};
    int *to = h->setting;
    const char *s = "handhelds", *wrong = NULL;
    for (int i = 0; i < MESSAGE_SETTINGS; i++)
        to[i] = -1;
    to[MESSAGE_SET_VOLUME] = (int)conf_int(c, s, "volume", -1, 2, -1);
    to[MESSAGE_SET_HID] = (int)conf_int(c, s, "hid", -1, 2, -1);
    to[MESSAGE_SET_VIBRATE] = (int)conf_int(c, s, "vibrate", -1, 1, -1);
    to[MESSAGE_SET_SLEEP_S] = (int)conf_int(c, s, "sleep_s", -1, 3600, -1);
    const char *language = conf_text(c, s, "language", "");
    for (int i = 0; i < 3; i++)
        if (strcmp(language, LANGUAGES[i]) == 0)
            to[MESSAGE_SET_LANGUAGE] = i;
    if (language[0] && to[MESSAGE_SET_LANGUAGE] < 0)
        wrong = "[handhelds] language must be en, pt or es";
    else if (to[MESSAGE_SET_SLEEP_S] >= 0 && to[MESSAGE_SET_SLEEP_S] < 10)
        wrong = "[handhelds] sleep_s must be 10 to 3600";
    if (wrong)
        snprintf(why, why_cap, "%s", wrong);
    return wrong ? ERR_PARSE : ERR_OK;
}

int hand_conf_read(struct hand_conf *h, struct conf *c, char *why,
                   size_t why_cap)
{
    int rc = read_update(h, c, why, why_cap);
    return rc < 0 ? rc : read_settings(h, c, why, why_cap);
}
