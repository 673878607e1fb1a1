// What lies in a parcel.
#include "shared/must.h"
#include "station/record/pack.h"
#include "station/record/tables_internal.h"

#include <stdio.h>

enum { QTY_MAX = 100000000 };

static const struct member CONTENT[] = {
    M_INT32("pos", MEMBER_MUST, pack_content, pos, 0, PICK_LINES_MAX, 0),
    M_INT32("qty", MEMBER_MUST, pack_content, qty, 1, QTY_MAX, 0)};
const struct table PACK_CONTENT_TABLE = TABLE(CONTENT);

static const struct member CONTENTS[] = {
    M_TEXT("sscc", MEMBER_MUST, pack_contents, sscc),
    M_INT("net_mg", MEMBER_RARE, pack_contents, net_mg, 0, RECORD_MG_MAX),
    M_LIST("lines", MEMBER_MUST, pack_contents, line, line_count,
           PICK_LINES_MAX, &PACK_CONTENT_TABLE)};
static const struct table CONTENTS_TABLE = TABLE(CONTENTS);

json_t *pack_contents_to_json(const struct pack *p)
{
    struct pack_contents c;
    const struct weigh_rule *w = &p->rule.weigh;
    int64_t net_mg = p->open.weight_mg - w->tare_mg - w->packing_mg;
    // What weighed as the catalogue says, within its tolerance, says no better.
    bool is_news = p->open.weight_mg > 0 && p->open.weighed != V_WEIGHT_OK;
    c.line_count = 0;
    c.net_mg = is_news && net_mg > 0 ? net_mg : 0;
    snprintf(c.sscc, sizeof c.sscc, "%s", p->open.sscc);
    for (int32_t i = 0; i < p->pick.line_count; i++) {
        const struct pick_line *l = &p->pick.line[i];
        int32_t qty = l->qty_done - l->qty_boxed;
        if (!l->is_kit && qty > 0)
            c.line[c.line_count++] = (struct pack_content){i, qty};
    }
    return table_write(&CONTENTS_TABLE, &c);
}

int pack_contents_from_json(const json_t *body, struct pack_contents *out)
{
    return table_read(&CONTENTS_TABLE, body, out, NULL);
}
