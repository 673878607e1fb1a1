// Makes what goes into a handheld's flash, and the keys that sign it.
//
//     image key FILE                     a new secret key, unless there is one
//     image public KEY                   its public half as C, on stdout
//     image boot IN OUT                  the second stage gets its CRC-32
//     image sign KEY SLOT NO FLOOR NAME IN OUT   header, digest, signature
//     image bundle SLOT1 SLOT2 OUT       what a station is given
//     image flash BOOT SLOT1 OUT [new]   a whole device; "new": not yet proved
//     image uf2 IN OUT                   to drop on the Pico's drive
//
// The header is core/flash/slots.h's; UF2 is Microsoft's, family of the RP2040.
#include "firmware/core/flash/slots.h"
#include "shared/bytes.h"
#include "shared/crc.h"

#include <errno.h>
#include <fcntl.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { FILE_CAP = 1 << 21, BOOT2_LEN = 252, UF2_DATA = 256 };

static uint8_t bytes[FILE_CAP], out[2 * FILE_CAP];

static void die(const char *what, const char *name)
{
    fprintf(stderr, "image: %s: %s\n", what, name);
    exit(1);
}

static size_t read_file(const char *path, uint8_t *to, size_t cap)
{
    FILE *in = fopen(path, "rbe");
    if (!in)
        die(strerror(errno), path);
    size_t len = fread(to, 1, cap, in);
    bool is_whole = feof(in) || fgetc(in) == EOF;
    fclose(in);
    if (!is_whole)
        die("too long", path);
    return len;
}

static void write_file(const char *path, const uint8_t *from, size_t len)
{
    FILE *to = fopen(path, "wbe");
    if (!to || fwrite(from, 1, len, to) != len || fclose(to) != 0)
        die(strerror(errno), path);
}

static int make_key(char **arg)
{
    unsigned char pk[crypto_sign_PUBLICKEYBYTES];
    unsigned char sk[crypto_sign_SECRETKEYBYTES];
    int fd = open(arg[0], O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (fd < 0 && errno == EEXIST)
        return 0;
    crypto_sign_keypair(pk, sk);
    if (fd < 0 || write(fd, sk, sizeof sk) != (ssize_t)sizeof sk ||
        close(fd) != 0)
        die(strerror(errno), arg[0]);
    return 0;
}

static void read_key(const char *path, unsigned char *sk)
{
    if (read_file(path, sk, crypto_sign_SECRETKEYBYTES) !=
        crypto_sign_SECRETKEYBYTES)
        die("no secret key of 64 bytes", path);
}

static int print_public(char **arg)
{
    unsigned char pk[crypto_sign_PUBLICKEYBYTES];
    unsigned char sk[crypto_sign_SECRETKEYBYTES];
    read_key(arg[0], sk);
    crypto_sign_ed25519_sk_to_pk(pk, sk);
    printf("#include <stdint.h>\n"
           "extern const uint8_t BOOT_PUBLIC_KEY[32];\n"
           "const uint8_t BOOT_PUBLIC_KEY[32] = {");
    for (size_t i = 0; i < sizeof pk; i++)
        printf("%u,", pk[i]);
    printf("};\n");
    return 0;
}

// CRC-32/MPEG-2, as the boot ROM reckons it.
static int fill_boot(char **arg)
{
    size_t len = read_file(arg[0], bytes, FILE_CAP);
    uint32_t crc = 0xFFFFFFFF;
    for (size_t i = 0; i < BOOT2_LEN; i++) {
        crc ^= (uint32_t)bytes[i] << 24;
        for (int bit = 0; bit < 8; bit++)
            crc = crc & 0x80000000 ? crc << 1 ^ 0x04C11DB7 : crc << 1;
    }
    put32(bytes + BOOT2_LEN, crc);
    if (len > FLASH_SLOT_1 - HAL_SECTOR_LEN)
        die("the boot loader is too long", arg[0]);
    write_file(arg[1], bytes, len);
    return 0;
}

static int sign(char **arg)
{
    struct slot_head h = {.magic = SLOT_MAGIC, .board = MESSAGE_BOARD_PICO};
    unsigned char sk[crypto_sign_SECRETKEYBYTES];
    size_t len = read_file(arg[5], bytes, FILE_CAP);
    read_key(arg[0], sk);
    h.slot = (uint32_t)strtoul(arg[1], NULL, 10);
    h.version_no = (uint32_t)strtoul(arg[2], NULL, 10);
    h.floor_no = (uint32_t)strtoul(arg[3], NULL, 10);
    if (h.slot < 1 || h.slot > 2 || h.floor_no > h.version_no)
        die("slot is 1 or 2, the floor not above the version", arg[1]);
    if (len == 0 || len > SLOT_IMAGE_MAX)
        die("does not fit into a slot", arg[5]);
    h.image_len = (uint32_t)len;
    h.image_crc = crc32_more(0, bytes, len);
    snprintf(h.version, sizeof h.version, "%s", arg[4]);
    crypto_hash_sha512(h.digest, bytes, len);
    crypto_sign_detached(h.signature, NULL, (const unsigned char *)&h,
                         SLOT_SIGNED_LEN, sk);
    memcpy(out, &h, sizeof h);
    memcpy(out + sizeof h, bytes, len);
    write_file(arg[6], out, sizeof h + len);
    return 0;
}

static int bundle(char **arg)
{
    size_t a = read_file(arg[0], bytes, FILE_CAP / 2);
    size_t b = read_file(arg[1], bytes + a, FILE_CAP / 2);
    memcpy(out, "TJUP", 4);
    put32(out + 4, (uint32_t)a);
    put32(out + 8, (uint32_t)b);
    memcpy(out + 12, bytes, a + b);
    write_file(arg[2], out, 12 + a + b);
    return 0;
}

static void put_mark(int mark, uint32_t value)
{
    uint8_t *at = out + FLASH_SLOT_1 + FLASH_SLOT_LEN - HAL_SECTOR_LEN +
                  (size_t)mark * HAL_PAGE_LEN;
    put32(at, 0x4B52414Du + (uint32_t)mark);
    put32(at + 4, value);
    put32(at + 8, ~value);
}

static int make_flash(char **arg)
{
    size_t len = read_file(arg[0], bytes, FILE_CAP);
    memset(out, 0xFF, FLASH_SLOT_2);
    memcpy(out, bytes, len);
    len = read_file(arg[1], bytes, FILE_CAP);
    memcpy(out + FLASH_SLOT_1, bytes, len);
    put_mark(SLOT_COMPLETE, 1);
    if (!arg[3]) {
        put_mark(SLOT_VERIFIED, 0);
        put_mark(SLOT_TRIED, 0);
        put_mark(SLOT_CONFIRMED, 0);
    }
    write_file(arg[2], out, FLASH_SLOT_2);
    return 0;
}

// A block is written when it holds something, and so that the other slot's
// marks are erased: an image that is older than what sleeps there must start.
static bool is_wanted(uint32_t at, size_t len)
{
    uint32_t marks = FLASH_SLOT_2 + FLASH_SLOT_LEN - HAL_SECTOR_LEN;
    if (at >= marks && at < marks + HAL_SECTOR_LEN)
        return true;
    for (uint32_t i = 0; i < UF2_DATA; i++)
        if (at + i < len && bytes[at + i] != 0xFF)
            return true;
    return false;
}

static int make_uf2(char **arg)
{
    memset(bytes, 0xFF, sizeof bytes);
    size_t len = read_file(arg[0], bytes, FILE_CAP);
    uint32_t count = 0, n = 0, end = FLASH_SLOT_2 + FLASH_SLOT_LEN;
    for (uint32_t at = 0; at < end; at += UF2_DATA)
        count += is_wanted(at, len);
    FILE *to = fopen(arg[1], "wbe");
    if (!to)
        die(strerror(errno), arg[1]);
    for (uint32_t at = 0; at < end; at += UF2_DATA) {
        uint8_t b[512] = {0};
        if (!is_wanted(at, len))
            continue; // the device's serial is in such a place
        put32(b, 0x0A324655);
        put32(b + 4, 0x9E5D5157);
        put32(b + 8, 0x2000);           // the family is named
        put32(b + 12, 0x10000000u + at);
        put32(b + 16, UF2_DATA);
        put32(b + 20, n++);
        put32(b + 24, count);
        put32(b + 28, 0xE48BFF56);      // RP2040
        memcpy(b + 32, bytes + at, UF2_DATA);
        put32(b + 508, 0x0AB16F30);
        if (fwrite(b, sizeof b, 1, to) != 1)
            die(strerror(errno), arg[1]);
    }
    if (fclose(to) != 0)
        die(strerror(errno), arg[1]);
    return 0;
}

static const struct {
    const char *name;
    int least, most;
    int (*run)(char **arg);
} COMMANDS[] = {
    {"key", 1, 1, make_key},    {"public", 1, 1, print_public},
    {"boot", 2, 2, fill_boot},  {"sign", 7, 7, sign},
    {"bundle", 3, 3, bundle},   {"flash", 3, 4, make_flash},
    {"uf2", 2, 2, make_uf2},
};

int main(int argc, char **argv)
{
    if (sodium_init() < 0)
        die("no randomness on this system", "sodium");
    for (size_t i = 0; i < sizeof COMMANDS / sizeof COMMANDS[0]; i++)
        if (argc > 1 && strcmp(argv[1], COMMANDS[i].name) == 0 &&
            argc - 2 >= COMMANDS[i].least && argc - 2 <= COMMANDS[i].most)
            return COMMANDS[i].run(argv + 2);
    fprintf(stderr, "usage: image key|public|boot|sign|bundle|flash|uf2 ...\n"
                    "tools/image.c says what each wants\n");
    return 2;
}
