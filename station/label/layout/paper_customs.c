// CN 22, CN 23 and the commercial invoice.
#include "station/label/layout/paper_internal.h"

#include <string.h>

static void put_party(struct label_line *t, const struct address *a,
                      const char *country, const char *tax_no)
{
    char text[ADDRESS_TEXT_MAX];
    address_format(a, text, sizeof text);
    label_line_put(t, text);
    label_line_put(t, "\n");
    label_line_put(t, country[0] ? country : a->country);
    if (a->phone[0]) {
        label_line_put(t, "  Tel. ");
        label_line_put(t, a->phone);
    }
    if (a->email[0]) {
        label_line_put(t, "\n");
        label_line_put(t, a->email);
    }
    if (tax_no[0]) {
        label_line_put(t, "\nEORI / VAT / tax no ");
        label_line_put(t, tax_no);
    }
}

// A weight that nobody knows is not 0.000 kg.
static void put_weight(struct label_line *t, int64_t mg, const char *otherwise)
{
    if (mg > 0)
        label_line_put_kg(t, mg);
    else
        label_line_put(t, otherwise);
}

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

static const struct paper_columns UPU = {
    6,
    {400, 70, 110, 150, 170, 100},
    {"Detailed description / Description", "Qty / Qt\xC3\xA9",
     "Net kg / Poids net", "Value / Valeur", "HS tariff / No tarifaire",
     "Origin / Origine"}};

struct words {
    char language[3];
    const char *title;
    struct paper_columns columns;
};

#define INVOICE_PERMILLE {310, 70, 100, 130, 140, 160, 90}

static const struct words WORDS[] = {
    {"pt", "COMMERCIAL INVOICE / FATURA COMERCIAL",
     {7, INVOICE_PERMILLE,
      {"Description / Descri\xC3\xA7\xC3\xA3o", "Qty / Qtd",
       "Net kg / Peso l\xC3\xADq.", "Unit value / Valor un.",
       "Value / Valor", "HS / NCM", "Origin / Origem"}}},
    {"es", "COMMERCIAL INVOICE / FACTURA COMERCIAL",
     {7, INVOICE_PERMILLE,
      {"Description / Descripci\xC3\xB3n", "Qty / Cant.",
       "Net kg / Peso neto", "Unit value / Valor un.", "Value / Valor",
       "HS / C\xC3\xB3"
       "digo SA",
       "Origin / Origen"}}},
    {"fr", "COMMERCIAL INVOICE / FACTURE COMMERCIALE",
     {7, INVOICE_PERMILLE,
      {"Description", "Qty / Qt\xC3\xA9", "Net kg / Poids net",
       "Unit value / Prix un.", "Value / Valeur", "HS / Code SH",
       "Origin / Origine"}}},
    {"de", "COMMERCIAL INVOICE / HANDELSRECHNUNG",
     {7, INVOICE_PERMILLE,
      {"Description / Beschreibung", "Qty / Menge", "Net kg / Netto",
       "Unit value / Einzelwert", "Value / Wert", "HS / Zolltarif",
       "Origin / Ursprung"}}},
    {"en", "COMMERCIAL INVOICE",
     {7, INVOICE_PERMILLE,
      {"Description", "Qty", "Net kg", "Unit value", "Value", "HS code",
       "Origin"}}},
};

// A country's first official language, of those the invoice knows.
static const struct words *words_of(const char *country)
{
    static const char *const ALL[][2] = {
        {"PT", "pt"}, {"BR", "pt"}, {"AO", "pt"}, {"MZ", "pt"}, {"ES", "es"},
        {"MX", "es"}, {"AR", "es"}, {"CL", "es"}, {"CO", "es"}, {"PE", "es"},
        {"UY", "es"}, {"FR", "fr"}, {"BE", "fr"}, {"LU", "fr"}, {"CH", "de"},
        {"DE", "de"}, {"AT", "de"}, {"LI", "de"}};
    const struct words *english = &WORDS[sizeof WORDS / sizeof WORDS[0] - 1];
    const char *language = "en";
    for (size_t i = 0; i < sizeof ALL / sizeof ALL[0]; i++)
        if (strcmp(ALL[i][0], country) == 0)
            language = ALL[i][1];
    const struct words *w = WORDS;
    while (w < english && strcmp(w->language, language) != 0)
        w++;
    return w;
}

// What a line's value is for one; an average when it does not divide, and then
// marked, since the line's value is what counts.
static void put_each(struct label_line *t, const struct customs_line *g,
                     int32_t digits)
{
    if (g->qty <= 0)
        return;
    label_line_put(t, g->value_minor % g->qty ? "~" : "");
    label_line_put_money(t, (g->value_minor + g->qty / 2) / g->qty, digits);
}

static void add_goods(struct paper_flow *f, const struct customs *c,
                      const struct paper_columns *columns, int32_t digits)
{
    paper_table_head(f, columns);
    for (int32_t i = 0; i < c->line_count; i++) {
        const struct customs_line *g = &c->line[i];
        struct label_line text[PAPER_COLUMNS_MAX] = {0};
        char hs[CUSTOMS_HS_MAX + 4];
        int n = 0;
        customs_hs_dotted(g->hs, hs);
        label_line_put(&text[n++], g->what);
        label_line_put_number(&text[n++], g->qty, 1);
        put_weight(&text[n++], g->net_mg, "");
        if (columns->count == 7)
            put_each(&text[n++], g, digits);
        label_line_put_money(&text[n++], g->value_minor, digits);
        label_line_put(&text[n++], hs);
        label_line_put(&text[n], g->origin);
        paper_table_row(f, columns, text);
    }
    paper_rule(f);
}

static void add_totals(struct paper_flow *f, const struct customs *c,
                       int32_t digits)
{
    struct label_line net = {0}, gross = {0}, value = {0}, freight = {0};
    put_weight(&net, customs_net_mg(c), "not known");
    put_weight(&gross, c->gross_mg, "not weighed");
    put_money(&value, customs_value(c), digits, c->currency);
    put_money(&freight, c->freight_minor, digits, c->currency);
    const struct paper_cell row[] = {
        {"Net weight kg / Poids net", net.chars},
        {"Gross weight kg / Poids brut", gross.chars},
        {"Total value / Valeur totale", value.chars},
        {"Postage / Frais de port", freight.chars}};
    paper_cells(f, row, c->freight_minor > 0 ? 4 : 3);
}

static void add_parties(struct paper_flow *f, const struct customs *c,
                        const char *from_head, const char *to_head)
{
    struct label_line from = {0}, to = {0};
    put_party(&from, &c->from, c->from_country, c->seller_no);
    put_party(&to, &c->to, c->to_country, c->buyer_no);
    const struct paper_cell both[] = {{from_head, from.chars},
                                      {to_head, to.chars}};
    paper_halves(f, both);
    paper_rule(f);
}

static void add_upu(struct paper_flow *f, const struct customs *c,
                    struct paper_money money, bool is_cn22)
{
    const struct paper_cell facts[] = {
        {"Category / Cat\xC3\xA9gorie", category_words(c->category)},
        {"Item no / No de l'envoi", c->tracking},
        {"Invoice no / No de la facture", c->number},
        {"IOSS", c->ioss}};
    const struct paper_cell sign = {
        "Date and sender's signature / Date et signature de l'exp\xC3\xA9"
        "diteur",
        c->date};
    if (is_cn22)
        paper_note(f, "D\xC3\x89"
                      "CLARATION EN DOUANE    May be opened officially / Peut "
                      "\xC3\xAAtre ouvert d'office");
    add_parties(f, c, "From / De", "To / \xC3\x80");
    paper_cells(f, facts, c->ioss[0] ? 4 : 3);
    add_goods(f, c, &UPU, money.digits);
    add_totals(f, c, money.digits);
    paper_need(f, 26000);
    paper_note(
        f, "I certify that the particulars given in this customs declaration "
           "are correct and that this item does not contain any dangerous "
           "article or articles prohibited by legislation or by postal or "
           "customs regulations.");
    paper_cells(f, &sign, 1);
}

static void add_invoice(struct paper_flow *f, const struct customs *c,
                        struct paper_money money)
{
    struct label_line terms = {0};
    label_line_put(&terms, c->incoterm);
    label_line_put(&terms, " ");
    label_line_put(&terms, c->to.city);
    const struct paper_cell facts[] = {
        {"Invoice no", c->number},
        {"Date", c->date},
        {"Terms (Incoterms 2020)", terms.chars},
        {"Waybill", c->tracking},
        {"Reason for export", category_words(c->category)},
        {"Packages", "1"},
        {"IOSS", c->ioss}};
    const struct paper_cell sign = {"Signature", ""};
    add_parties(f, c, "Exporter / De", "Importer, consignee / \xC3\x80");
    paper_cells(f, facts, c->ioss[0] ? 7 : 6);
    add_goods(f, c, &words_of(c->to.country)->columns, money.digits);
    add_totals(f, c, money.digits);
    paper_need(f, 20000);
    paper_note(f, "The exporter declares that the information on this invoice "
                  "is true and correct.");
    paper_cells(f, &sign, 1);
}

static void flow_cn22(struct paper_flow *f, const struct customs *c,
                      struct paper_money money)
{
    paper_begin(f, &PAPER_SHEETS[PAPER_LABEL], "CUSTOMS DECLARATION   CN 22");
    add_upu(f, c, money, true);
}

static void flow(struct paper_flow *f, const struct customs *c,
                 enum customs_form form, struct paper_money money,
                 enum paper_medium medium)
{
    const struct paper_sheet *sheet = &PAPER_SHEETS[medium];
    if (form == CUSTOMS_CN22) {
        flow_cn22(f, c, money);
    } else if (form == CUSTOMS_INVOICE) {
        paper_begin(f, sheet, words_of(c->to.country)->title);
        add_invoice(f, c, money);
    } else {
        paper_begin(f, sheet, "CUSTOMS DECLARATION   CN 23");
        add_upu(f, c, money, false);
    }
}

// Value and weight ask for the form; its goods have to fit on it too.
enum customs_form paper_customs_form(const struct customs *c,
                                     enum customs_form form,
                                     struct paper_money money)
{
    struct paper_flow f = {0};
    if (form != CUSTOMS_CN22)
        return form;
    flow_cn22(&f, c, money);
    return f.page_no == 1 ? CUSTOMS_CN22 : CUSTOMS_CN23;
}

int32_t paper_customs_pages(const struct customs *c, enum customs_form form,
                            struct paper_money money,
                            enum paper_medium medium)
{
    struct paper_flow f = {0};
    flow(&f, c, paper_customs_form(c, form, money), money, medium);
    return f.page_no;
}

void paper_customs(struct label *l, const struct customs *c,
                   enum customs_form form, struct paper_money money,
                   struct label_page page, enum paper_medium medium)
{
    struct paper_flow f = {
        .l = l, .wanted = page.page_no, .page_count = page.page_count};
    flow(&f, c, paper_customs_form(c, form, money), money, medium);
}
