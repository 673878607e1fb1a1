// The boot loader: which of the two images starts. See core/flash/slots.h.
//
// It is small, never updated in the field, and the only place that knows the
// maker's public key. Signatures are looked at once, when an image is new;
// every start checks a CRC-32 of what it is about to run.
#include "firmware/boards/pico/board.h"
#include "firmware/boards/pico/regs.h"
#include "firmware/core/flash/slots.h"
#include "shared/must.h"

#include <string.h>
#include <sys/types.h>

#include "crypto_api.h"
#include "sha2.h"

extern const uint8_t BOOT_PUBLIC_KEY[32]; // made by the build
extern uint32_t start_data[], start_data_end[], start_data_from[];
extern uint32_t start_bss[], start_bss_end[], start_stack_top[];
void start(void);

void must_fail(const char *file, int line, const char *what)
{
    (void)file;
    (void)line;
    (void)what;
    REG_SET(PSM + 8) = 0x1FFFFu & ~3u;
    REG_SET(WATCHDOG) = BIT(31);
    for (;;)
        continue;
}

// What signify's Ed25519 asks for.
int crypto_hash_sha512(unsigned char *out, const unsigned char *in,
                       unsigned long long len);
int crypto_hash_sha512(unsigned char *out, const unsigned char *in,
                       unsigned long long len)
{
    static SHA2_CTX c;
    SHA512Init(&c);
    SHA512Update(&c, in, (size_t)len);
    SHA512Final(out, &c);
    return 0;
}

int crypto_verify_32(const unsigned char *a, const unsigned char *b);
int crypto_verify_32(const unsigned char *a, const unsigned char *b)
{
    unsigned different = 0;
    for (int i = 0; i < 32; i++)
        different |= a[i] ^ b[i];
    return different ? -1 : 0;
}

static bool verify(int slot, const struct slot_head *head)
{
    static uint8_t signed_bytes[64 + SLOT_SIGNED_LEN];
    static uint8_t opened[64 + SLOT_SIGNED_LEN];
    uint8_t digest[64];
    unsigned long long len;
    const uint8_t *image = (const uint8_t *)(uintptr_t)(
        XIP_BASE + slot_offset(slot) + SLOT_HEAD_LEN);
    crypto_hash_sha512(digest, image, head->image_len);
    if (memcmp(digest, head->digest, sizeof digest) != 0)
        return false;
    memcpy(signed_bytes, head->signature, 64);
    memcpy(signed_bytes + 64, head, SLOT_SIGNED_LEN);
    return crypto_sign_ed25519_open(opened, &len, signed_bytes,
                                    sizeof signed_bytes,
                                    BOOT_PUBLIC_KEY) == 0;
}

__attribute__((noreturn)) static void run(int slot)
{
    uint32_t table = XIP_BASE + slot_offset(slot) + SLOT_HEAD_LEN;
    REG(SCB_VTOR) = table;
    __asm volatile("msr msp, %0\n bx %1" ::"r"(REG(table)),
                   "r"(REG(table + 4)));
    __builtin_unreachable();
}

int main(void);
int main(void)
{
    static struct slot_state slots[2];
    clock_init();
    flash_init();
    int slot = slots_choose(MESSAGE_BOARD_PICO, verify, slots);
    if (slot)
        run(slot);
    // Nothing to start: the red light stays on until somebody flashes it.
    REG(GPIO_CTRL(PIN_LED_RED)) = FUNC_SIO;
    REG(SIO + 0x14) = BIT(PIN_LED_RED);
    REG(SIO + 0x24) = BIT(PIN_LED_RED);
    for (;;)
        __asm volatile("wfi");
}

void start(void)
{
    const uint32_t *from = start_data_from;
    for (uint32_t *to = start_data; to < start_data_end;)
        *to++ = *from++;
    for (uint32_t *to = start_bss; to < start_bss_end;)
        *to++ = 0;
    main();
    for (;;)
        continue;
}

__attribute__((section(".vectors"), used)) static void (*const VECTORS[4])(
    void) = {(void (*)(void))(uintptr_t)start_stack_top, start, start, start};
