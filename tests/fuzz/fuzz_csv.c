// Rows of CSV, and configuration files.
#include "shared/must.h"
#include "station/base/csv.h"
#include "station/base/text.h"
#include "tests/fuzz/fuzz.h"

#include <string.h>

const char *const fuzz_seeds[] = {"a,b,c\n1,\"two\nlines\",3\n",
                                  "\xEF\xBB\xBFsku,qty\n\"a\"\"b\",1\r\n",
                                  "a\n\"open", "12.50", NULL};

static bool on_row(void *arg, const struct csv_row *row)
{
    int64_t *last = arg;
    must(row->count <= CSV_FIELDS_MAX && row->line >= *last);
    *last = row->line;
    for (int i = 0; i < row->count; i++)
        must(text_is_utf8(row->field[i], strlen(row->field[i])));
    return true;
}

static void read_all(enum csv_form form, const uint8_t *bytes, size_t len)
{
    int64_t last = 0;
    struct csv_reader *r =
        csv_open((const char *)bytes, len, form, on_row, &last);
    must(r != NULL);
    while (csv_step(r))
        must(csv_line(r) >= last);
    csv_close(r);
}

void fuzz_one(const uint8_t *bytes, size_t len)
{
    int64_t line, number;
    if (csv_check((const char *)bytes, len, &line) < 0)
        must(line >= 1);
    read_all(CSV_COMMAS, bytes, len);
    read_all(CSV_TABS, bytes, len);
    if (text_to_decimal((const char *)bytes, len, 2, &number) == ERR_OK)
        must(len > 0);
}
