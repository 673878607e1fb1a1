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

// Nothing wrong, and nothing done: whoever sent the file reads why.
static void note_left(struct importer *im)
{
    im->count[OUTCOME_SAME]++;
    json_array_append_new(
        im->notes,
        json_pack("{s:I,s:s}", "line", (json_int_t)im->order_line, "why",
                  "already sent or given back: nothing is left to pack"));
}

static bool is_known(const struct importer *im)
{
    struct order_known known;
    return orders_known(im->st, &im->order, &known);
}

void import_removes(struct importer *im, int64_t line, const char *column)
{
    json_array_append_new(im->removes,
                          json_pack("{s:I,s:s}", "line", (json_int_t)line,
                                    "column", column));
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
    char why[100], lines[CSV_ROW_MAX + 1];
    size_t len = 0;
    // Lines end as here, whatever wrote the file; a row is no longer than this.
    for (; *from; from++)
        if (*from != '\r' || from[1] != '\n')
            lines[len++] = *from == '\r' ? '\n' : *from;
    int rc = text_field(to, cap, lines, len);
    if (rc == ERR_OK && (to[0] || !is_required))
        return true;
    snprintf(why, sizeof why, "%s %s", name,
             rc == ERR_FULL ? "is too long"
             : rc < 0       ? "holds a control character"
                            : "is missing");
    import_problem(im, line, why);
    return false;
}

// Where fields are not divided by commas, a number may have one for its point,
// and points between its thousands: "1.234,50" becomes "1234.50". "1.234" alone
// may be either, and is refused (is_doubtful).
static void plain_number(const struct importer *im, const char *text,
                         char *out, size_t cap)
{
    bool is_comma = im->separator != ',' && im->separator != 0 &&
                    strchr(text, ',');
    size_t n = 0;
    for (; *text && n + 1 < cap; text++)
        if (is_comma && *text == ',')
            out[n++] = '.';
        else if (!is_comma || *text != '.')
            out[n++] = *text;
    out[n] = 0;
}

// One point and three digits behind it, in a sheet that has commas for points.
static bool is_doubtful(const struct importer *im, const char *text)
{
    const char *point = strchr(text, '.');
    if (im->separator != ';' || !point || strchr(text, ',') ||
        strspn(point + 1, "0123456789") != 3 || point[4])
        return false;
    return text[0] != '0' && point - text >= 1 && point - text <= 3;
}

bool import_number(struct importer *im, int64_t line, const char *name,
                   const char *text, int places, int64_t most, int64_t *out)
{
    char why[140], plain[64];
    if (!text[0]) {
        *out = 0;
        return true;
    }
    if (is_doubtful(im, text)) {
        snprintf(why, sizeof why,
                 "%s \"%.30s\" may be thousands or thousandths: write it "
                 "without the point",
                 name, text);
        import_problem(im, line, why);
        return false;
    }
    plain_number(im, text, plain, sizeof plain);
    if (text_to_decimal(plain, strlen(plain), places, out) == ERR_OK &&
        *out >= 0 && *out <= most)
        return true;
    snprintf(why, sizeof why, "%s \"%.40s\" is not a number in range", name,
             text);
    import_problem(im, line, why);
    return false;
}

void import_flush_order(struct importer *im)
{
    struct outcome_why why = {.text = ""};
    int64_t order_id = 0;
    if (!im->has_order)
        return;
    im->has_order = false;
    if (im->is_dropped)
        return; // the row that was wrong has been reported
    bool is_empty = im->order.line_count == 0;
    if (is_empty && !im->has_left) {
        // Each of its lines has been reported, or is nothing to pack.
        if (im->order.has_hold)
            import_problem(im, im->order_line, im->order.hold_note);
        return;
    }
    if (is_empty && !is_known(im)) {
        note_left(im);
        return;
    }
    im->order.is_cancelled =
        im->order.is_cancelled ||
        (is_empty && im->order.payment == ORDER_REFUNDED);
    im->order.may_be_empty = true;
    im->order.is_file = true;
    enum outcome outcome =
        office_take(im->office, &im->order, &order_id, &why);
    if (outcome == OUTCOME_SAME && !order_id)
        note_left(im);
    else
        import_outcome(im, im->order_line, outcome, &why);
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
