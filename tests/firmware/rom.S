// The head of the RP2040's boot ROM as the data sheet (2.8) has it: stack,
// reset, magic, tables of functions. Only what the firmware asks for is there;
// the flash functions are breakpoints that the emulator's board answers.
    .syntax unified
    .cpu cortex-m0plus
    .thumb
    .section .romhdr, "ax"
    .word 0x20041F00
    .word rom_reset + 1
    .word 0, 0
    .byte 'M', 'u', 1, 2
    .hword functab, 0
    .hword rom_lookup + 1, 0
    .balign 4
    .global functab
functab:
    .ascii "IF"
    .hword f_connect + 1
    .ascii "EX"
    .hword f_exit_xip + 1
    .ascii "RE"
    .hword f_erase + 1
    .ascii "RP"
    .hword f_program + 1
    .ascii "FC"
    .hword f_flush + 1
    .hword 0
