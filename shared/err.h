// err.h - what the handheld and Linux have in common, with no library beneath;
// first of all the closed list of ways the outside world can fail us.
//
// A function that can fail returns int: zero or a positive result when it
// worked, one of these negative values when it did not. Business outcomes
// (wrong item, too heavy) are not errors; they are verdicts with an enum of
// their own. A caller's mistake is not an error either; it is a must().
#ifndef SHARED_ERR_H
#define SHARED_ERR_H

enum err {
    ERR_OK = 0,
    ERR_IO = -1,       // a device, file or socket failed
    ERR_GONE = -2,     // it was there and has been unplugged or closed
    ERR_TIMEOUT = -3,  // no answer within the agreed time
    ERR_PARSE = -4,    // the bytes do not follow the format
    ERR_FULL = -5,     // a fixed-size buffer, table or queue has no room
    ERR_MISSING = -6,  // no such row, key or file
    ERR_CONFLICT = -7, // somebody else changed it first
};

#define MUST_USE __attribute__((warn_unused_result))
#define NO_RETURN __attribute__((noreturn))
#define PRINTF_LIKE(at, first) __attribute__((format(printf, at, first)))

#endif
