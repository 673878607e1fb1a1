// CN 22, CN 23 and the commercial invoice.
#include "station/label/layout/label_line.h"
#include "station/label/layout/paper_internal.h"
#include "shared/must.h"

#include <string.h>

static void put_party(struct label_line *t, const struct address *a)
{
    char text[ADDRESS_TEXT_MAX];
    address_format(a, text, sizeof text);
    label_line_put(t, text);
    label_line_put(t, "\n");
    label_line_put(t, a->country);
    if (a->phone[0]) {
        label_line_put(t, "  Tel. ");
        label_line_put(t, a->phone);
    }
}

struct columns {
    int32_t what, qty, net, value, hs, origin;  // x
    int32_t end;
};

static const struct columns WIDE_COLUMNS = {
    PAPER_LEFT,          PAPER_LEFT + 82000,  PAPER_LEFT + 96000,
    PAPER_LEFT + 116000, PAPER_LEFT + 142000, PAPER_LEFT + 172000,
    PAPER_LEFT + PAPER_WIDE};
static const struct columns CN22_COLUMNS = {4000,  42000, 50000,
                                            63000, 77000, 91000, 97600};

static void goods_row(struct label *l, const struct columns *c, int32_t y,
                      const struct customs_line *g, int32_t digits)
{
    struct label_line qty = {0}, net = {0}, value = {0};
    char hs[CUSTOMS_HS_MAX + 4];
    int32_t font = c->end > LABEL_WIDTH_UM ? PAPER_TEXT : PAPER_SMALL;
    paper_at(l, c->what, y, c->qty - c->what - 1000, PAPER_ROW - 600, font,
             g->what);
    label_line_put_number(&qty, g->qty, 1);
    paper_at(l, c->qty, y, c->net - c->qty - 500, PAPER_ROW - 600, font,
             qty.chars);
    label_line_put_kg(&net, g->net_mg);
    paper_at(l, c->net, y, c->value - c->net - 500, PAPER_ROW - 600, font,
             net.chars);
    label_line_put_money(&value, g->value_minor, digits);
    paper_at(l, c->value, y, c->hs - c->value - 500, PAPER_ROW - 600, font,
             value.chars);
    customs_hs_dotted(g->hs, hs);
    paper_at(l, c->hs, y, c->origin - c->hs - 500, PAPER_ROW - 600, font, hs);
    paper_at(l, c->origin, y, c->end - c->origin, PAPER_ROW - 600, font,
             g->origin);
}

static void goods_head(struct label *l, const struct columns *c, int32_t y,
                       const char *const words[6])
{
    const int32_t x[7] = {c->what, c->qty, c->net, c->value, c->hs, c->origin,
                          c->end};
    for (int i = 0; i < 6; i++)
        paper_at(l, x[i], y, x[i + 1] - x[i] - 500, 6400, PAPER_SMALL,
                 words[i]);
    label_put_rule(l, c->what, y + 6600, c->end - c->what);
}

static const char *const UPU_HEADS[6] = {
    "Detailed description / Description",
    "Qty / Qt\xC3\xA9",
    "Net kg / Poids net",
    "Value / Valeur",
    "HS tariff / No tarifaire",
    "Origin / Origine"};

static void put_money(struct label_line *t, int64_t minor, int32_t digits,
                      const char *currency)
{
    label_line_put_money(t, minor, digits);
    label_line_put(t, " ");
    label_line_put(t, currency);
}

static const char *category_words(enum customs_category c)
{
    static const char *const WORDS[CUSTOMS_CATEGORY_COUNT] = {
        "Sale of goods / Vente de marchandises",
        "Gift / Cadeau",
        "Documents",
        "Commercial sample / \xC3\x89"
        "chantillon commercial",
        "Returned goods / Retour de marchandise",
        "Other / Autre"};
    return WORDS[c];
}

static void cn22(struct label *l, const struct customs *c,
                 struct paper_money money)
{
    struct label_line t = {0};
    must(c->line_count <= PAPER_CN22_LINES);
    label_init(l, LABEL_WIDTH_UM, LABEL_HEIGHT_UM);
    paper_at(l, 4000, 4000, 64000, 6000, PAPER_HEAD, "CUSTOMS DECLARATION");
    paper_at(l, 70000, 4000, 27600, 6000, PAPER_HEAD, "CN 22");
    paper_at(
        l, 4000, 10500, 93000, 3600, PAPER_SMALL,
        "D\xC3\x89"
        "CLARATION EN DOUANE    May be opened officially / Peut \xC3\xAAtre "
        "ouvert d'office");
    label_put_rule(l, 4000, 15000, 93600);
    put_party(&t, &c->from);
    paper_cell(l, (struct label_box){4000, 16000, 46000, 24000}, "From / De",
               t.chars);
    t.len = 0;
    put_party(&t, &c->to);
    paper_cell(l, (struct label_box){52000, 16000, 45600, 24000},
               "To / \xC3\x80", t.chars);
    label_put_rule(l, 4000, 40500, 93600);
    paper_at(l, 4000, 41500, 93600, 4000, PAPER_TEXT,
             category_words(c->category));
    goods_head(l, &CN22_COLUMNS, 46500, UPU_HEADS);
    for (int32_t i = 0; i < c->line_count; i++)
        goods_row(l, &CN22_COLUMNS, 54500 + i * PAPER_ROW, &c->line[i],
                  money.digits);
    label_put_rule(l, 4000, 107000, 93600);
    t.len = 0;
    label_line_put_kg(&t, c->gross_mg);
    label_line_put(&t, " kg");
    paper_cell(l, (struct label_box){4000, 108000, 30000, 9000},
               "Total weight / Poids total", t.chars);
    t.len = 0;
    put_money(&t, customs_value(c), money.digits, c->currency);
    paper_cell(l, (struct label_box){36000, 108000, 36000, 9000},
               "Total value / Valeur totale", t.chars);
    paper_cell(l, (struct label_box){74000, 108000, 23600, 9000}, "Item no",
               c->tracking);
    paper_at(
        l, 4000, 118500, 93600, 11000, PAPER_SMALL,
        "I certify that the particulars given in this declaration are correct "
        "and that this item does not contain any dangerous article or articles "
        "prohibited by legislation or by postal or customs regulations.");
    paper_cell(
        l, (struct label_box){4000, 132000, 93600, 9000},
        "Date and sender's signature / Date et signature de l'exp\xC3\xA9"
        "diteur",
        c->date);
}

// Head of an A4 paper: title, page, number and both parties.
static void head_a4(struct label *l, const struct customs *c,
                    const char *title, struct label_page page)
{
    struct label_line t = {0};
    paper_begin_a4(l, title, page);
    label_put_rule(l, PAPER_LEFT, 21500, PAPER_WIDE);
    put_party(&t, &c->from);
    paper_cell(l, (struct label_box){PAPER_LEFT, 23000, 88000, 32000},
               "From / De / Exporter", t.chars);
    t.len = 0;
    put_party(&t, &c->to);
    paper_cell(l, (struct label_box){PAPER_LEFT + 94000, 23000, 92000, 32000},
               "To / \xC3\x80 / Consignee", t.chars);
    label_put_rule(l, PAPER_LEFT, 56000, PAPER_WIDE);
}

static void goods_page(struct label *l, const struct customs *c,
                       struct paper_money money, struct label_page page,
                       const char *const heads[6], int32_t y)
{
    int32_t first = (page.page_no - 1) * PAPER_LINES;
    goods_head(l, &WIDE_COLUMNS, y, heads);
    for (int32_t i = 0; i < PAPER_LINES && first + i < c->line_count; i++)
        goods_row(l, &WIDE_COLUMNS, y + 8000 + i * PAPER_ROW,
                  &c->line[first + i], money.digits);
    label_put_rule(l, PAPER_LEFT, y + 8000 + PAPER_LINES * PAPER_ROW,
                   PAPER_WIDE);
}

static void totals(struct label *l, const struct customs *c,
                   struct paper_money money, int32_t y)
{
    struct label_line net = {0}, gross = {0}, value = {0}, freight = {0};
    label_line_put_kg(&net, customs_net_mg(c));
    label_line_put_kg(&gross, c->gross_mg);
    put_money(&value, customs_value(c), money.digits, c->currency);
    put_money(&freight, c->freight_minor, money.digits, c->currency);
    const char *const row[4][2] = {{"Net weight kg / Poids net", net.chars},
                                   {"Gross weight kg / Poids brut",
                                    gross.chars},
                                   {"Total value / Valeur totale",
                                    value.chars},
                                   {"Postage / Frais de port", freight.chars}};
    paper_cells(l, y, row);
}

static void cn23(struct label *l, const struct customs *c,
                 struct paper_money money, struct label_page page)
{
    head_a4(l, c, "CUSTOMS DECLARATION   CN 23", page);
    const char *const row[4][2] = {
        {"Category / Cat\xC3\xA9gorie", category_words(c->category)},
        {"Item no / No de l'envoi", c->tracking},
        {"Sender's customs ref.", c->seller_no},
        {"Importer's ref. / IOSS", c->ioss[0] ? c->ioss : c->buyer_no}};
    paper_cells(l, 57000, row);
    goods_page(l, c, money, page, UPU_HEADS, 68000);
    totals(l, c, money, 222000);
    paper_cell(l, (struct label_box){PAPER_LEFT, 234000, PAPER_WIDE / 2, 9000},
               "Invoice no / No de la facture", c->number);
    paper_at(
        l, PAPER_LEFT, 246000, PAPER_WIDE, 10000, PAPER_SMALL,
        "I certify that the particulars given in this customs declaration are "
        "correct and that this item does not contain any dangerous article or "
        "articles prohibited by legislation or by postal or customs "
        "regulations.");
    paper_cell(l, (struct label_box){PAPER_LEFT, 262000, PAPER_WIDE, 9000},
               "Date and sender's signature", c->date);
}

struct words {
    char language[3];
    const char *title;
    const char *heads[6];
};

static const struct words WORDS[] = {
    {"pt", "COMMERCIAL INVOICE / FATURA COMERCIAL",
     {"Description / Descri\xC3\xA7\xC3\xA3o", "Qty / Qtd",
      "Net kg / Peso l\xC3\xADq.", "Value / Valor", "HS / NCM",
      "Origin / Origem"}},
    {"es", "COMMERCIAL INVOICE / FACTURA COMERCIAL",
     {"Description / Descripci\xC3\xB3n", "Qty / Cant.", "Net kg / Peso neto",
      "Value / Valor", "HS / C\xC3\xB3"
                       "digo SA",
      "Origin / Origen"}},
    {"fr", "COMMERCIAL INVOICE / FACTURE COMMERCIALE",
     {"Description", "Qty / Qt\xC3\xA9", "Net kg / Poids net",
      "Value / Valeur", "HS / Code SH", "Origin / Origine"}},
    {"de", "COMMERCIAL INVOICE / HANDELSRECHNUNG",
     {"Description / Beschreibung", "Qty / Menge", "Net kg / Netto",
      "Value / Wert", "HS / Zolltarif", "Origin / Ursprung"}},
    {"en", "COMMERCIAL INVOICE",
     {"Description", "Qty", "Net kg", "Value", "HS code", "Origin"}},
};

static void invoice(struct label *l, const struct customs *c,
                    struct paper_money money, struct label_page page,
                    const char *language)
{
    const struct words *w = &WORDS[0];
    const struct words *english =
        &WORDS[sizeof WORDS / sizeof WORDS[0] - 1];
    struct label_line terms = {0};
    while (w < english && strcmp(w->language, language) != 0)
        w++;
    head_a4(l, c, w->title, page);
    label_line_put(&terms, c->incoterm);
    label_line_put(&terms, " ");
    label_line_put(&terms, c->to.city);
    const char *const row[4][2] = {{"Invoice no", c->number},
                                   {"Date", c->date},
                                   {"Terms (Incoterms 2020)", terms.chars},
                                   {"Waybill", c->tracking}};
    paper_cells(l, 57000, row);
    goods_page(l, c, money, page, w->heads, 68000);
    totals(l, c, money, 222000);
    const char *const numbers[4][2] = {
        {"Exporter EORI / VAT", c->seller_no},
        {"Consignee EORI / tax no", c->buyer_no},
        {"IOSS", c->ioss},
        {"Reason for export", category_words(c->category)}};
    paper_cells(l, 234000, numbers);
    paper_at(
        l, PAPER_LEFT, 248000, PAPER_WIDE, 8000, PAPER_SMALL,
        "The exporter declares that the information on this invoice is true "
        "and correct.");
    paper_cell(l, (struct label_box){PAPER_LEFT, 262000, PAPER_WIDE, 9000},
               "Signature", "");
}

// Value and weight ask for the form; its goods have to fit on it too.
static bool is_cn22(const struct customs *c, enum customs_form form)
{
    return form == CUSTOMS_CN22 && c->line_count <= PAPER_CN22_LINES;
}

int32_t paper_customs_pages(const struct customs *c, enum customs_form form)
{
    return is_cn22(c, form) ? 1 : label_pages(c->line_count, PAPER_LINES);
}

void paper_customs(struct label *l, const struct customs *c,
                   enum customs_form form, struct paper_money money,
                   struct label_page page, const char *language)
{
    if (is_cn22(c, form))
        cn22(l, c, money);
    else if (form != CUSTOMS_INVOICE)
        cn23(l, c, money, page);
    else
        invoice(l, c, money, page, language);
}
