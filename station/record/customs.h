// customs.h - a customs declaration as JSON: central gives it with the
// work, and the bench prints it with its parcel's weight and number.
#ifndef RECORD_CUSTOMS_H
#define RECORD_CUSTOMS_H

#include "station/domain/ship/customs.h"
#include "station/record/record.h"

struct customs_paper {
    enum customs_form form;
    int32_t money_digits;       // of the currency
    struct customs customs;     // its tracking number is the parcel's, put in
                                // where it is printed
};

#endif
