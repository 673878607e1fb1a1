#include "tools/day/record.h"
#include "station/base/json.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { TEXTS_MAX = 96, LINE_MAX = 4000 };

static void copy(char *out, size_t cap, const char *from)
{
    snprintf(out, cap, "%s", from ? from : "");
}

// One field's data: "_C3" is a byte, "\&" a new line.
static void decode(const char *data, size_t len, char *out, size_t cap)
{
    size_t n = 0;
    for (size_t i = 0; i < len && n + 1 < cap; i++) {
        char hex[3] = "";
        if (data[i] == '_' && i + 2 < len) {
            memcpy(hex, data + i + 1, 2);
            out[n++] = (char)strtol(hex, NULL, 16);
            i += 2;
        } else if (data[i] == '\\' && i + 1 < len && data[i + 1] == '&') {
            out[n++] = '\n';
            i++;
        } else {
            out[n++] = data[i];
        }
    }
    while (n > 0 && out[n - 1] == '\n')
        n--;
    out[n] = 0;
}

struct fields {
    char text[TEXTS_MAX][RECORD_TEXT_MAX];
    int text_count;
    char bars[2][RECORD_CODE_MAX];
    int bars_count;
};

static void add_field(struct fields *f, const char *data, size_t len,
                      bool is_bars)
{
    static const char GS1[] = ">;>800"; // start C, FNC1, identifier 00
    if (is_bars && f->bars_count < 2) {
        size_t skip =
            strncmp(data, GS1, sizeof GS1 - 1) == 0 ? sizeof GS1 - 1 : 0;
        decode(data + skip, len - skip, f->bars[f->bars_count++],
               RECORD_CODE_MAX);
    } else if (!is_bars && f->text_count < TEXTS_MAX) {
        decode(data, len, f->text[f->text_count++], RECORD_TEXT_MAX);
    }
}

static void read_fields(const char *format, struct fields *f)
{
    const char *from = format;
    for (;;) {
        const char *data = strstr(from, "^FD");
        const char *end = data ? strstr(data, "^FS") : NULL;
        if (!end)
            return;
        const char *bars = strstr(from, "^BC");
        add_field(f, data + 3, (size_t)(end - data - 3), bars && bars < data);
        from = end + 3;
    }
}

// The text after this one: a cell's value below its title.
static const char *after(const struct fields *f, const char *title)
{
    for (int i = 0; i + 1 < f->text_count; i++)
        if (strcmp(f->text[i], title) == 0)
            return f->text[i + 1];
    return "";
}

bool record_read_zpl(const char *format, struct record_label *out)
{
    struct fields f;
    memset(&f, 0, sizeof f);
    memset(out, 0, sizeof *out);
    read_fields(format, &f);
    if (f.bars_count < 2)
        return false;
    copy(out->tracking, sizeof out->tracking, f.bars[0]);
    copy(out->sscc, sizeof out->sscc, f.bars[1]);
    copy(out->order_no, sizeof out->order_no, after(&f, "Order"));
    copy(out->parcel, sizeof out->parcel, after(&f, "Parcel"));
    copy(out->weight, sizeof out->weight, after(&f, "Weight"));
    copy(out->service, sizeof out->service, after(&f, "Service"));
    copy(out->customs, sizeof out->customs, after(&f, "Customs"));
    copy(out->to, sizeof out->to, after(&f, "To"));
    for (int i = 0; i < f.text_count; i++) {
        if (strncmp(f.text[i], "REPRINT ", 8) == 0)
            out->is_copy = true;
    }
    return true;
}

bool record_read_form(const char *format, struct record_form *out)
{
    struct fields f;
    memset(&f, 0, sizeof f);
    memset(out, 0, sizeof *out);
    read_fields(format, &f);
    bool is_invoice = strncmp(f.text[0], "COMMERCIAL INVOICE", 18) == 0;
    const char *title = is_invoice ? "Waybill" : "Item no / No de l'envoi";
    if (!is_invoice && strncmp(f.text[0], "CUSTOMS DECLARATION", 19) != 0)
        return false;
    copy(out->tracking, sizeof out->tracking, after(&f, title));
    copy(out->value, sizeof out->value,
         after(&f, "Total value / Valeur totale"));
    return out->tracking[0] != 0;
}

// A line is written whole: one that breaks off would hide what comes after.
static void add_line(const char *path, json_t *o)
{
    char *text = json_dumps(o, JSON_COMPACT);
    FILE *file = fopen(path, "ae");
    if (!file || !text || fprintf(file, "%s\n", text) < 0 ||
        fclose(file) != 0) {
        perror(path);
        exit(1);
    }
    free(text);
    json_decref(o);
}

void record_label_add(const char *path, const struct record_label *l)
{
    add_line(path,
             json_pack("{s:s,s:s,s:s,s:s,s:s,s:s,s:s,s:s,s:b}", "tracking",
                       l->tracking, "sscc", l->sscc, "order_no", l->order_no,
                       "parcel", l->parcel, "weight", l->weight, "service",
                       l->service, "customs", l->customs, "to", l->to,
                       "is_copy", (int)l->is_copy));
}

void record_form_add(const char *path, const struct record_form *f)
{
    add_line(path, json_pack("{s:s,s:s}", "tracking", f->tracking, "value",
                             f->value));
}

void record_scan_add(const char *path, const struct record_scan *s)
{
    add_line(path, json_pack("{s:s,s:b}", "code", s->code, "was_taken",
                             (int)s->was_taken));
}

static const char *text_of(const json_t *o, const char *name)
{
    return json_string_value(json_object_get(o, name));
}

typedef void on_line(void *each, void *arg, const json_t *o);

static bool lines_each(const char *path, on_line *line, void *each, void *arg)
{
    char text[LINE_MAX];
    FILE *file = fopen(path, "re");
    bool ok = true;
    while (ok && file && fgets(text, sizeof text, file)) {
        json_t *o = json_read(text, strlen(text), NULL, 0);
        ok = o != NULL;
        if (ok)
            line(each, arg, o);
        else
            fprintf(stderr, "%s: not a line of it: %s", path, text);
        json_decref(o);
    }
    if (file)
        fclose(file);
    return ok;
}

static void on_label(void *each, void *arg, const json_t *o)
{
    struct record_label l = {.is_copy =
                                 json_is_true(json_object_get(o, "is_copy"))};
    copy(l.tracking, sizeof l.tracking, text_of(o, "tracking"));
    copy(l.sscc, sizeof l.sscc, text_of(o, "sscc"));
    copy(l.order_no, sizeof l.order_no, text_of(o, "order_no"));
    copy(l.parcel, sizeof l.parcel, text_of(o, "parcel"));
    copy(l.weight, sizeof l.weight, text_of(o, "weight"));
    copy(l.service, sizeof l.service, text_of(o, "service"));
    copy(l.customs, sizeof l.customs, text_of(o, "customs"));
    copy(l.to, sizeof l.to, text_of(o, "to"));
    (*(record_on_label **)each)(arg, &l);
}

static void on_scan(void *each, void *arg, const json_t *o)
{
    struct record_scan s = {.was_taken =
                                json_is_true(json_object_get(o, "was_taken"))};
    copy(s.code, sizeof s.code, text_of(o, "code"));
    (*(record_on_scan **)each)(arg, &s);
}

bool record_labels_each(const char *path, record_on_label *each, void *arg)
{
    return lines_each(path, on_label, &each, arg);
}

static void on_form(void *each, void *arg, const json_t *o)
{
    struct record_form f;
    copy(f.tracking, sizeof f.tracking, text_of(o, "tracking"));
    copy(f.value, sizeof f.value, text_of(o, "value"));
    (*(record_on_form **)each)(arg, &f);
}

bool record_forms_each(const char *path, record_on_form *each, void *arg)
{
    return lines_each(path, on_form, &each, arg);
}

bool record_scans_each(const char *path, record_on_scan *each, void *arg)
{
    return lines_each(path, on_scan, &each, arg);
}
