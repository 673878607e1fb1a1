// The second stage, which the boot ROM copies to RAM and runs: flash in plain
// 03h serial reads, which every part knows, then the boot loader behind it.
// 252 bytes and a CRC-32 that tools/image.c fills in. Also the way back to
// execute in place after a flash operation: then lr is not zero.
// RP2040 Datasheet 2.8.1.3 and 4.10 (SSI).
    .syntax unified
    .cpu cortex-m0plus
    .thumb
    .section .boot2, "ax"
    .global boot2
    .thumb_func
boot2:
    push {lr}
    ldr r3, =0x18000000
    movs r1, #0
    str r1, [r3, #0x08]     // off while it is set up
    movs r1, #4
    str r1, [r3, #0x14]     // 133 MHz / 4
    ldr r1, =0x001F0300     // 32-bit frames, EEPROM read
    str r1, [r3, #0x00]
    movs r1, #0
    str r1, [r3, #0x04]
    ldr r1, =0x03000218     // command 03h, 24 bits of address
    movs r2, #0xF4
    adds r2, r2, r3
    str r1, [r2]
    movs r1, #1
    str r1, [r3, #0x08]
    pop {r0}
    cmp r0, #0
    beq 1f
    bx r0
1:  ldr r0, =0x10000100
    ldr r1, =0xE000ED08
    str r0, [r1]
    ldmia r0!, {r1, r2}
    msr msp, r1
    bx r2
    .ltorg
