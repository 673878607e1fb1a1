#include "firmware/core/face/words.h"
#include "shared/must.h"

static const struct {
    const char *text[LANGUAGES];
    uint8_t is_large;
} TABLE[] = {
#define WORD_ROW(id, large, en, pt, es) {{en, pt, es}, large},
    WORDS(WORD_ROW)
#undef WORD_ROW
};

const char *word_text(enum word w, int32_t language)
{
    must(w < WORD_COUNT && language >= 0 && language < LANGUAGES);
    return TABLE[w].text[language];
}

int word_is_large(enum word w)
{
    must(w < WORD_COUNT);
    return TABLE[w].is_large;
}
