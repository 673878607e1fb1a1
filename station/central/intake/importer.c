// What all kinds of files need while they are taken in; see import_internal.h.
#include "station/base/text.h"
#include "station/central/intake/import_internal.h"

#include <stdio.h>
#include <string.h>

void import_problem(struct importer *im, int64_t line, const char *why)
{
    im->count[OUTCOME_REFUSED]++;
    json_array_append_new(
        im->problems, json_pack("{s:I,s:o}", "line", (json_int_t)line, "why",
                                json_text(why)));
}

void import_outcome(struct importer *im, int64_t line, enum outcome outcome,
                    const struct outcome_why *why)
{
    if (outcome == OUTCOME_REFUSED)
        import_problem(im, line, why->text);
    else
        im->count[outcome]++;
}

const char *import_field(const struct importer *im, const struct csv_row *row,
                         int column)
{
    return im->at[column] < 0 ? "" : row->field[im->at[column]];
}

bool import_copy(struct importer *im, int64_t line, const char *name,
                 const char *from, char *to, size_t cap, bool is_required)
{
    char why[100];
    int rc = text_field(to, cap, from, strlen(from));
    if (rc == ERR_OK && (to[0] || !is_required))
        return true;
    snprintf(why, sizeof why, "%s %s", name,
             rc == ERR_FULL ? "is too long"
             : rc < 0       ? "holds a control character"
                            : "is missing");
    import_problem(im, line, why);
    return false;
}

bool import_number(struct importer *im, int64_t line, const char *name,
                   const char *text, int places, int64_t most, int64_t *out)
{
    char why[100];
    if (!text[0]) {
        *out = 0;
        return true;
    }
    if (text_to_decimal(text, strlen(text), places, out) == ERR_OK &&
        *out >= 0 && *out <= most)
        return true;
    snprintf(why, sizeof why, "%s \"%.40s\" is not a number in range", name,
             text);
    import_problem(im, line, why);
    return false;
}

void import_flush_order(struct importer *im)
{
    struct outcome_why why = {""};
    int64_t order_id = 0;
    if (!im->has_order)
        return;
    im->has_order = false;
    if (im->order.line_count == 0 || im->is_dropped)
        return; // each of its lines has been reported
    import_outcome(im, im->order_line,
                   office_take(im->office, &im->order, &order_id, &why),
                   &why);
}

bool import_pieces(const char *text, import_piece_fn *each, void *arg)
{
    while (*text) {
        char piece[128];
        size_t n = strcspn(text, ";");
        int64_t qty = 1;
        if (n >= sizeof piece)
            return false;
        memcpy(piece, text, n);
        piece[n] = 0;
        char *star = strrchr(piece, '*');
        if (star) {
            if (text_to_int(star + 1, strlen(star + 1), &qty) < 0 ||
                qty < 1 || qty > 1000000)
                return false;
            *star = 0;
        }
        if (!piece[0] || !each(arg, piece, (int32_t)qty))
            return false;
        text += n + (text[n] == ';');
    }
    return true;
}
