// describe.h - a route as data: its members, their types, ranges and meaning.
//
// One description serves three: check.c refuses what a request may not hold and
// reads the rest into a struct, openapi.c writes the document that programs
// are made from. A member that stands here is the only one that is taken.
//
// The unit of a number is the end of its name (weight_mg, at_ms, cost_minor),
// as everywhere in the house; the document says it in words.
#ifndef CENTRAL_DESCRIBE_DESCRIBE_H
#define CENTRAL_DESCRIBE_DESCRIBE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "station/base/json.h"
#include "station/central/turn/admit.h"
#include "station/http/server.h"
#include "station/store/central/lists/lists.h"

enum api_type {
    API_IS_TEXT,
    API_IS_INT,
    API_IS_BOOL,
    API_IS_OBJECT,      // of these members, or any when of is NULL
    API_IS_LIST,        // of such objects, or of anything when of is NULL
    API_IS_TEXTS,       // a list of texts
    API_IS_ANY,
    API_IS_MARK,        // of a page, as struct lists_mark has it: "7" or "5.7"
};

// A table of members ends with one that has no name.
struct api_member {
    const char *name;
    enum api_type type;
    bool is_needed;         // of a request; a text may not be empty then
    bool is_rare;           // of an answer: it may be missing
    bool is_each;           // of a list: a row that is not right spoils none of
                            // the others; the handler checks each
    int64_t least, most;    // of a number; most bytes of a text, rows of a
                            // list. Both 0: no limit of its own
    const char *meaning;
    const struct api_member *of;
    const char *const *words;   // the texts that may stand here; ends with NULL
    size_t at, size;        // where api_take puts it; size 0: nowhere
};

#define API_TEXT(n, m) .name = n, .type = API_IS_TEXT, .meaning = m
#define API_INT(n, m) .name = n, .type = API_IS_INT, .meaning = m
#define API_BOOL(n, m) .name = n, .type = API_IS_BOOL, .meaning = m
#define API_TEXTS(n, m) .name = n, .type = API_IS_TEXTS, .meaning = m
#define API_ANY(n, m) .name = n, .type = API_IS_ANY, .meaning = m
#define API_OBJECT(n, m, o) .name = n, .type = API_IS_OBJECT, .meaning = m, \
                            .of = o
#define API_LIST(n, m, o) .name = n, .type = API_IS_LIST, .meaning = m, .of = o
#define API_NEEDED .is_needed = true
#define API_RARE .is_rare = true
#define API_EACH .is_each = true
#define API_RANGE(a, b) .least = a, .most = b
#define API_MOST(n) .most = n
#define API_WORDS(w) .words = w
#define API_FITS(s, field) .most = sizeof((struct s *)0)->field - 1
#define API_INTO(s, field) .at = offsetof(struct s, field), \
                           .size = sizeof((struct s *)0)->field

struct api;

// A request that was checked.
struct api_call {
    struct http_request *rq;
    json_t *body;           // NULL when the route takes none as JSON
    int64_t at_ms;
};

typedef void api_handler(struct api *a, struct api_call *k);

struct api_answer {
    int status;             // 0 for 200
    const char *meaning;
    const struct api_member *of;    // NULL: an empty object, or a type
    const char *type;       // NULL for JSON
};

struct api_route {
    const char *method;
    const char *path;       // ":name" matches one segment
    api_handler *handler;
    enum who who;
    enum scope scope;       // of a program's token; see api_scope
    bool is_write;          // the answer waits for the commit
    size_t body_max;        // 0 for the server's own limit
    const char *summary;
    const struct api_member *query;     // NULL: no parameter is taken
    const struct api_member *body;      // NULL: no JSON is read. It may be left
                                        // out when it is API_NOTHING
    const char *body_type;  // of a body that the handler reads by itself
    const char *body_list;  // the body may also be many such under this name,
                            // which the handler checks one by one
    struct api_answer answer[2];
};

enum { API_WHY_MAX = 240 };

// Members and parameters shared by many routes. A query with more than the
// page's parameters has them among its own.
extern const struct api_member API_PAGE[];      // after, limit
#define API_PAGE_AFTER                                                         \
    .name = "after", .type = API_IS_MARK,                                      \
    .meaning = "next of the page before; left out to begin"
#define API_PAGE_LIMIT                                                         \
    API_INT("limit", "rows of a page"), API_RANGE(1, LISTS_PAGE_MAX)
#define API_PAGE_MEMBERS {API_PAGE_AFTER}, {API_PAGE_LIMIT}
extern const struct api_member API_NOTHING[];   // {}, or no body at all

// What a program's token must allow. A route that says nothing asks for no more
// than its kind: what any reader may look at for SCOPE_READ, all else for
// SCOPE_MANAGER.
enum scope api_scope(const struct api_route *r);

// False, with the member's name and what was expected in why.
bool api_check(const struct api_member *m, const json_t *object,
               char why[API_WHY_MAX]);

// Puts the members of an object that was checked where the table says. What is
// missing, or null, leaves its place as it is; lists, objects and anything
// become the json_t * they are, alive as long as the object.
void api_take(const struct api_member *m, const json_t *object, void *into);

// The same for the parameters of the query.
bool api_check_query(const struct api_member *m,
                     const struct http_request *rq, char why[API_WHY_MAX]);
void api_take_query(const struct api_member *m, const struct http_request *rq,
                    void *into);

// A form that routes speak of by its name; a table ends without one.
struct api_named {
    const char *name;
    const struct api_member *members;
};

// {"openapi":"3.1.0",...} of all routes of these tables. Forms get the schema
// PREFIX_NAME each.
json_t *api_document(const struct api_route *const *tables,
                     const char *prefix, const struct api_named *forms);

#endif
