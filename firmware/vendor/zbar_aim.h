// zbar_aim.h - other people's code, as Debian has its sources, behind seams of
// ours; here the AIM identifier of what zbar has found.
//
// One table for both machines that run zbar: the handheld and the station's
// camera program. Empty for what is no symbology of ours.
#ifndef FIRMWARE_VENDOR_ZBAR_AIM_H
#define FIRMWARE_VENDOR_ZBAR_AIM_H

#include <stdbool.h>
#include <zbar.h>

// ISO/IEC 15424. The modifier says GS1 where the symbol does.
static inline const char *zbar_aim(zbar_symbol_type_t type, bool is_gs1)
{
    switch (type) {
    case ZBAR_EAN13:
    case ZBAR_UPCA:
    case ZBAR_UPCE:
    case ZBAR_ISBN10:
    case ZBAR_ISBN13:
        return "]E0";
    case ZBAR_EAN8:
        return "]E4";
    case ZBAR_CODE128:
        return is_gs1 ? "]C1" : "]C0";
    case ZBAR_CODE39:
        return "]A0";
    case ZBAR_CODE93:
        return "]G0";
    case ZBAR_CODABAR:
        return "]F0";
    case ZBAR_I25:
        return "]I0";
    case ZBAR_DATABAR:
    case ZBAR_DATABAR_EXP:
        return "]e0";
    case ZBAR_QRCODE:
        return is_gs1 ? "]Q3" : "]Q1";
    case ZBAR_NONE:
    case ZBAR_PARTIAL:
    case ZBAR_EAN2:
    case ZBAR_EAN5:
    case ZBAR_COMPOSITE:
    case ZBAR_PDF417:
    case ZBAR_SQCODE:
    case ZBAR_SYMBOL:
    case ZBAR_ADDON2:
    case ZBAR_ADDON5:
    case ZBAR_ADDON:
        return "";
    }
    return "";
}

#endif
