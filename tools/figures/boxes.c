// Boxes for real orders: how many, how fast, and never more than expected.
//
// BOXES_DIR names a folder with items.csv (order, quantity, item, width,
// length, depth in mm, weight in g), boxes.csv and expected.csv, such as the
// test data of dvdoug/BoxPacker. Without it there is nothing to measure.
#include "station/domain/ship/carton.h"
#include "tools/figures/measure.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { ORDERS_MAX = 8192, FIELDS_MAX = 12, LINE_MAX_LEN = 600, BEST = 4547 };

static int to_int(const char *text)
{
    return (int)strtol(text, NULL, 10);
}

struct order {
    char name[40];
    int first, count;       // items
    int expected;
};

static struct order order[ORDERS_MAX];
static struct carton_item item[400000];
static struct carton_box box[CARTON_BOXES_MAX];
static int order_count, item_count, box_count;

// Cuts a line at commas outside quotes; returns how many fields.
static int cut(char *line, char *field[FIELDS_MAX])
{
    int count = 0;
    bool quoted = false;
    field[count++] = line;
    for (char *at = line; *at; at++) {
        if (*at == '"')
            quoted = !quoted;
        if (*at == '\n' || *at == '\r')
            *at = 0;
        if (*at == ',' && !quoted && count < FIELDS_MAX) {
            *at = 0;
            field[count++] = at + 1;
        }
    }
    return count;
}

static struct order *find(const char *name, bool may_add)
{
    if (order_count && strcmp(order[order_count - 1].name, name) == 0)
        return &order[order_count - 1];
    for (int i = 0; i < order_count; i++)
        if (strcmp(order[i].name, name) == 0)
            return &order[i];
    if (!may_add || order_count == ORDERS_MAX)
        return NULL;
    struct order *o = &order[order_count++];
    snprintf(o->name, sizeof o->name, "%s", name);
    o->first = item_count;
    return o;
}

static void take_item(char **f, int count)
{
    struct order *o = count >= 7 ? find(f[0], true) : NULL;
    int qty = o ? to_int(f[1]) : 0;
    for (int i = 0; i < qty && item_count < 400000; i++) {
        item[item_count++] = (struct carton_item){
            .side_mm = {to_int(f[3]), to_int(f[4]), to_int(f[5])},
            .weight_mg = (int64_t)to_int(f[6]) * 1000};
        o->count++;
    }
}

// Name, outer width, length, depth, empty weight, inner width, length, depth,
// most weight.
static void take_box(char **f, int count)
{
    if (count >= 9 && box_count < CARTON_BOXES_MAX) {
        struct carton_box *b = &box[box_count++];
        *b = (struct carton_box){
            .inner_mm = {to_int(f[5]), to_int(f[6]), to_int(f[7])},
            .tare_mg = (int64_t)to_int(f[4]) * 1000};
        b->max_mg = (int64_t)to_int(f[8]) * 1000 - b->tare_mg;
        b->cost_minor = (int64_t)b->inner_mm[0] * b->inner_mm[1] *
                        b->inner_mm[2] / 1000;
    }
}

// Order, then boxes, spread of weight and fill, laid flat and in three
// dimensions.
static void take_expected(char **f, int count)
{
    struct order *o = count >= 7 ? find(f[0], false) : NULL;
    if (o)
        o->expected = to_int(f[4]);
}

static bool read_file(const char *folder, const char *name,
                      void (*take)(char **, int))
{
    char path[500], line[LINE_MAX_LEN], *field[FIELDS_MAX];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    FILE *file = fopen(path, "re");
    if (!file) {
        perror(path);
        return false;
    }
    while (fgets(line, sizeof line, file))
        take(field, cut(line, field));
    fclose(file);
    return true;
}

int measure_boxes(const struct measure *m)
{
    static struct carton c;
    static int32_t box_of[CARTON_ITEMS_MAX], kind_of[CARTON_ITEMS_MAX];
    static double us[ORDERS_MAX];
    const char *folder = getenv("BOXES_DIR");
    int total = 0, expected = 0, worse = 0;
    (void)m;
    if (!folder)
        return 0;
    if (!read_file(folder, "boxes.csv", take_box) ||
        !read_file(folder, "items.csv", take_item) ||
        !read_file(folder, "expected.csv", take_expected))
        return 1;
    double start = measure_now_us();
    for (int i = 0; i < order_count; i++) {
        double from = measure_now_us();
        int32_t n = carton_spread(&c, box, box_count, item + order[i].first,
                                  order[i].count, box_of, kind_of,
                                  CARTON_ITEMS_MAX);
        us[i] = measure_now_us() - from;
        total += n;
        expected += order[i].expected;
        worse += n > order[i].expected;
    }
    double all_us = measure_now_us() - start;
    measure_print("boxes_used", total, "boxes", BEST);
    measure_print("boxes_expected_by_another_packer", total, "boxes",
                  expected);
    measure_print("boxes_orders_worse_than_expected", worse, "orders", 1);
    measure_print("boxes_mean", all_us / order_count / 1000, "ms", 1);
    measure_print("boxes_p99", measure_percentile(us, order_count, 99) / 1000,
                  "ms", 1);
    return 0;
}
