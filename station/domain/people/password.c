#include "station/domain/people/password.h"
#include "station/domain/people/password_words.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

// The shortest run, repetition or part of a name that a guesser would try.
enum { PIECE_MIN = 3 };

// A text in the two spellings in which it is compared.
struct spelled {
    char small[PASSWORD_MAX + 1]; // capitals made small, without accents
    char plain[PASSWORD_MAX + 1]; // and signs read as letters: "p4$$" is pass
    size_t len;
};

static char small(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

// The next character as it is compared; returns how many bytes it takes.
static size_t take_small(const char *at, char *out)
{
    static const char ACCENTED[] = "aaaaaaaceeeeiiiidnoooooxouuuuyts"
                                   "aaaaaaaceeeeiiiidnoooooxouuuuyty";
    bool is_accented =
        (uint8_t)at[0] == 0xC3 && ((uint8_t)at[1] & 0xC0) == 0x80;
    *out = is_accented ? ACCENTED[at[1] & 0x3F] : small(at[0]);
    return is_accented ? 2 : 1;
}

static char plain(char c)
{
    static const char SIGNS[] = "0134578@$!+";
    static const char MEANT[] = "oieastbasit";
    const char *sign = c ? strchr(SIGNS, c) : NULL;
    return sign ? MEANT[sign - SIGNS] : c;
}

static bool is_begin(char c) // of a character in UTF-8
{
    return ((uint8_t)c & 0xC0) != 0x80;
}

static size_t same(const char *a, const char *b)
{
    size_t n = 0;
    while (a[n] && a[n] == b[n])
        n++;
    return n;
}

static size_t back(const char *text, const char *from, const char *order)
{
    size_t n = 0;
    while (from - n >= order && text[n] && text[n] == *(from - n))
        n++;
    return n;
}

static size_t longer(size_t a, size_t b)
{
    return b > a ? b : a;
}

static size_t word_at(const char *text)
{
    size_t most = 0;
    for (const char *const *w = PASSWORD_WORDS; *w; w++) {
        size_t len = strlen(*w);
        if (same(text, *w) == len)
            most = longer(most, len);
    }
    return most;
}

static size_t run_at(const char *text)
{
    size_t most = 0;
    for (const char *const *r = PASSWORD_RUNS; *r; r++)
        for (const char *from = *r; *from; from++)
            if (*from == *text)
                most = longer(most,
                              longer(same(text, from), back(text, from, *r)));
    return most;
}

static size_t again_at(const char *text, size_t at)
{
    size_t most = 0;
    for (size_t from = 0; from < at; from++)
        most = longer(most, same(text + at, text + from));
    return most;
}

// Of the words of a name: the longest that stands here.
static size_t known_at(const char *text, const struct spelled *name)
{
    size_t most = 0;
    for (size_t at = 0; at < name->len;) {
        size_t len = strcspn(name->small + at, " .-_@"), n = 0;
        while (n < len && text[n] && text[n] == name->plain[at + n])
            n++;
        if (n == len)
            most = longer(most, n);
        at += len + 1;
    }
    return most;
}

static size_t piece_at(const struct spelled *s, size_t at,
                       const struct spelled *login, const struct spelled *name)
{
    size_t most = longer(run_at(s->small + at), again_at(s->small, at));
    most = longer(most, word_at(s->plain + at));
    most = longer(most, known_at(s->plain + at, login));
    return longer(most, known_at(s->plain + at, name));
}

static void spell(struct spelled *s, const char *text)
{
    for (s->len = 0; *text && s->len < PASSWORD_MAX; s->len++) {
        text += take_small(text, &s->small[s->len]);
        s->plain[s->len] = plain(s->small[s->len]);
    }
    s->small[s->len] = s->plain[s->len] = 0;
}

static int what_counts(const struct spelled *s, const struct spelled *login,
                       const struct spelled *name)
{
    int count = 0;
    for (size_t at = 0; at < s->len;) {
        size_t piece = piece_at(s, at, login, name);
        count += is_begin(s->small[at]);
        at += piece >= PIECE_MIN ? piece : 1;
    }
    return count;
}

const char *password_wrong(const char *password, const char *login,
                           const char *name)
{
    struct spelled s, of_login, of_name;
    int characters = 0;
    spell(&s, password);
    spell(&of_login, login);
    spell(&of_name, name);
    for (size_t i = 0; i < s.len; i++)
        characters += is_begin(s.small[i]);
    if (characters < PASSWORD_MIN)
        return "use at least 12 characters";
    if (strlen(password) > PASSWORD_MAX)
        return "use at most 128 bytes";
    if (what_counts(&s, &of_login, &of_name) < PASSWORD_COUNTS)
        return "is too easy to guess: common words, names, runs and "
               "repetitions count little; use several words of your own";
    return NULL;
}
