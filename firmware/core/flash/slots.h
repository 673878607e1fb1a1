// slots.h - two images in flash, and which of them starts.
//
// Shared by the boot loader, which decides, and the core, which writes the
// other slot. A slot is a header of one page, the image, and in its last
// sector the marks: words that are programmed one after another and never
// taken back but by erasing, so a power cut leaves a state that makes sense.
//
//     (erased) --all written--> COMPLETE --signature--> VERIFIED or REFUSED
//     VERIFIED --started--> TRIED --came up--> CONFIRMED
//
// What starts is the complete, verified slot of the greatest generation; one
// that was tried SLOT_TRIES times and never confirmed, since it hangs or since
// its battery was taken out just then, only when there is no other.
//
// The signature is Ed25519 (RFC 8032) over the first 192 bytes of the header,
// which hold the SHA-512 of the image.
#ifndef FIRMWARE_CORE_FLASH_SLOTS_H
#define FIRMWARE_CORE_FLASH_SLOTS_H

#include <stdbool.h>
#include <stdint.h>
#include "firmware/core/flash/flash_map.h"
#include "firmware/hal/hal.h"
#include "shared/message.h"

enum {
    SLOT_HEAD_LEN = 256,
    SLOT_SIGNED_LEN = 192,
    SLOT_IMAGE_MAX = FLASH_SLOT_LEN - SLOT_HEAD_LEN - HAL_SECTOR_LEN,
};
#define SLOT_MAGIC 0x494D4A54u // "TJMI"

struct slot_head {          // as in flash, little-endian, 256 bytes
    uint32_t magic;
    uint32_t board;         // enum message_board
    uint32_t slot;          // linked for: 1 or 2
    uint32_t version_no;
    uint32_t floor_no;      // no older version may follow
    uint32_t image_len;
    uint32_t image_crc;     // CRC-32, for every start
    char version[MESSAGE_NAME_MAX + 4];
    uint8_t spare[64];      // zero
    uint8_t digest[64];     // SHA-512 of the image
    uint8_t signature[64];
};

enum slot_mark { SLOT_COMPLETE, SLOT_VERIFIED, SLOT_REFUSED,
                 SLOT_CONFIRMED, SLOT_TRIED, SLOT_MARKS };
enum { SLOT_TRIES = 3 };    // SLOT_TRIED and the marks behind it

struct slot_state {
    bool is_whole;          // header and checksum are right
    bool is_complete;
    bool is_verified, is_refused, is_confirmed;
    int tries;              // starts that were not confirmed
    uint32_t generation;    // of SLOT_COMPLETE
    uint8_t why;            // of SLOT_REFUSED, enum message_why
    struct slot_head head;
};

uint32_t slot_offset(int slot);     // 1 or 2

// Reads header and marks. with_crc also reads the whole image, O(its length).
void slot_load(int slot, bool with_crc, struct slot_state *out);

// Why the header cannot be for this board and slot, or MESSAGE_WHY_NONE.
enum message_why slot_head_check(const struct slot_head *h, int slot,
                                 uint32_t board, uint32_t floor_no);

// mark: enum slot_mark, or one of the tries behind SLOT_TRIED. value: the
// generation of SLOT_COMPLETE, the reason of SLOT_REFUSED, else 0.
int slot_mark(int slot, int mark, uint32_t value) MUST_USE;

// Decides which slot starts and writes the marks that go with it; 0 when none
// can. verify says whether digest and signature of a slot are right. s is the
// caller's, room for both slots, and need not be filled in.
typedef bool slot_verify_fn(int slot, const struct slot_head *head);
int slots_choose(uint32_t board, slot_verify_fn *verify,
                 struct slot_state s[2]);

#endif
