#include "tools/day/judge.h"
#include "tools/day/books.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { TOLD_MAX = 20, PATH_LEN = 400, GRAM_MG = 1000 };

struct court {
    struct judge *j;
    struct books books;
    struct bag owner;       // "NUMBER ORDER PARCEL" and "NUMBER" -> labels
    struct bag labelled;    // SSCC -> labels without the word REPRINT
    struct bag parcel;      // SSCC -> its place in books.parcel, from 1
    struct bag made, taken; // scans by code
    struct bag shipment;    // its parcels in the books
    struct bag form;        // tracking number -> customs forms with a value
    bool has_gone;          // the bench whose labels are read lost its file
};

static void finding(struct court *c, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

static void finding(struct court *c, const char *format, ...)
{
    va_list args;
    if (++c->j->findings > TOLD_MAX)
        return;
    va_start(args, format);
    printf("    ");
    vprintf(format, args);
    printf("\n");
    va_end(args);
}

// The exception that names this label's numbers, its shipment or its order.
static bool is_excused(const struct court *c, const struct record_label *l,
                       int64_t shipment_id)
{
    int64_t order_id = bag_count(&c->books.order_id, l->order_no);
    for (size_t i = 0; i < c->books.exception_count; i++) {
        const struct books_exception *e = &c->books.exception[i];
        if (strstr(e->note, l->sscc) || strstr(e->note, l->tracking))
            return true;
        if (strcmp(e->kind, "lost") == 0 &&
            ((shipment_id > 0 && e->shipment_id == shipment_id) ||
             (order_id > 0 && e->order_id == order_id)))
            return true;
    }
    return false;
}

static bool has_exception(const struct court *c, const char *kind)
{
    for (size_t i = 0; i < c->books.exception_count; i++)
        if (strcmp(c->books.exception[i].kind, kind) == 0)
            return true;
    return false;
}

static void judge_void(struct court *c, const struct record_label *l)
{
    char shipment[24];
    int64_t id = bag_count(&c->books.queued, l->sscc);
    snprintf(shipment, sizeof shipment, "%lld", (long long)id);
    if (id > 0 && bag_count(&c->books.voided, shipment) > 0)
        c->j->void_labels++;
    else if (is_excused(c, l, id))
        c->j->excused_labels++;
    else if (id == 0 && c->has_gone && has_exception(c, "restored"))
        c->j->unknown_labels++;
    else
        finding(c,
                "label %s %s of order %s: no parcel has it, nothing voids it",
                l->sscc, l->tracking, l->order_no);
}

static bool says_weight(const struct record_label *l,
                        const struct books_parcel *p)
{
    char *end;
    double kg = strtod(l->weight, &end);
    if (end == l->weight)
        return strcmp(l->weight, "not weighed") == 0 && p->weight_mg <= 0;
    double off_mg = kg * 1000 * GRAM_MG - (double)p->weight_mg;
    return off_mg <= GRAM_MG && off_mg >= -GRAM_MG;
}

// A parcel before this one of its shipment may have gone by another service.
static bool says_service(const struct court *c, const struct record_label *l,
                         const struct books_parcel *p)
{
    char shipment[24];
    snprintf(shipment, sizeof shipment, "%lld", (long long)p->shipment_id);
    bool is_known = strcmp(l->service, "Standard") == 0;
    for (size_t i = 0; i < c->books.service_count; i++)
        is_known =
            is_known || strcmp(c->books.service[i].name, l->service) == 0;
    if (bag_count(&c->shipment, shipment) > 1)
        return is_known;
    return strcmp(l->service, p->service[0] ? p->service : "Standard") == 0;
}

// The sample's warehouse is in Portugal, its carrier a courier: what leaves the
// Union goes with an invoice.
static void judge_customs(struct court *c, const struct record_label *l,
                          const struct books_parcel *p)
{
    bool is_abroad = strcmp(p->country, "CH") == 0;
    bool has_form = bag_count(&c->form, l->tracking) > 0;
    const char *want = is_abroad ? "Invoice" : "";
    if (strcmp(l->customs, want) != 0)
        finding(c, "label %s to %s: of customs it says \"%s\"", l->sscc,
                p->country, l->customs);
    if (is_abroad && !has_form)
        finding(c, "label %s to %s: no customs form came out with it", l->sscc,
                p->country);
    c->j->forms += has_form;
}

static void judge_words(struct court *c, const struct record_label *l,
                        const struct books_parcel *p)
{
    struct {
        bool is_right;
        const char *what, *label, *book;
    } words[] = {
        {strcmp(l->order_no, p->order_no) == 0, "order", l->order_no,
         p->order_no},
        {strcmp(l->tracking, p->tracking) == 0, "tracking", l->tracking,
         p->tracking},
        {says_service(c, l, p), "service", l->service, p->service},
        {strstr(l->to, p->name) != NULL, "name", l->to, p->name},
        {strstr(l->to, p->city) != NULL, "city", l->to, p->city},
        {strstr(l->to, p->postal) != NULL, "postal code", l->to, p->postal},
    };
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
        if (!words[i].is_right)
            finding(c, "label %s: its %s is \"%s\", in the books \"%s\"",
                    l->sscc, words[i].what, words[i].label, words[i].book);
    if (!says_weight(l, p))
        finding(c, "label %s: it says %s, the books %lld mg", l->sscc,
                l->weight, (long long)p->weight_mg);
}

// A number of a label may stand again on a copy of it alone.
static void judge_number(struct court *c, const char *number,
                         const struct record_label *l)
{
    char owner[300];
    int digits = (int)strspn(l->parcel, "0123456789");
    snprintf(owner, sizeof owner, "%s %s %.*s %s %s", number, l->order_no,
             digits, l->parcel, l->sscc, l->tracking);
    int64_t of_owner = bag_add(&c->owner, owner, 1);
    if (bag_add(&c->owner, number, 1) != of_owner)
        finding(c, "number %s stands on labels of two parcels, one of order %s",
                number, l->order_no);
}

static void on_label(void *arg, const struct record_label *l)
{
    struct court *c = arg;
    c->j->labels++;
    c->j->copies += l->is_copy;
    judge_number(c, l->sscc, l);
    judge_number(c, l->tracking, l);
    if (bag_add(&c->labelled, l->sscc, l->is_copy ? 0 : 1) > 1)
        finding(c, "label %s of order %s came out twice, and no copy says so",
                l->sscc, l->order_no);
    int64_t at = bag_count(&c->parcel, l->sscc);
    if (at > 0) {
        judge_words(c, l, &c->books.parcel[at - 1]);
        judge_customs(c, l, &c->books.parcel[at - 1]);
    } else {
        judge_void(c, l);
    }
}

static void on_form(void *arg, const struct record_form *f)
{
    struct court *c = arg;
    if (strtod(f->value, NULL) > 0)
        bag_add(&c->form, f->tracking, 1);
}

static void judge_parcels(struct court *c)
{
    struct bag packed = {NULL, 0, 0}; // "SHIPMENT PARCEL"
    for (size_t i = 0; i < c->books.parcel_count; i++) {
        const struct books_parcel *p = &c->books.parcel[i];
        char key[64];
        snprintf(key, sizeof key, "%lld %lld", (long long)p->shipment_id,
                 (long long)p->parcel_no);
        if (bag_add(&packed, key, 1) > 1)
            finding(c, "order %s: parcel %lld stands in the books twice",
                    p->order_no, (long long)p->parcel_no);
        if (bag_count(&c->owner, p->sscc) == 0)
            finding(c, "order %s: no label came out for its parcel %s",
                    p->order_no, p->sscc);
        if (p->units == 0)
            finding(c, "order %s: nobody knows what lies in parcel %s",
                    p->order_no, p->sscc);
        c->j->parcels++;
    }
    bag_free(&packed);
}

static void on_scan(void *arg, const struct record_scan *s)
{
    struct court *c = arg;
    c->j->scans++;
    bag_add(&c->made, s->code, 1);
    if (s->was_taken)
        bag_add(&c->taken, s->code, 1);
}

static void judge_scans(struct court *c)
{
    // Scans of a bench whose file is gone may be gone with it: that was told.
    bool is_told = has_exception(c, "lost");
    for (size_t i = 0; i < c->taken.cap; i++) {
        const struct bag_slot *s = &c->taken.slot[i];
        int64_t kept = s->key ? bag_count(&c->books.kept, s->key) : 0;
        if (!s->key || s->count <= kept)
            continue;
        c->j->scans_lost += s->count - kept;
        if (!is_told)
            finding(c, "%s: %lld scans of it were taken, %lld are kept", s->key,
                    (long long)s->count, (long long)kept);
    }
    for (size_t i = 0; i < c->books.kept.cap; i++) {
        const struct bag_slot *s = &c->books.kept.slot[i];
        int64_t made = s->key ? bag_count(&c->made, s->key) : 0;
        if (!s->key)
            continue;
        c->j->scans_kept += s->count;
        if (s->count > made)
            finding(c, "%s: %lld scans of it are kept, %lld were made", s->key,
                    (long long)s->count, (long long)made);
    }
    if (c->books.not_at_central > 0)
        finding(c, "%lld scans of orders stand at benches, not at central",
                (long long)c->books.not_at_central);
}

static bool hear(struct site *s, struct court *c)
{
    char path[PATH_LEN];
    bool ok = books_read(s, &c->books);
    for (size_t i = 0; i < c->books.parcel_count; i++) {
        char shipment[24];
        snprintf(shipment, sizeof shipment, "%lld",
                 (long long)c->books.parcel[i].shipment_id);
        bag_add(&c->shipment, shipment, 1);
    }
    for (size_t i = 0; i < c->books.parcel_count; i++)
        if (bag_count(&c->parcel, c->books.parcel[i].sscc) == 0)
            bag_add(&c->parcel, c->books.parcel[i].sscc, (int64_t)i + 1);
        else
            finding(c, "number %s stands on two parcels in the books",
                    c->books.parcel[i].sscc);
    for (int i = 0; ok && i < s->bench_count; i++) {
        snprintf(path, sizeof path, "%s/%s.labels", s->folder,
                 s->bench[i].name);
        c->has_gone = access(s->bench[i].gone, F_OK) == 0;
        ok = record_forms_each(s->bench[i].forms, on_form, c) &&
             record_labels_each(path, on_label, c);
        snprintf(path, sizeof path, "%s/%s.scans", s->folder, s->bench[i].name);
        ok = ok && record_scans_each(path, on_scan, c);
    }
    return ok;
}

bool judge_run(struct site *s, struct judge *j)
{
    struct court c = {.j = j};
    memset(j, 0, sizeof *j);
    bool ok = hear(s, &c);
    if (ok) {
        judge_parcels(&c);
        judge_scans(&c);
    }
    if (j->findings > TOLD_MAX)
        printf("    and %lld more\n", (long long)(j->findings - TOLD_MAX));
    bag_free(&c.owner);
    bag_free(&c.labelled);
    bag_free(&c.parcel);
    bag_free(&c.made);
    bag_free(&c.taken);
    bag_free(&c.shipment);
    bag_free(&c.form);
    books_free(&c.books);
    return ok;
}
