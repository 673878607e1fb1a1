// password_words.h - what guessers try first; password.c's own.
#ifndef DOMAIN_PEOPLE_PASSWORD_WORDS_H
#define DOMAIN_PEOPLE_PASSWORD_WORDS_H

// In small letters a to z, four or more each; ends with NULL.
extern const char *const PASSWORD_WORDS[];

// Keys that lie side by side, and other orders that everybody knows. Read
// forwards and backwards; ends with NULL.
extern const char *const PASSWORD_RUNS[];

#endif
