// said.h - what the station says by code, in the person's language.
//
// A feedback's text is a code of the bench (a notice or a verdict) with
// perhaps more behind it: "taken bench-2". The code becomes words here, where
// the person's language is known; a code that is not in the table is shown as
// it came.
#ifndef FIRMWARE_CORE_FACE_SAID_H
#define FIRMWARE_CORE_FACE_SAID_H

#include <stddef.h>
#include <stdint.h>

// Writes at most cap bytes with the NUL; what does not fit is cut.
void said_text(const char *text, int32_t language, char *out, size_t cap);

#endif
