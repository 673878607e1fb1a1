// Signatures after Standard Webhooks 1.0.0; see exchange.h.
#include "station/base/secret.h"
#include "station/central/channels/exchange.h"

#include <stdio.h>
#include <string.h>

enum { KEY_MAX = 96, SIGNED_MAX = 32 * 1024 };

// "whsec_" and base64, or the bytes as they are.
static size_t key_of(const char *secret, uint8_t out[KEY_MAX])
{
    size_t len = 0;
    if (strncmp(secret, "whsec_", 6) == 0 &&
        secret_unbase64(secret + 6, out, KEY_MAX, &len) == ERR_OK)
        return len;
    len = strlen(secret) < KEY_MAX ? strlen(secret) : KEY_MAX;
    memcpy(out, secret, len);
    return len;
}

void webhook_sign(const char *secret, const char *id, int64_t at_s,
                  const char *body, struct text *out)
{
    char text[SIGNED_MAX];
    uint8_t key[KEY_MAX], mac[SECRET_MAC_LEN];
    char words[SECRET_MAC_TEXT + 1];
    int len = snprintf(text, sizeof text, "%s.%lld.%s", id, (long long)at_s,
                       body);
    size_t used = len < (int)sizeof text ? (size_t)len : sizeof text - 1;
    secret_mac(key, key_of(secret, key), text, used, mac);
    secret_base64(mac, sizeof mac, words, sizeof words);
    text_addf(out, "%sv1,%s", out->len && out->chars[out->len - 1] != ' '
                                  ? " "
                                  : "",
              words);
}
