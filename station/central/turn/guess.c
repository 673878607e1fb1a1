#include "station/central/turn/guess.h"
#include "station/base/secret.h"
#include "station/central/turn/answer.h"

#include <stdio.h>
#include <string.h>

// One guesser anywhere must not keep a login from its owner elsewhere.
_Static_assert((int)THROTTLE_ACCOUNT_MS < (int)GUESS_HOLD_MS,
               "who waits for a login alone is not sent away");

enum { NAMES_MAX = 3, KEY_MAX = SECRET_TOKEN_MAX, NAME_MAX_LEN = 40 };

static void cookie_name(int64_t person_id, char out[NAME_MAX_LEN])
{
    snprintf(out, NAME_MAX_LEN, "tallyman-device-%lld", (long long)person_id);
}

// DEVICE.PROOF, where the proof needs the database's key.
static void cookie_value(const char *key, const char *device, int64_t person_id,
                         char out[GUESS_DEVICE_MAX + SECRET_DIGEST_TEXT + 2])
{
    char words[80];
    uint8_t mac[SECRET_MAC_LEN];
    int n = snprintf(words, sizeof words, "device %s %lld", device,
                     (long long)person_id);
    secret_mac(key, strlen(key), words, (size_t)n, mac);
    n = snprintf(out, GUESS_DEVICE_MAX + 2, "%s.", device);
    secret_hex(mac, sizeof mac, out + n);
}

static void find_device(struct admit *a, const struct http_request *rq,
                        int64_t person_id, struct guess *g)
{
    char name[NAME_MAX_LEN], key[KEY_MAX + 1];
    char value[GUESS_DEVICE_MAX + SECRET_DIGEST_TEXT + 2];
    cookie_name(person_id, name);
    store_setting(a->turn->st, "device_key", key, sizeof key);
    const char *said = http_cookie(rq, name);
    if (!person_id || !key[0] || strcspn(said, ".") != GUESS_DEVICE_MAX)
        return;
    snprintf(g->device, sizeof g->device, "%.*s", GUESS_DEVICE_MAX, said);
    cookie_value(key, g->device, person_id, value);
    if (!secret_same(value, said))
        g->device[0] = 0;
}

static int names_of(const struct guess *g, struct throttle_name out[NAMES_MAX])
{
    if (g->device[0]) {
        out[0] = (struct throttle_name){THROTTLE_DEVICE, g->device, g->login};
        return 1;
    }
    out[0] = (struct throttle_name){THROTTLE_LOGIN, g->place, g->login};
    out[1] = (struct throttle_name){THROTTLE_PLACE, g->place, ""};
    out[2] = (struct throttle_name){THROTTLE_ACCOUNT, "", g->login};
    return 3;
}

int guess_begin(struct admit *a, struct http_request *rq, const char *login,
                int64_t person_id, struct guess *out)
{
    struct throttle_name name[NAMES_MAX];
    int64_t wait_ms = 0, one_ms;
    *out = (struct guess){.place = ""};
    admit_place(rq, out->place);
    snprintf(out->login, sizeof out->login, "%s", login);
    find_device(a, rq, person_id, out);
    int count = names_of(out, name);
    for (int i = 0; i < count; i++) {
        one_ms = admit_wait_ms(a, &name[i]);
        wait_ms = one_ms > wait_ms ? one_ms : wait_ms;
    }
    if (wait_ms > GUESS_HOLD_MS) {
        answer_too_often(rq, wait_ms);
        return ERR_TIMEOUT;
    }
    for (int i = 0; i < count; i++)
        admit_fail(a, &name[i]);
    return (int)wait_ms;
}

bool guess_is_known(const struct guess *g)
{
    return g->device[0] != 0;
}

void guess_forgive(struct admit *a, const struct guess *g)
{
    struct throttle_name name[NAMES_MAX];
    int count = names_of(g, name);
    for (int i = 0; i < count; i++)
        admit_forgive(a, &name[i]);
}

void guess_know(struct admit *a, struct http_request *rq, int64_t person_id,
                const struct guess *g)
{
    uint8_t bytes[GUESS_DEVICE_MAX / 2];
    char name[NAME_MAX_LEN], key[KEY_MAX + 1], device[GUESS_DEVICE_MAX + 1];
    char value[GUESS_DEVICE_MAX + SECRET_DIGEST_TEXT + 2];
    store_setting(a->turn->st, "device_key", key, sizeof key);
    if (!key[0]) {
        secret_token(key);
        store_setting_set(a->turn->st, "device_key", key);
    }
    secret_bytes(bytes, sizeof bytes);
    secret_hex(bytes, sizeof bytes, device);
    cookie_name(person_id, name);
    cookie_value(key, g->device[0] ? g->device : device, person_id, value);
    http_set_lasting_cookie(rq, name, value);
}
