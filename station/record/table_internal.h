// table_internal.h - a document as a table of its members, which writes a
// struct as JSON and reads it back.
#ifndef RECORD_TABLE_INTERNAL_H
#define RECORD_TABLE_INTERNAL_H

#include <stddef.h>
#include "station/record/record.h"

enum member_kind {
    MEMBER_TEXT,        // char[size]
    MEMBER_INT,         // int64_t
    MEMBER_INT32,       // int32_t or an enum sent as a number
    MEMBER_BOOL,
    MEMBER_WORD,        // an enum sent as a word
    MEMBER_PART,        // a struct of its own; has_at says whether it is there
    MEMBER_INLINE,      // a struct whose members stand beside the others
    MEMBER_LIST,        // an array of structs; count_at says how many
    MEMBER_TEXTS,       // an array of char[size]; count_at says how many
};

enum member_need {
    MEMBER_MUST,        // refused without it; a text may not be empty
    MEMBER_MAY,         // written always, empty when it is missing
    MEMBER_RARE,        // written only when it is not empty
};

enum { MEMBER_ALWAYS = -1 };    // has_at of a part that is always there

struct member {
    const char *name;
    enum member_kind kind;
    enum member_need need;
    size_t at;                  // in the struct
    size_t size;                // of a text with its NUL, of an element
    int64_t least, most;        // of a number; most: the last word
    int64_t empty;              // a number's value when it is missing
    ptrdiff_t has_at;           // of a part's bool
    size_t count_at;            // of a list's int32_t
    int32_t cap;                // of a list
    const char *(*word)(int32_t value);
    const struct table *of;     // of a part or list
};

struct table {
    const struct member *member;
    int32_t count;
};

#define TABLE(members) {members, (int32_t)(sizeof members / sizeof members[0])}

// A member of struct s: m may name a member of a member.
#define M_TEXT(name, need, s, m) \
    {name, MEMBER_TEXT, need, offsetof(struct s, m), \
     sizeof ((struct s *)0)->m, 0, 0, 0, 0, 0, 0, NULL, NULL}
#define M_INT(name, need, s, m, least, most) \
    {name, MEMBER_INT, need, offsetof(struct s, m), sizeof(int64_t), \
     least, most, 0, 0, 0, 0, NULL, NULL}
#define M_INT32(name, need, s, m, least, most, empty) \
    {name, MEMBER_INT32, need, offsetof(struct s, m), sizeof(int32_t), \
     least, most, empty, 0, 0, 0, NULL, NULL}
#define M_BOOL(name, need, s, m, empty) \
    {name, MEMBER_BOOL, need, offsetof(struct s, m), sizeof(bool), \
     0, 1, empty, 0, 0, 0, NULL, NULL}
#define M_WORD(name, need, s, m, word, count, empty) \
    {name, MEMBER_WORD, need, offsetof(struct s, m), sizeof(int32_t), \
     0, (count) - 1, empty, 0, 0, 0, word, NULL}
#define M_PART(name, s, m, of) \
    {name, MEMBER_PART, MEMBER_MAY, offsetof(struct s, m), \
     sizeof ((struct s *)0)->m, 0, 0, 0, MEMBER_ALWAYS, 0, 0, NULL, of}
#define M_PART_IF(name, s, m, has, of) \
    {name, MEMBER_PART, MEMBER_RARE, offsetof(struct s, m), \
     sizeof ((struct s *)0)->m, 0, 0, 0, \
     (ptrdiff_t)offsetof(struct s, has), 0, 0, NULL, of}
#define M_INLINE(s, m, of) \
    {"", MEMBER_INLINE, MEMBER_MAY, offsetof(struct s, m), \
     sizeof ((struct s *)0)->m, 0, 0, 0, 0, 0, 0, NULL, of}
#define M_LIST(name, need, s, m, count, cap, of) \
    {name, MEMBER_LIST, need, offsetof(struct s, m), \
     sizeof ((struct s *)0)->m[0], 0, 0, 0, 0, \
     offsetof(struct s, count), cap, NULL, of}
#define M_TEXTS(name, need, s, m, count, cap) \
    {name, MEMBER_TEXTS, need, offsetof(struct s, m), \
     sizeof ((struct s *)0)->m[0], 0, 0, 0, 0, \
     offsetof(struct s, count), cap, NULL, NULL}

json_t *table_write(const struct table *t, const void *from);

// The first thing that is wrong sticks to r.
void table_take(struct json_reader *r, const struct table *t, void *to);

// The same for a document of its own; see record.h.
int table_read(const struct table *t, const json_t *object, void *to,
               char *why) MUST_USE;

#endif
