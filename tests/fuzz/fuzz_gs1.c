#include "shared/gs1/gs1.h"
#include "shared/must.h"
#include "shared/code.h"
#include "tests/fuzz/fuzz.h"

#include <string.h>

const char *const fuzz_seeds[] = {
    "0109506000134352" "10ABC\x1D" "17271231", "(01)09506000134352(10)A\\(B",
    "https://id.gs1.org/01/09506000134352/10/A%2F?17=271231&37=1",
    "]C100006141411234567890", "]E04006381333931", "%X12", "!BP0001",
    "8003" "00614141123452" "ABC\x1D" "8008" "2512311200", NULL};

void fuzz_one(const uint8_t *bytes, size_t len)
{
    struct gs1 g;
    struct code c;
    size_t plain;
    const char *chars = (const char *)bytes;
    if (gs1_parse(&g, chars, len) == ERR_OK) {
        must(g.count > 0 && g.count <= GS1_ELEMENTS_MAX);
        for (int32_t i = 0; i < g.count; i++)
            must(strlen(g.element[i].value) == g.element[i].value_len);
        int rc = gs1_check_pairs(&g);
        must(rc == ERR_OK || g.why != GS1_FINE);
    }
    if (gs1_parse_bracketed(&g, chars, len) == ERR_OK)
        must(g.count > 0);
    if (gs1_parse_link(&g, chars, len) == ERR_OK)
        must(g.count > 0);
    if (gs1_scan(&g, chars, len, &plain) >= 0)
        must(plain <= len);
    code_read(&c, chars, len, INT64_C(20780) * 86400000);
    must(c.kind != CODE_MISREAD || c.why != NULL);
}
