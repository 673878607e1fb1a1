// sample - goods and orders for a sample site, as our own CSV files.
//
//     sample FOLDER ORDERS SEED              made orders of a small shop
//     sample FOLDER ORDERS SEED RETAIL.csv   the first invoices of the UCI
//                                            "Online Retail" set (.xz too)
//
// Writes items.csv, stock.csv and orders.csv. Online Retail has neither codes
// nor weights: each StockCode gets an in-house GTIN (prefix 20), a case code
// of 12 and a weight from 20 g to 1.5 kg, all by its place in a hash.
#include "shared/gs1/gtin.h"
#include "station/base/csv.h"
#include "station/base/secret.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { ITEMS_MAX = 6000, STOCK_QTY = 1000000 };

struct sample {
    FILE *items, *stock, *orders;
    int64_t orders_wanted, orders_done;
    int item_count;
    char sku[ITEMS_MAX][16];
    char invoice[16];
    bool is_full;
};

static uint32_t hash_of(const char *text)
{
    uint32_t h = 2166136261u;
    for (; *text; text++)
        h = (h ^ (uint8_t)*text) * 16777619u;
    return h ^ h >> 15;
}

static FILE *create(const char *folder, const char *name)
{
    char path[512];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    FILE *file = fopen(path, "we");
    if (!file) {
        perror(path);
        exit(1);
    }
    return file;
}

static void gtin_of(char indicator, int number, char out[15])
{
    snprintf(out, 15, "%c2%011d", indicator, number);
    out[13] = (char)('0' + gtin_check_digit(out, 13));
    out[14] = 0;
}

// Quotes doubled, as CSV wants it.
static void put_quoted(FILE *file, const char *text)
{
    putc('"', file);
    for (; *text; text++) {
        if (*text == '"')
            putc('"', file);
        putc(*text, file);
    }
    putc('"', file);
}

static void add_item(struct sample *s, const char *sku, const char *name)
{
    char unit[15], box[15];
    uint32_t h = hash_of(sku);
    for (int i = 0; i < s->item_count; i++)
        if (strcmp(s->sku[i], sku) == 0)
            return;
    if (s->item_count == ITEMS_MAX) {
        fprintf(stderr, "sample: more than %d items\n", ITEMS_MAX);
        exit(1);
    }
    snprintf(s->sku[s->item_count++], sizeof s->sku[0], "%s", sku);
    gtin_of('0', s->item_count, unit);
    gtin_of('1', s->item_count, box);
    fprintf(s->items, "%s,%u,%s;%s*12,", sku, 20 + h % 1480, unit + 1, box);
    put_quoted(s->items, name[0] ? name : sku);
    putc('\n', s->items);
    fprintf(s->stock, "%s,A-%02u-%02u,%d\n", sku, h / 7 % 40 + 1,
            h / 300 % 90 + 1, STOCK_QTY);
}

static bool is_stock_code(const char *code)
{
    size_t digits = strspn(code, "0123456789");
    return (digits == 5 && strlen(code) <= 8) ||
           strncmp(code, "DCGS", 4) == 0;
}

static void put_retail(struct sample *s, const struct csv_row *row)
{
    for (int i = 0; i < 8; i++) {
        if (i)
            putc(',', s->orders);
        put_quoted(s->orders, row->field[i]);
    }
    putc('\n', s->orders);
}

// Cancelled invoices and non-stock lines stay in the file that is imported,
// so that the import has them to report.
static bool on_retail(void *arg, const struct csv_row *row)
{
    struct sample *s = arg;
    if (row->line == 1) {
        fputs("InvoiceNo,StockCode,Description,Quantity,InvoiceDate,"
              "UnitPrice,CustomerID,Country\n",
              s->orders);
        return true;
    }
    bool is_order = row->field[0][0] != 'C' && row->field[3][0] != '-' &&
                    is_stock_code(row->field[1]);
    if (is_order && strcmp(s->invoice, row->field[0]) != 0) {
        if (s->orders_done == s->orders_wanted)
            return false;
        s->orders_done++;
        snprintf(s->invoice, sizeof s->invoice, "%s", row->field[0]);
    }
    if (is_order)
        add_item(s, row->field[1], row->field[2]);
    put_retail(s, row);
    return true;
}

static const char *const NAMES[] = {
    "Enamel mug, red, 350 ml",  "Enamel mug, blue, 350 ml",
    "Tin for tea, green",       "Tea lights, box of 12",
    "Storm lantern, small",     "Notebook, squared, A5",
    "Cotton bag, natural",      "Jug, stoneware, 1 litre",
    "Bread knife, beech",       "Linen towel, striped",
    "Candle holder, brass",     "Picnic rug, wool",
};

static const char *const CUSTOMERS[] = {
    "Zo\xC3\xAB M\xC3\xBCller",
    "Jo\xC3\xA3o Concei\xC3\xA7\xC3\xA3o",
    "\xC5\x81ukasz W\xC3\xB3jcik",
    "\xCE\x95\xCE\xBB\xCE\xAD\xCE\xBD\xCE\xB7 "
    "\xCE\xA0\xCE\xB1\xCF\x80\xCF\x80\xCE\xAC",
    "Anna Virtanen",
    "\xD0\x98\xD0\xB2\xD0\xB0\xD0\xBD \xD0\x9F\xD0\xB5\xD1\x82\xD1\x80"
    "\xD0\xBE\xD0\xB2",
};

static uint32_t next_random(uint64_t *state)
{
    *state = *state * 6364136223846793005u + 1442695040888963407u;
    return (uint32_t)(*state >> 33);
}

// Some parcels cross a border of customs.
static const struct town {
    const char *street, *city, *country;
} TOWNS[] = {{"Rua da Prata", "1100-052 Lisboa", "Portugal"},
             {"Marktgasse", "3011 Bern", "Switzerland"}};
enum { ABROAD_EVERY = 4 };

static void make_shop(struct sample *s, uint64_t seed)
{
    char sku[16];
    int kinds = (int)(sizeof NAMES / sizeof NAMES[0]);
    int people = (int)(sizeof CUSTOMERS / sizeof CUSTOMERS[0]);
    for (int i = 0; i < kinds; i++) {
        snprintf(sku, sizeof sku, "SKU-%03d", i + 1);
        add_item(s, sku, NAMES[i]);
    }
    fputs("channel,order_no,customer,address,country,tote,sku,qty,price\n",
          s->orders);
    for (int64_t n = 0; n < s->orders_wanted; n++) {
        int lines = 1 + (int)(next_random(&seed) % 4);
        int first = (int)(next_random(&seed) % (uint32_t)kinds);
        const struct town *to = &TOWNS[n % ABROAD_EVERY == ABROAD_EVERY - 1];
        for (int i = 0; i < lines; i++)
            fprintf(s->orders,
                    "shop,W-%05lld,\"%s\",\"%s %u\n%s\",%s,T-%05lld,SKU-%03d,"
                    "%u,9.90\n",
                    (long long)n + 1, CUSTOMERS[n % people], to->street,
                    (unsigned)(n % 200 + 1), to->city, to->country,
                    (long long)n + 1, (first + i) % kinds + 1,
                    1 + next_random(&seed) % 3);
    }
}

int main(int argc, char **argv)
{
    static struct sample s;
    char *chars, why[300];
    size_t len;
    if (argc != 4 && argc != 5) {
        fprintf(stderr, "usage: sample FOLDER ORDERS SEED [RETAIL.csv]\n");
        return 2;
    }
    s.items = create(argv[1], "items.csv");
    s.stock = create(argv[1], "stock.csv");
    s.orders = create(argv[1], "orders.csv");
    s.orders_wanted = atoll(argv[2]);
    fputs("sku,weight_g,codes,name\n", s.items);
    fputs("sku,place,qty\n", s.stock);
    if (argc == 5) {
        if (csv_load_file(argv[4], &chars, &len, why, sizeof why) < 0) {
            fprintf(stderr, "sample: %s\n", why);
            return 1;
        }
        struct csv_reader *r =
            csv_open(chars, len, CSV_COMMAS, on_retail, &s);
        while (r && csv_step(r))
            continue;
        csv_close(r);
        free(chars);
    } else {
        make_shop(&s, (uint64_t)atoll(argv[3]) + 1);
    }
    fclose(s.items);
    fclose(s.stock);
    fclose(s.orders);
    return 0;
}
