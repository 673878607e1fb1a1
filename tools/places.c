// places - the countries, regions and currencies of Debian's iso-codes as
// sorted C tables, so that a program looks them up without reading JSON.
//
//     places iso_3166-1.json iso_3166-2.json iso_4217.json > out.c
#include <ctype.h>
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { ROWS_MAX = 8192, TEXT_MAX = 160 };

struct row {
    char key[TEXT_MAX], value[TEXT_MAX];
};

static struct row row[ROWS_MAX];
static int row_count;

static json_t *load(const char *path)
{
    json_error_t error;
    json_t *root = json_load_file(path, 0, &error);
    if (!root) {
        fprintf(stderr, "places: %s: %s\n", path, error.text);
        exit(1);
    }
    return root;
}

// The one member of a file is its list.
static const json_t *list_of(json_t *root)
{
    return json_object_iter_value(json_object_iter(root));
}

static const char *word(const json_t *one, const char *name)
{
    const char *text = json_string_value(json_object_get(one, name));
    return text ? text : "";
}

static void add(const char *key, const char *value, int is_lower)
{
    if (!key[0])
        return;
    if (row_count == ROWS_MAX || strlen(key) >= TEXT_MAX ||
        strlen(value) >= TEXT_MAX) {
        fprintf(stderr, "places: no room for %s\n", key);
        exit(1);
    }
    struct row *r = &row[row_count++];
    snprintf(r->value, sizeof r->value, "%s", value);
    snprintf(r->key, sizeof r->key, "%s", key);
    for (char *c = r->key; is_lower && *c; c++)
        *c = (char)tolower((unsigned char)*c);
}

static int by_key(const void *a, const void *b)
{
    return strcmp(((const struct row *)a)->key, ((const struct row *)b)->key);
}

static void put_text(const char *text)
{
    putchar('"');
    for (; *text; text++)
        if (*text == '"' || *text == '\\')
            printf("\\%c", *text);
        else
            putchar(*text);
    putchar('"');
}

// A key that stands twice (a code that is a name) leads to one value.
static void put_table(const char *name)
{
    int count = 0;
    qsort(row, (size_t)row_count, sizeof row[0], by_key);
    printf("const struct place_row %s[] = {\n", name);
    for (int i = 0; i < row_count; i++) {
        if (i + 1 < row_count && strcmp(row[i].key, row[i + 1].key) == 0)
            continue;
        printf("    {");
        put_text(row[i].key);
        printf(", ");
        put_text(row[i].value);
        printf("},\n");
        count++;
    }
    printf("};\nconst size_t %s_COUNT = %d;\n", name, count);
    row_count = 0;
}

static void put_countries(const json_t *list)
{
    static const char *const NAMES[] = {"alpha_2", "alpha_3", "name",
                                        "common_name", "official_name"};
    static const char *const OTHERS[][2] = {
        {"usa", "US"}, {"uk", "GB"}, {"eire", "IE"}};
    size_t i;
    json_t *one;
    json_array_foreach(list, i, one)
        for (size_t n = 0; n < sizeof NAMES / sizeof NAMES[0]; n++)
            add(word(one, NAMES[n]), word(one, "alpha_2"), 1);
    for (size_t n = 0; n < sizeof OTHERS / sizeof OTHERS[0]; n++)
        add(OTHERS[n][0], OTHERS[n][1], 1);
    put_table("PLACE_COUNTRIES");
}

static void put_codes(const json_t *list, const char *member,
                      const char *name)
{
    size_t i;
    json_t *one;
    json_array_foreach(list, i, one)
        add(word(one, member), "", 0);
    put_table(name);
}

// What a person calls a country, by its code.
static void put_names(const json_t *list)
{
    for (size_t i = 0; i < json_array_size(list); i++) {
        const json_t *one = json_array_get(list, i);
        const char *common = word(one, "common_name");
        add(word(one, "alpha_2"), common[0] ? common : word(one, "name"), 0);
    }
    put_table("PLACE_CODES");
}

int main(int argc, char **argv)
{
    if (argc != 4) {
        fprintf(stderr, "usage: places 3166-1 3166-2 4217\n");
        return 2;
    }
    json_t *country = load(argv[1]), *region = load(argv[2]),
           *currency = load(argv[3]);
    printf("#include \"station/central/book/places_internal.h\"\n");
    put_countries(list_of(country));
    put_names(list_of(country));
    put_codes(list_of(region), "code", "PLACE_REGIONS");
    put_codes(list_of(currency), "alpha_3", "PLACE_CURRENCIES");
    json_decref(country);
    json_decref(region);
    json_decref(currency);
    return 0;
}
