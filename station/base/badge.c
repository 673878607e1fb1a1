#include "station/base/badge.h"
#include "shared/must.h"

#include <sodium.h>
#include <string.h>

enum {
    HALF = BADGE_ID_TEXT / 2,
    OVERHEAD = crypto_secretbox_NONCEBYTES + crypto_secretbox_MACBYTES,
};

void badge_salt(char out[BADGE_SALT_TEXT + 1])
{
    uint8_t bytes[crypto_pwhash_SALTBYTES];
    randombytes_buf(bytes, sizeof bytes);
    secret_hex(bytes, sizeof bytes, out);
}

int badge_make(const char *digest, const char *salt, char out[BADGE_TEXT + 1])
{
    // 19 MiB and 2 passes, as of passwords: see secret.c.
    enum { OPS = 2, MEMORY = 19 * 1024 * 1024 };
    uint8_t bytes[2 * HALF], salted[crypto_pwhash_SALTBYTES];
    if (strlen(salt) != BADGE_SALT_TEXT ||
        !secret_unhex(salt, BADGE_SALT_TEXT, salted))
        return ERR_PARSE;
    if (crypto_pwhash(bytes, sizeof bytes, digest, strlen(digest), salted, OPS,
                      MEMORY, crypto_pwhash_ALG_ARGON2ID13) != 0)
        return ERR_FULL;
    secret_hex(bytes, sizeof bytes, out);
    secret_wipe(bytes, sizeof bytes);
    return ERR_OK;
}

static bool read_key(const char *badge, uint8_t key[HALF])
{
    return strlen(badge) == BADGE_TEXT &&
           secret_unhex(badge + BADGE_ID_TEXT, 2 * HALF, key);
}

void badge_seal(const char *badge, const char *pin_hash,
                char out[BADGE_SEALED_MAX + 1])
{
    uint8_t key[HALF], bytes[OVERHEAD + SECRET_HASH_MAX];
    size_t len = strlen(pin_hash);
    must(len <= SECRET_HASH_MAX && sizeof bytes * 2 <= BADGE_SEALED_MAX);
    out[0] = 0;
    if (!len || !read_key(badge, key))
        return;
    randombytes_buf(bytes, crypto_secretbox_NONCEBYTES);
    crypto_secretbox_easy(bytes + crypto_secretbox_NONCEBYTES,
                          (const uint8_t *)pin_hash, len, bytes, key);
    secret_hex(bytes, OVERHEAD + len, out);
    secret_wipe(key, sizeof key);
}

bool badge_unseal(const char *badge, const char *sealed,
                  char out[SECRET_HASH_MAX + 1])
{
    uint8_t key[HALF], bytes[OVERHEAD + SECRET_HASH_MAX];
    size_t len = strlen(sealed);
    out[0] = 0;
    if (!len)
        return true;
    if (len % 2 || len / 2 < OVERHEAD || len / 2 > sizeof bytes ||
        !secret_unhex(sealed, len, bytes) || !read_key(badge, key))
        return false;
    size_t sealed_len = len / 2 - crypto_secretbox_NONCEBYTES;
    bool is_right = crypto_secretbox_open_easy(
                        (uint8_t *)out, bytes + crypto_secretbox_NONCEBYTES,
                        sealed_len, bytes, key) == 0;
    out[is_right ? sealed_len - crypto_secretbox_MACBYTES : 0] = 0;
    secret_wipe(key, sizeof key);
    return is_right;
}

void badge_prove(const char *badge, const uint8_t hash[SECRET_DIGEST_LEN],
                 char out[BADGE_PROOF_TEXT + 1])
{
    uint8_t key[HALF], mac[SECRET_MAC_LEN];
    out[0] = 0;
    if (!read_key(badge, key))
        return;
    secret_mac(key, sizeof key, hash, SECRET_DIGEST_LEN, mac);
    secret_hex(mac, sizeof mac, out);
    secret_wipe(key, sizeof key);
}
