#include "station/central/channels/oauth.h"
#include "station/base/secret.h"
#include "station/central/channels/exchange.h"
#include "shared/must.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    OWN_PARAMS = 6,
    ENCODED_MAX = OAUTH_VALUE_MAX * 3 + 1,
    BASE_MAX = 16384,
};

struct encoded {
    char name[ENCODED_MAX], value[ENCODED_MAX];
};

static void encode(const char *from, char *out, size_t cap)
{
    struct text t;
    text_init(&t, out, cap);
    exchange_encode(&t, from);
}

static int by_name(const void *a, const void *b)
{
    const struct encoded *x = a, *y = b;
    int order = strcmp(x->name, y->name);
    return order ? order : strcmp(x->value, y->value);
}

static void sign(const struct oauth *o, const char *base, char *out,
                 size_t cap)
{
    char key[2 * ENCODED_MAX];
    uint8_t mac[SECRET_MAC_LEN];
    struct text t;
    text_init(&t, key, sizeof key);
    exchange_encode(&t, o->consumer_secret);
    text_add(&t, "&", 1);
    exchange_encode(&t, o->token_secret);
    secret_mac(key, t.len, base, strlen(base), mac);
    secret_base64(mac, sizeof mac, out, cap);
}

void oauth_header(const struct oauth *o, const char *method, const char *url,
                  const struct oauth_param *param, int count,
                  struct text *out)
{
    struct encoded all[OWN_PARAMS + OAUTH_PARAMS_MAX];
    char params[BASE_MAX], base[BASE_MAX];
    char at[24], signature[SECRET_MAC_TEXT + 1];
    must(count <= OAUTH_PARAMS_MAX);
    snprintf(at, sizeof at, "%lld", (long long)o->at_s);
    const char *const own[OWN_PARAMS][2] = {
        {"oauth_consumer_key", o->consumer_key},
        {"oauth_nonce", o->nonce},
        {"oauth_signature_method", "HMAC-SHA256"},
        {"oauth_timestamp", at},
        {"oauth_token", o->token},
        {"oauth_version", "1.0"}};
    text_addf(out, "OAuth ");
    for (int i = 0; i < OWN_PARAMS; i++) {
        encode(own[i][0], all[i].name, sizeof all[i].name);
        encode(own[i][1], all[i].value, sizeof all[i].value);
        text_addf(out, "%s=\"%s\",", all[i].name, all[i].value);
    }
    for (int i = 0; i < count; i++) {
        encode(param[i].name, all[OWN_PARAMS + i].name, ENCODED_MAX);
        encode(param[i].value, all[OWN_PARAMS + i].value, ENCODED_MAX);
    }
    qsort(all, (size_t)(OWN_PARAMS + count), sizeof all[0], by_name);
    struct text p, b;
    text_init(&p, params, sizeof params);
    for (int i = 0; i < OWN_PARAMS + count; i++)
        text_addf(&p, "%s%s=%s", i ? "&" : "", all[i].name, all[i].value);
    text_init(&b, base, sizeof base);
    text_addf(&b, "%s&", method);
    exchange_encode(&b, url);
    text_add(&b, "&", 1);
    exchange_encode(&b, params);
    sign(o, base, signature, sizeof signature);
    text_addf(out, "oauth_signature=\"");
    exchange_encode(out, signature);
    text_add(out, "\"", 1);
}
