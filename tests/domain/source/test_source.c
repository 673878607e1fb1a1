// Which warehouses fill an order: cases, invariants on random batches, and the
// total cost against an exact solver (GLPK, as a program of its own).
#include "station/domain/source/source.h"
#include "tests/test.h"

#include <stdlib.h>
#include <unistd.h>

enum { ORDERS = 400, NEEDS = ORDERS * 5, SKUS = 60, SITES = 12, CASES = 16 };

static struct source_rule rule = {.strategy = SOURCE_LEAST_COST,
                                  .split_minor = 150,
                                  .unmet_minor = 2000,
                                  .use_max = SOURCE_USE_MAX};

struct fixture {
    struct source_batch b;
    int32_t first_need[ORDERS + 1];
    struct source_need need[NEEDS];
    int32_t stock[SKUS * SITES], at_start[SKUS * SITES];
    int32_t take[NEEDS * SOURCE_USE_MAX];
    struct source_plan plan[ORDERS];
    int32_t sku_first[SKUS + 1], sku_order[NEEDS], contended[ORDERS];
    struct source_site site[ORDERS][SITES];
    int32_t placed;
};

static struct fixture f;

static void order_cost(void *arg, int32_t order, struct source_cost *out)
{
    struct fixture *x = arg;
    source_costs(x->site[order], x->b.site_count, x->b.rule, out);
}

// A random batch after the published trials: orders and sites on a square,
// carriage grows with the distance, supply is permille of the demand.
static void make(uint64_t seed, int32_t orders, int32_t skus, int32_t sites,
                 int32_t lines_max, int32_t supply_permille)
{
    int32_t want[SKUS] = {0}, sx[SITES], sy[SITES], handling[SITES];
    memset(&f, 0, sizeof f);
    f.b = (struct source_batch){.order_count = orders,
                                .sku_count = skus,
                                .site_count = sites,
                                .first_need = f.first_need,
                                .need = f.need,
                                .stock = f.stock,
                                .take = f.take,
                                .plan = f.plan,
                                .sku_first = f.sku_first,
                                .sku_order = f.sku_order,
                                .contended = f.contended,
                                .rule = &rule,
                                .cost = order_cost,
                                .arg = &f,
                                .seed = seed};
    for (int32_t s = 0; s < sites; s++) {
        sx[s] = (int32_t)(next_random(&seed) % 1000);
        sy[s] = (int32_t)(next_random(&seed) % 1000);
        handling[s] = 20 + (int32_t)(next_random(&seed) % 21);
    }
    for (int32_t o = 0; o < orders; o++) {
        int32_t n = 1 + (int32_t)(next_random(&seed) % (uint32_t)lines_max);
        int32_t x = (int32_t)(next_random(&seed) % 1000);
        int32_t y = (int32_t)(next_random(&seed) % 1000);
        for (int32_t i = 0; i < n; i++) {
            int32_t sku = (int32_t)(next_random(&seed) % (uint32_t)skus);
            bool known = false;
            for (int32_t k = f.first_need[o]; k < f.b.need_count; k++)
                known = known || f.need[k].sku == sku;
            if (known)
                continue;
            int32_t qty = 1 + (int32_t)(next_random(&seed) % 3);
            f.need[f.b.need_count++] = (struct source_need){sku, qty};
            want[sku] += qty;
        }
        f.first_need[o + 1] = f.b.need_count;
        for (int32_t s = 0; s < sites; s++) {
            int64_t d = abs(sx[s] - x) + abs(sy[s] - y);
            f.site[o][s] = (struct source_site){
                .carriage_minor = 300 + 700 * d / 1000,
                .handling_minor = handling[s],
                .distance_m = d * 1000,
                .priority = s + 1};
        }
    }
    for (int32_t i = 0; i < skus; i++) {
        int32_t supply = want[i] * supply_permille / 1000;
        for (; supply > 0; supply--)
            f.stock[i * sites + (int32_t)(next_random(&seed) %
                                          (uint32_t)sites)]++;
    }
    memcpy(f.at_start, f.stock, sizeof f.stock);
}

// Nothing comes from nowhere, nothing from a closed site, costs add up.
static void check(void)
{
    int32_t left[SKUS * SITES];
    int64_t sum = 0;
    memcpy(left, f.at_start, sizeof left);
    for (int32_t o = 0; o < f.b.order_count; o++) {
        const struct source_plan *p = &f.plan[o];
        int64_t cost = p->site_count > 1
                           ? (p->site_count - 1) * rule.split_minor
                           : 0;
        int64_t used[SOURCE_USE_MAX] = {0};
        int32_t unmet = 0;
        for (int32_t n = f.first_need[o]; n < f.first_need[o + 1]; n++) {
            int32_t got = 0;
            for (int32_t k = 0; k < SOURCE_USE_MAX; k++) {
                int32_t qty = f.take[n * SOURCE_USE_MAX + k];
                assert_true(qty >= 0 && (qty == 0 || k < p->site_count));
                if (k < p->site_count)
                    left[f.need[n].sku * f.b.site_count + p->site[k]] -= qty;
                used[k] += qty;
                got += qty;
            }
            assert_true(got <= f.need[n].qty);
            unmet += f.need[n].qty - got;
        }
        for (int32_t k = 0; k < p->site_count; k++) {
            const struct source_site *s = &f.site[o][p->site[k]];
            assert_int_equal(s->block, SOURCE_FREE);
            assert_true(used[k] > 0);
            cost += s->carriage_minor + used[k] * s->handling_minor;
        }
        assert_int_equal(unmet, p->unmet_qty);
        assert_int_equal(cost + unmet * rule.unmet_minor, p->cost);
        sum += p->cost;
    }
    for (int32_t i = 0; i < f.b.sku_count * f.b.site_count; i++) {
        assert_true(left[i] >= 0);
        assert_int_equal(left[i], f.stock[i]);
    }
    assert_int_equal(sum, f.b.cost_last);
}

static struct source_plan solve_one(const int32_t *stock, int32_t sites,
                                    const struct source_need *need,
                                    int32_t needs,
                                    const struct source_site *site,
                                    const struct source_rule *r,
                                    int32_t *take)
{
    static struct source_cost cost;
    source_costs(site, sites, r, &cost);
    struct source_ask ask = {need, needs, stock, sites, &cost, r};
    return source_order(&ask, take);
}

static void each_strategy_takes_its_own_warehouse(void **state)
{
    // near and dear; far and cheap; in between with priority 1 and old stock
    struct source_site site[3] = {
        {.carriage_minor = 900, .distance_m = 10000, .priority = 3},
        {.carriage_minor = 300, .distance_m = 900000, .priority = 2},
        {.carriage_minor = 500, .distance_m = 400000, .priority = 1,
         .oldest_days = 90}};
    static const int8_t WANT[] = {1, 0, 2, 1, 2};
    const int32_t stock[] = {5, 5, 5};
    struct source_need need = {0, 2};
    int32_t take[SOURCE_USE_MAX];
    (void)state;
    for (int s = 0; s < SOURCE_STRATEGY_COUNT; s++) {
        struct source_rule r = rule;
        r.strategy = (enum source_strategy)s;
        struct source_plan p = solve_one(stock, 3, &need, 1, site, &r, take);
        assert_int_equal(p.site_count, 1);
        assert_int_equal(p.site[0], WANT[s]);
        assert_int_equal(take[0], 2);
    }
}

static void blocked_warehouses_and_whole_orders_are_respected(void **state)
{
    struct source_site site[2] = {
        {.carriage_minor = 100, .block = SOURCE_CLOSED},
        {.carriage_minor = 900}};
    const int32_t stock[] = {9, 2};
    struct source_need need = {0, 3};
    struct source_rule r = rule;
    int32_t take[SOURCE_USE_MAX];
    (void)state;
    struct source_plan p = solve_one(stock, 2, &need, 1, site, &r, take);
    assert_int_equal(p.site[0], 1);
    assert_int_equal(p.unmet_qty, 1);
    r.is_whole = true;
    p = solve_one(stock, 2, &need, 1, site, &r, take);
    assert_int_equal(p.site_count, 0);
    assert_int_equal(p.unmet_qty, 3);
    site[0].block = SOURCE_FREE;
    p = solve_one(stock, 2, &need, 1, site, &r, take);
    assert_int_equal(p.site[0], 0);
    assert_int_equal(p.unmet_qty, 0);
}

static void random_batches_keep_the_books_and_repeat_exactly(void **state)
{
    static struct source_plan first[ORDERS];
    (void)state;
    for (uint64_t seed = 1; seed <= 12; seed++) {
        make(seed, ORDERS, SKUS, SITES, 5, 900 + (int32_t)(seed % 3) * 150);
        for (int32_t o = 0; o < ORDERS; o += 7)
            f.site[o][seed % SITES].block = SOURCE_FORBIDDEN;
        f.b.rounds = 500;
        source_batch(&f.b);
        check();
        assert_true(f.b.cost_last <= f.b.cost_first);
        memcpy(first, f.plan, sizeof first);
        memcpy(f.stock, f.at_start, sizeof f.stock);
        source_batch(&f.b);
        assert_memory_equal(first, f.plan, sizeof first);
    }
}

static void again(void *arg, int32_t order, const struct source_cost *cost,
                  const struct source_plan *plan, const int32_t *take)
{
    static int32_t repeat[5 * SOURCE_USE_MAX];
    struct fixture *x = arg;
    struct source_ask ask = {x->need + x->first_need[order],
                             x->first_need[order + 1] - x->first_need[order],
                             x->stock, x->b.site_count, cost, &rule};
    struct source_plan p = source_order(&ask, repeat);
    assert_memory_equal(&p, plan, sizeof p);
    assert_memory_equal(repeat, take,
                        (size_t)ask.need_count * SOURCE_USE_MAX * 4);
    x->placed++;
}

static void every_decision_follows_from_what_it_saw(void **state)
{
    (void)state;
    make(7, ORDERS, SKUS, SITES, 4, 1100);
    f.b.rounds = 300;
    f.b.placed = again;
    source_batch(&f.b);
    assert_int_equal(f.placed, ORDERS);
}

static void write_model(FILE *out)
{
    int32_t sites = f.b.site_count;
    fprintf(out, "Minimize\n cost:");
    for (int32_t o = 0; o < f.b.order_count; o++) {
        for (int32_t s = 0; s < sites; s++)
            fprintf(out, " + %lld y%d_%d\n",
                    (long long)f.site[o][s].carriage_minor, o, s);
        fprintf(out, " + %lld z%d\n", (long long)rule.split_minor, o);
        for (int32_t n = f.first_need[o]; n < f.first_need[o + 1]; n++) {
            for (int32_t s = 0; s < sites; s++)
                fprintf(out, " + %lld x%d_%d\n",
                        (long long)f.site[o][s].handling_minor, n, s);
            fprintf(out, " + %lld u%d\n", (long long)rule.unmet_minor, n);
        }
    }
    fprintf(out, "Subject To\n");
    for (int32_t o = 0; o < f.b.order_count; o++) {
        for (int32_t n = f.first_need[o]; n < f.first_need[o + 1]; n++) {
            for (int32_t s = 0; s < sites; s++)
                fprintf(out, " + x%d_%d", n, s);
            fprintf(out, " + u%d = %d\n", n, f.need[n].qty);
            for (int32_t s = 0; s < sites; s++) {
                int32_t have = f.at_start[f.need[n].sku * sites + s];
                int32_t most =
                    have < f.need[n].qty ? have : f.need[n].qty;
                fprintf(out, " x%d_%d - %d y%d_%d <= 0\n", n, s, most, o, s);
            }
        }
        for (int32_t s = 0; s < sites; s++)
            fprintf(out, " + y%d_%d", o, s);
        fprintf(out, " - z%d <= 1\n", o);
    }
    for (int32_t i = 0; i < f.b.sku_count; i++)
        for (int32_t s = 0; s < sites; s++) {
            bool any = false;
            for (int32_t n = 0; n < f.b.need_count; n++)
                if (f.need[n].sku == i) {
                    fprintf(out, " + x%d_%d", n, s);
                    any = true;
                }
            if (any)
                fprintf(out, " <= %d\n", f.at_start[i * sites + s]);
        }
    fprintf(out, "Bounds\n");
    for (int32_t o = 0; o < f.b.order_count; o++)
        for (int32_t s = 0; s < sites; s++)
            fprintf(out, " 0 <= y%d_%d <= 1\n", o, s);
    fprintf(out, "General\n");
    for (int32_t o = 0; o < f.b.order_count; o++)
        for (int32_t s = 0; s < sites; s++)
            fprintf(out, " y%d_%d\n", o, s);
    for (int32_t n = 0; n < f.b.need_count; n++)
        for (int32_t s = 0; s < sites; s++)
            fprintf(out, " x%d_%d\n", n, s);
    fprintf(out, "End\n");
}

// The proven optimum, or -1 when the solver ran out of its time.
static int64_t optimum(void)
{
    char folder[] = "/tmp/tallyman-glpk-XXXXXX", path[80], line[300];
    int64_t found = -1;
    bool is_proven = false;
    double cost;
    assert_non_null(mkdtemp(folder));
    snprintf(path, sizeof path, "%s/model.lp", folder);
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    write_model(file);
    fclose(file);
    snprintf(line, sizeof line,
             "cd %s && glpsol --lp model.lp --cuts --tmlim 40 -o out "
             ">/dev/null", folder);
    assert_int_equal(system(line), 0);
    snprintf(path, sizeof path, "%s/out", folder);
    file = fopen(path, "r");
    assert_non_null(file);
    while (fgets(line, sizeof line, file)) {
        if (strstr(line, "INTEGER OPTIMAL"))
            is_proven = true;
        if (sscanf(line, "Objective: cost = %lf", &cost) == 1 && is_proven)
            found = (int64_t)(cost + 0.5);
    }
    fclose(file);
    snprintf(line, sizeof line, "rm -r %s", folder);
    assert_int_equal(system(line), 0);
    return found;
}

// Within 0.5 % of the optimum on average; never below it.
static void the_total_cost_is_close_to_the_optimum(void **state)
{
    double excess = 0, worst = 0, greedy = 0;
    int proven = 0;
    (void)state;
    for (uint64_t seed = 1; seed <= CASES; seed++) {
        make(seed * 101, 12, 6, 4, seed % 2 ? 2 : 4,
             seed % 4 < 2 ? 1600 : 1100);
        int64_t best = optimum();
        f.b.rounds = 200 * f.b.order_count;
        source_batch(&f.b);
        check();
        if (best < 0)
            continue;
        proven++;
        assert_true(f.b.cost_last >= best);
        double over = (double)(f.b.cost_last - best) / (double)best;
        greedy += (double)(f.b.cost_first - best) / (double)best;
        excess += over;
        worst = over > worst ? over : worst;
    }
    print_message("%d of %d cases proven: %.3f %% over the optimum on "
                  "average, worst %.3f %%, without improving %.2f %%\n",
                  proven, CASES, 100 * excess / proven, 100 * worst,
                  100 * greedy / proven);
    assert_true(proven >= CASES * 3 / 4);
    assert_true(excess / proven <= 0.005);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_strategy_takes_its_own_warehouse),
        cmocka_unit_test(blocked_warehouses_and_whole_orders_are_respected),
        cmocka_unit_test(random_batches_keep_the_books_and_repeat_exactly),
        cmocka_unit_test(every_decision_follows_from_what_it_saw),
        cmocka_unit_test(the_total_cost_is_close_to_the_optimum),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
