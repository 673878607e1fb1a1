// people.h - what the routes of people and of sign-in share.
#ifndef CENTRAL_API_PEOPLE_H
#define CENTRAL_API_PEOPLE_H

#include "station/base/secret.h"
#include "station/central/api/api_internal.h"
#include "station/domain/people/password.h"
#include "station/store/central/people/people.h"

enum { API_WORD_MAX = PASSWORD_MAX };

// A person in an answer, and its description.
extern const struct api_member API_PERSON[];
json_t *api_person_json(const struct person *p);

#endif
