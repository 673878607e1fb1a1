#include "firmware/core/face/words.h"
#include "shared/must.h"

static const char *const TABLE[][LANGUAGES] = {
#define WORD_ROW(id, large, en, pt, es) {en, pt, es},
    WORDS(WORD_ROW)
#undef WORD_ROW
};

const char *word_text(enum word w, int32_t language)
{
    must(w < WORD_COUNT && language >= 0 && language < LANGUAGES);
    return TABLE[w][language];
}
