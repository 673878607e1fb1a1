// book_read.h - one rule's JSON becomes an entry of the book; for the files
// of the book only.
#ifndef CENTRAL_BOOK_BOOK_READ_H
#define CENTRAL_BOOK_BOOK_READ_H

#include "station/central/book/book.h"

// Adds the rule, or takes the place of the one with its code. False with why
// naming the member that is wrong; the book may be half changed then.
bool book_read(struct book *b, const char *kind, const char *code,
               const json_t *body, char *why, size_t why_cap);

void book_read_service(struct book *b, const char *code,
                       struct json_reader *r);

// The kinds, each from its members.
typedef void book_kind_fn(struct book *b, const char *code,
                          struct json_reader *r);
book_kind_fn book_read_carrier;
book_kind_fn book_read_profile;
book_kind_fn book_read_buffer;
book_kind_fn book_read_channel;
book_kind_fn book_read_customs;
book_kind_fn book_read_exchange;
book_kind_fn book_read_restriction;

// The entry found, or a new one; BOOK_NONE (and a complaint) when full.
int32_t book_slot(struct json_reader *r, int32_t found, int32_t *count,
                  int32_t max);

// Members in the forms that rules use; a wrong one sticks in the reader.
void book_take_codes(struct json_reader *r, const char *name,
                struct book_list *out);
void book_take_country(struct json_reader *r, const char *name, char out[3],
                  bool is_required);
int32_t book_take_day(struct json_reader *r,
                      const char *name); // 0 when missing
int32_t book_take_minutes(struct json_reader *r, const char *name,
                     int32_t fallback);
void book_take_grams(struct json_reader *r, const char *name, int64_t *out_mg);
void book_take_mm(struct json_reader *r, const char *name, int32_t *out_um);

// "YYYY-MM-DD" as days since 1970; false when it is no day.
bool book_read_day(const char *text, int32_t *out);

// The position of the rule named in a member, by one of the book's finders.
int32_t book_take_ref(struct json_reader *r, const struct book *b,
                 const char *name,
                 int32_t (*find)(const struct book *, const char *),
                 bool is_required);

#endif
