#include "station/record/customs.h"
#include "station/record/tables_internal.h"

static const struct member ADDRESS[] = {
    M_TEXT("name", MEMBER_MAY, address, name),
    M_TEXT("company", MEMBER_MAY, address, company),
    M_TEXT("street", MEMBER_MAY, address, street),
    M_TEXT("district", MEMBER_MAY, address, district),
    M_TEXT("city", MEMBER_MAY, address, city),
    M_TEXT("region", MEMBER_MAY, address, region),
    M_TEXT("postal", MEMBER_MAY, address, postal),
    M_TEXT("country", MEMBER_MAY, address, country),
    M_TEXT("phone", MEMBER_MAY, address, phone),
    M_TEXT("email", MEMBER_MAY, address, email),
    M_TEXT("tax_no", MEMBER_MAY, address, tax_no)};
static const struct table ADDRESS_TABLE = TABLE(ADDRESS);

static const struct member LINE[] = {
    M_INT("item", MEMBER_RARE, customs_line, item_id, 0, INT64_MAX),
    M_TEXT("what", MEMBER_MAY, customs_line, what),
    M_TEXT("hs", MEMBER_MAY, customs_line, hs),
    M_TEXT("origin", MEMBER_MAY, customs_line, origin),
    M_INT32("qty", MEMBER_MUST, customs_line, qty, 0, INT32_MAX, 0),
    M_INT("net_mg", MEMBER_MUST, customs_line, net_mg, 0, RECORD_MG_MAX),
    M_INT("value_minor", MEMBER_MUST, customs_line, value_minor, 0,
          RECORD_MINOR_MAX)};
static const struct table LINE_TABLE = TABLE(LINE);

static const struct member CUSTOMS[] = {
    M_INT32("form", MEMBER_MUST, customs_paper, form, 0, CUSTOMS_INVOICE, 0),
    M_INT32("digits", MEMBER_MUST, customs_paper, money_digits, 0, 4, 0),
    M_INT32("category", MEMBER_MUST, customs_paper, customs.category, 0,
            CUSTOMS_CATEGORY_COUNT - 1, 0),
    M_TEXT("currency", MEMBER_MUST, customs_paper, customs.currency),
    M_TEXT("incoterm", MEMBER_MAY, customs_paper, customs.incoterm),
    M_TEXT("number", MEMBER_MAY, customs_paper, customs.number),
    M_TEXT("seller_no", MEMBER_MAY, customs_paper, customs.seller_no),
    M_TEXT("buyer_no", MEMBER_MAY, customs_paper, customs.buyer_no),
    M_TEXT("ioss", MEMBER_MAY, customs_paper, customs.ioss),
    M_TEXT("date", MEMBER_MAY, customs_paper, customs.date),
    M_PART("from", customs_paper, customs.from, &ADDRESS_TABLE),
    M_PART("to", customs_paper, customs.to, &ADDRESS_TABLE),
    M_TEXT("from_country", MEMBER_RARE, customs_paper, customs.from_country),
    M_TEXT("to_country", MEMBER_RARE, customs_paper, customs.to_country),
    M_INT("gross_mg", MEMBER_MAY, customs_paper, customs.gross_mg, 0,
          RECORD_MG_MAX),
    M_INT("freight_minor", MEMBER_MAY, customs_paper, customs.freight_minor, 0,
          RECORD_MINOR_MAX),
    M_TEXT("tracking", MEMBER_RARE, customs_paper, customs.tracking),
    M_LIST("lines", MEMBER_MUST, customs_paper, customs.line,
           customs.line_count, CUSTOMS_LINES_MAX, &LINE_TABLE)};
const struct table CUSTOMS_TABLE = TABLE(CUSTOMS);
