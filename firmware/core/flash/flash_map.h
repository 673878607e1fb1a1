// flash_map.h - what a handheld keeps in its flash, and what lies where in its
// 2 MB.
//
// The boot loader, both images and the core agree on this and nothing else
// knows it. Everything is a multiple of a sector.
#ifndef FIRMWARE_CORE_FLASH_FLASH_MAP_H
#define FIRMWARE_CORE_FLASH_FLASH_MAP_H

enum {
    FLASH_LEN = 0x200000,
    FLASH_BOOT = 0x000000,
    FLASH_SLOT_1 = 0x010000,
    FLASH_SLOT_2 = 0x050000,
    FLASH_SLOT_LEN = 0x040000,      // 256 KB: header, image, marks
    FLASH_SETTINGS = 0x090000,      // two sectors, in turns
    FLASH_LIST = 0x094000,          // the picking list, two halves in turns
    FLASH_LIST_LEN = 0x6000,        // of one half
    FLASH_JOURNAL = 0x0A0000,
    FLASH_JOURNAL_LEN = FLASH_LEN - FLASH_JOURNAL,
};

#endif
