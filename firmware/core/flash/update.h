// update.h - a new image arrives over the link into the slot that sleeps.
//
//     IDLE --offer--> TAKING --all of it, checked--> READY --restart--> (boot)
//       ^               |
//       +-- refused ----+
//
// The marks of the sleeping slot are erased first, so that it is nothing until
// it is complete again; the running slot is not touched. After an interruption
// of the link it goes on, after a restart it begins anew. Signature and trial
// are the boot loader's; what it found is reported when the same version is
// offered again. Nothing is begun on a battery that could give out.
#ifndef FIRMWARE_CORE_FLASH_UPDATE_H
#define FIRMWARE_CORE_FLASH_UPDATE_H

#include "firmware/core/flash/slots.h"
#include "shared/message.h"

enum { UPDATE_BATTERY_MV = 3600 };

enum update_state { UPDATE_IDLE, UPDATE_TAKING, UPDATE_READY };

struct update {             // private; initialise with update_init
    enum update_state state;
    int slot;               // being written
    uint32_t version_no;
    uint32_t total_len, done_len;
    uint32_t floor_no;      // of the running image
    uint32_t own_version_no;
    uint8_t page[HAL_PAGE_LEN];
};

void update_init(struct update *u);

// Both fill in the answer, a MESSAGE_WANT.
void update_offer(struct update *u, const struct message *offer,
                  uint16_t battery_mv, struct message *want);
void update_piece(struct update *u, const struct message *piece,
                  struct message *want);

// The running image has proved itself: it will start again.
void update_confirm(void);

// 0 to 100.
int update_percent(const struct update *u);

#endif
