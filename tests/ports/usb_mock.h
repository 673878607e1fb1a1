// usb_mock.h - a USB HID device that libusb talks to, made with umockdev.
//
// Answers the usbfs ioctls libusb uses for listing, claiming, control and
// interrupt-IN transfers. The device file is a one-page pipe: full means that
// nothing is to be reaped, so that poll() tells the truth.
#ifndef TESTS_USB_MOCK_H
#define TESTS_USB_MOCK_H

#include <stddef.h>
#include <stdint.h>

struct usb_mock_setup {
    uint16_t vid, pid;
    const char *serial;
    const uint8_t *report_descriptor;
    size_t report_descriptor_len;
};

// Starts the test bed; once per process, before libusb is used.
void usb_mock_open(const struct usb_mock_setup *setup);
void usb_mock_plug(void);
void usb_mock_unplug(void);

// Answers the next pending read with this report; waits for one to be there.
// False when none came within two seconds.
int usb_mock_report(const uint8_t *bytes, size_t len);
void usb_mock_close(void);

#endif
