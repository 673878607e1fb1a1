// secret.h - passwords, tokens and the hash of the journal's chain (libsodium).
//
// Passwords and PINs are kept as Argon2id strings (RFC 9106) with a cost set
// below; hashing takes tens of milliseconds by design and belongs off the loop
// where it would hold up a bench. Tokens are 32 random bytes, kept as BLAKE2b.
#ifndef BASE_SECRET_H
#define BASE_SECRET_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "shared/err.h"

enum {
    SECRET_TOKEN_MAX = 43,      // base64url characters of a token
    SECRET_ID_MAX = 16,         // hex digits of an identity
    SECRET_HASH_MAX = 127,      // an Argon2id string
    SECRET_DIGEST_LEN = 32,
    SECRET_DIGEST_TEXT = 64,    // in hex
};

int secret_init(void) MUST_USE; // once per process; ERR_IO without entropy

void secret_token(char out[SECRET_TOKEN_MAX + 1]);

// Names a thing that must never be taken for another: 8 random bytes in hex.
void secret_id(char out[SECRET_ID_MAX + 1]);

// A code for people: 12 characters without look-alikes, in threes of four.
void secret_code(char out[15]);

// ERR_FULL when there is not enough memory for the hash.
int secret_hash(const char *word, char out[SECRET_HASH_MAX + 1]) MUST_USE;
bool secret_matches(const char *hash, const char *word);

// BLAKE2b-256 of up to two parts.
void secret_digest(const void *a, size_t a_len, const void *b, size_t b_len,
                   uint8_t out[SECRET_DIGEST_LEN]);
void secret_digest_text(const char *word, char out[SECRET_DIGEST_TEXT + 1]);
void secret_hex(const uint8_t *bytes, size_t len, char *out);
bool secret_unhex(const char *chars, size_t len, uint8_t *out);

// HMAC-SHA256 (RFC 2104) and base64 (RFC 4648), for webhooks and OAuth.
enum { SECRET_MAC_LEN = 32, SECRET_MAC_TEXT = 44 };
void secret_mac(const void *key, size_t key_len, const void *bytes, size_t len,
                uint8_t out[SECRET_MAC_LEN]);
void secret_base64(const uint8_t *bytes, size_t len, char *out, size_t cap);
int secret_unbase64(const char *chars, uint8_t *out, size_t cap,
                    size_t *len) MUST_USE; // ERR_PARSE

// Compares without telling by its time where the first difference is.
bool secret_same(const char *a, const char *b);

uint32_t secret_random(uint32_t below);
void secret_bytes(void *out, size_t len);

// Overwrites what nobody shall find in memory later.
void secret_wipe(void *bytes, size_t len);

#endif
