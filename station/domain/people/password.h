// password.h - what is too easy to guess to be a password of the office.
//
// A password counts by what a guesser does not have in his list: a common
// word, a run (1234, qwer, aaaa), what stood before in the same password, and
// what everybody knows of the person or of this product count as one letter
// each, in capitals or with digits for letters (p4ssw0rd) as well.
#ifndef DOMAIN_PEOPLE_PASSWORD_H
#define DOMAIN_PEOPLE_PASSWORD_H

enum {
    PASSWORD_MIN = 12,   // characters
    PASSWORD_MAX = 128,  // bytes
    PASSWORD_COUNTS = 8, // letters that must be left when all that is known
                         // is counted as one
};

// NULL when it will do; otherwise a sentence of what to do instead. login and
// name are the person's own, and may be empty.
const char *password_wrong(const char *password, const char *login,
                           const char *name);

#endif
