#include "station/base/secret.h"
#include "shared/must.h"

#include <sodium.h>
#include <string.h>

// 19 MiB and 2 passes: the smallest setting OWASP lists for Argon2id (2023).
// A station must stay under 64 MB with one check under way.
enum { OPS = 2, MEMORY = 19 * 1024 * 1024 };

int secret_init(void)
{
    return sodium_init() < 0 ? ERR_IO : ERR_OK;
}

void secret_token(char out[SECRET_TOKEN_MAX + 1])
{
    uint8_t bytes[32];
    randombytes_buf(bytes, sizeof bytes);
    sodium_bin2base64(out, SECRET_TOKEN_MAX + 1, bytes, sizeof bytes,
                      sodium_base64_VARIANT_URLSAFE_NO_PADDING);
}

void secret_id(char out[SECRET_ID_MAX + 1])
{
    uint8_t bytes[SECRET_ID_MAX / 2];
    randombytes_buf(bytes, sizeof bytes);
    secret_hex(bytes, sizeof bytes, out);
}

void secret_code(char out[15])
{
    static const char LETTERS[] = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789";
    size_t at = 0;
    for (int i = 0; i < 12; i++) {
        if (i == 4 || i == 8)
            out[at++] = '-';
        out[at++] = LETTERS[randombytes_uniform(sizeof LETTERS - 1)];
    }
    out[at] = 0;
}

int secret_hash(const char *word, char out[SECRET_HASH_MAX + 1])
{
    must(crypto_pwhash_STRBYTES <= SECRET_HASH_MAX + 1);
    if (crypto_pwhash_str(out, word, strlen(word), OPS, MEMORY) != 0)
        return ERR_FULL;
    return ERR_OK;
}

bool secret_matches(const char *hash, const char *word)
{
    return crypto_pwhash_str_verify(hash, word, strlen(word)) == 0;
}

void secret_digest(const void *a, size_t a_len, const void *b, size_t b_len,
                   uint8_t out[SECRET_DIGEST_LEN])
{
    crypto_generichash_state state;
    crypto_generichash_init(&state, NULL, 0, SECRET_DIGEST_LEN);
    crypto_generichash_update(&state, a, a_len);
    if (b_len > 0)
        crypto_generichash_update(&state, b, b_len);
    crypto_generichash_final(&state, out, SECRET_DIGEST_LEN);
}

void secret_hex(const uint8_t *bytes, size_t len, char *out)
{
    sodium_bin2hex(out, len * 2 + 1, bytes, len);
}

bool secret_unhex(const char *chars, size_t len, uint8_t *out)
{
    size_t got;
    return sodium_hex2bin(out, len / 2, chars, len, NULL, &got, NULL) == 0 &&
           got == len / 2 && len % 2 == 0;
}

void secret_digest_text(const char *word, char out[SECRET_DIGEST_TEXT + 1])
{
    uint8_t digest[SECRET_DIGEST_LEN];
    secret_digest(word, strlen(word), NULL, 0, digest);
    secret_hex(digest, sizeof digest, out);
}

bool secret_same(const char *a, const char *b)
{
    size_t len = strlen(a);
    return len == strlen(b) && sodium_memcmp(a, b, len) == 0;
}

uint32_t secret_random(uint32_t below)
{
    return randombytes_uniform(below);
}

void secret_bytes(void *out, size_t len)
{
    randombytes_buf(out, len);
}

void secret_wipe(void *bytes, size_t len)
{
    sodium_memzero(bytes, len);
}

void secret_mac(const void *key, size_t key_len, const void *bytes, size_t len,
                uint8_t out[SECRET_MAC_LEN])
{
    crypto_auth_hmacsha256_state state;
    crypto_auth_hmacsha256_init(&state, key, key_len);
    crypto_auth_hmacsha256_update(&state, bytes, len);
    crypto_auth_hmacsha256_final(&state, out);
}

void secret_base64(const uint8_t *bytes, size_t len, char *out, size_t cap)
{
    must(sodium_base64_encoded_len(len, sodium_base64_VARIANT_ORIGINAL) <=
         cap);
    sodium_bin2base64(out, cap, bytes, len, sodium_base64_VARIANT_ORIGINAL);
}

int secret_unbase64(const char *chars, uint8_t *out, size_t cap, size_t *len)
{
    int rc = sodium_base642bin(out, cap, chars, strlen(chars), NULL, len,
                               NULL, sodium_base64_VARIANT_ORIGINAL);
    return rc == 0 ? ERR_OK : ERR_PARSE;
}
