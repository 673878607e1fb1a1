#include "station/store/central/orders/groups.h"
#include "station/store/engine/query.h"

void groups_save(struct store *st, int64_t order_id, int32_t group_no,
                 const struct order_group *g)
{
    struct query q;
    const char *const text[] = {
        g->to.name,   g->to.company, g->to.street,  g->to.district, g->to.city,
        g->to.region, g->to.postal,  g->to.country, g->to.phone,    g->to.email,
        g->to.tax_no, g->service,    g->note};
    query_begin(&q, st,
                "INSERT INTO ship_group (order_id, group_no, name, company,"
                " street, district, city, region, postal, country, phone,"
                " email, tax_no, service, note, due_ms, x, y, z)"
                " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12,"
                " ?13, ?14, ?15, ?16, ?17, ?18, ?19)"
                " ON CONFLICT (order_id, group_no) DO UPDATE SET name = ?3,"
                " company = ?4, street = ?5, district = ?6, city = ?7,"
                " region = ?8, postal = ?9, country = ?10, phone = ?11,"
                " email = ?12, tax_no = ?13, service = ?14, note = ?15,"
                " due_ms = ?16, x = ?17, y = ?18, z = ?19");
    query_int(&q, 1, order_id);
    query_int(&q, 2, group_no);
    for (int i = 0; i < 13; i++)
        query_text(&q, 3 + i, text[i]);
    query_int(&q, 16, g->due_ms);
    query_int(&q, 17, g->point.x);
    query_int(&q, 18, g->point.y);
    query_int(&q, 19, g->point.z);
    query_write(&q);
}

int32_t groups_split(struct store *st, int64_t order_id, int32_t line_no)
{
    struct query q;
    query_begin(&q, st,
                "INSERT INTO ship_group SELECT order_id, (SELECT"
                " max(n.group_no) + 1 FROM ship_group n"
                " WHERE n.order_id = ?1), name, company, street, district,"
                " city, region, postal, country, phone, email, tax_no,"
                " service, note, due_ms, x, y, z FROM ship_group"
                " WHERE order_id = ?1 AND group_no = (SELECT l.group_no"
                " FROM order_line l WHERE l.order_id = ?1"
                " AND l.line_no = ?2) AND (SELECT count(*) FROM ship_group n"
                " WHERE n.order_id = ?1) < ?3 RETURNING group_no");
    query_int(&q, 1, order_id);
    query_int(&q, 2, line_no);
    query_int(&q, 3, ORDER_GROUPS_MAX);
    int32_t group_no = (int32_t)query_one_int(&q, 0);
    query_begin(&q, st,
                "UPDATE order_line SET group_no = ?3 WHERE order_id = ?1"
                " AND line_no = ?2 AND ?3 > 0");
    query_int(&q, 1, order_id);
    query_int(&q, 2, line_no);
    query_int(&q, 3, group_no);
    query_write(&q);
    return group_no;
}

bool groups_load(struct store *st, int64_t order_id, int32_t group_no,
                 struct order_group *out)
{
    struct query q;
    query_begin(&q, st,
                "SELECT name, company, street, district, city, region, postal,"
                " country, phone, email, tax_no, service, note, due_ms, x, y,"
                " z FROM ship_group WHERE order_id = ?1 AND group_no = ?2");
    query_int(&q, 1, order_id);
    query_int(&q, 2, group_no);
    bool found = query_row(&q) > 0;
    if (found) {
        struct address *a = &out->to;
        query_copy_text(&q, 0, a->name, sizeof a->name);
        query_copy_text(&q, 1, a->company, sizeof a->company);
        query_copy_text(&q, 2, a->street, sizeof a->street);
        query_copy_text(&q, 3, a->district, sizeof a->district);
        query_copy_text(&q, 4, a->city, sizeof a->city);
        query_copy_text(&q, 5, a->region, sizeof a->region);
        query_copy_text(&q, 6, a->postal, sizeof a->postal);
        query_copy_text(&q, 7, a->country, sizeof a->country);
        query_copy_text(&q, 8, a->phone, sizeof a->phone);
        query_copy_text(&q, 9, a->email, sizeof a->email);
        query_copy_text(&q, 10, a->tax_no, sizeof a->tax_no);
        query_copy_text(&q, 11, out->service, sizeof out->service);
        query_copy_text(&q, 12, out->note, sizeof out->note);
        out->due_ms = query_get_int(&q, 13);
        out->point = (struct geo_point){(int32_t)query_get_int(&q, 14),
                                        (int32_t)query_get_int(&q, 15),
                                        (int32_t)query_get_int(&q, 16)};
    }
    query_end(&q);
    return found;
}
