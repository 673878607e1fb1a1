// customs.h - a customs declaration as JSON: central gives it with the
// work, and the bench prints it.
#ifndef RECORD_CUSTOMS_H
#define RECORD_CUSTOMS_H

#include "station/base/json.h"
#include "station/domain/ship/customs.h"

json_t *customs_to_body(const struct customs *c, enum customs_form form,
                        int32_t money_digits);

// ERR_PARSE when a member is wrong. *form and *money_digits come back too.
int customs_from_body(const json_t *body, struct customs *c,
                      enum customs_form *form,
                      int32_t *money_digits) MUST_USE;

#endif
