#include "station/store/central/orders/groups.h"
#include "station/store/engine/columns.h"

static const struct column GROUP[] = {
    C_TEXT(order_group, to.name),     C_TEXT(order_group, to.company),
    C_TEXT(order_group, to.street),   C_TEXT(order_group, to.district),
    C_TEXT(order_group, to.city),     C_TEXT(order_group, to.region),
    C_TEXT(order_group, to.postal),   C_TEXT(order_group, to.country),
    C_TEXT(order_group, to.phone),    C_TEXT(order_group, to.email),
    C_TEXT(order_group, to.tax_no),   C_TEXT(order_group, service),
    C_TEXT(order_group, note),        C_INT(order_group, due_ms),
    C_INT32(order_group, point.x),    C_INT32(order_group, point.y),
    C_INT32(order_group, point.z),    C_TEXT(order_group, gift_text)};

void groups_save(struct store *st, int64_t order_id, int32_t group_no,
                 const struct order_group *g)
{
    struct query q;
    query_begin(&q, st,
                "INSERT INTO ship_group (order_id, group_no, name, company,"
                " street, district, city, region, postal, country, phone,"
                " email, tax_no, service, note, due_ms, x, y, z,"
                " gift_text)"
                " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12,"
                " ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20)"
                " ON CONFLICT (order_id, group_no) DO UPDATE SET name = ?3,"
                " company = ?4, street = ?5, district = ?6, city = ?7,"
                " region = ?8, postal = ?9, country = ?10, phone = ?11,"
                " email = ?12, tax_no = ?13, service = ?14, note = ?15,"
                " due_ms = ?16, x = ?17, y = ?18, z = ?19,"
                " gift_text = ?20");
    query_int(&q, 1, order_id);
    query_int(&q, 2, group_no);
    columns_bind(&q, 3, COLUMNS(GROUP), g);
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
                " service, note, due_ms, x, y, z, gift_text FROM ship_group"
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
                " z, gift_text FROM ship_group WHERE order_id = ?1"
                " AND group_no = ?2");
    query_int(&q, 1, order_id);
    query_int(&q, 2, group_no);
    return columns_load(&q, COLUMNS(GROUP), out) == ERR_OK;
}
