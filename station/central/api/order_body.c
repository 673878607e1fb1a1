// An order as programs send it; intake/order_json.h reads it.
#include "station/central/api/api_internal.h"
#include "station/store/central/fields.h"
#include "station/store/central/orders/orders.h"

const char *const API_OUTCOMES[] = {"new", "changed", "same", "refused", NULL};

static const char *const PAYMENTS[] = {"paid",       "authorised", "pending",
                                       "on_account", "refunded",   "failed",
                                       NULL};

#define MINOR API_RANGE(0, FIELD_MINOR_MAX)
#define MOMENT API_RANGE(0, FIELD_MS_MAX)

const struct api_member API_GROUP[] = {
    {API_TEXT("name", "of the person"), API_FITS(address, name)},
    {API_TEXT("company", ""), API_FITS(address, company)},
    {API_TEXT("street", "its lines end with a newline"),
     API_FITS(address, street)},
    {API_TEXT("district", ""), API_FITS(address, district)},
    {API_TEXT("city", ""), API_FITS(address, city)},
    {API_TEXT("region", "ISO 3166-2 without the country"),
     API_FITS(address, region)},
    {API_TEXT("postal", ""), API_FITS(address, postal)},
    {API_TEXT("country", "a code of ISO 3166-1 or an English name"),
     API_MOST(63)},
    {API_TEXT("phone", ""), API_FITS(address, phone)},
    {API_TEXT("email", ""), API_FITS(address, email)},
    {API_TEXT("tax_no", "of the receiver"), API_FITS(address, tax_no)},
    {API_TEXT("service", "wished for; empty for any"),
     API_FITS(order_group, service)},
    {API_TEXT("note", "to the packer"), API_FITS(order_group, note)},
    {API_TEXT("gift_text", "to the receiver, printed on a card"),
     API_FITS(order_group, gift_text)},
    {API_INT("due_ms", "when it must be there"), MOMENT},
    {API_TEXT("latitude", "in degrees"), API_MOST(23)},
    {API_TEXT("longitude", "in degrees"), API_MOST(23)},
    {.name = NULL}};

static const struct api_member LINE[] = {
    {API_TEXT("sku", ""), API_NEEDED, API_FITS(order_line, sku)},
    {API_TEXT("name", "of an item that is not known yet"),
     API_FITS(order_line, name)},
    {API_TEXT("ref", "the channel's name of the line"),
     API_FITS(order_line, channel_line)},
    {API_INT("group", "number of its destination"),
     API_RANGE(1, ORDER_GROUPS_MAX)},
    {API_INT("qty", ""), API_NEEDED, API_RANGE(1, 1000000)},
    {API_INT("price_minor", "of one"), MINOR},
    {API_INT("tax_minor", "of the line"), MINOR},
    {API_INT("discount_minor", "of the line"), MINOR},
    {.name = NULL}};

const struct api_member API_ORDER[] = {
    {API_TEXT("channel", "where it was placed"), API_NEEDED,
     API_FITS(order, channel)},
    {API_TEXT("ref", "the channel's own number; order_no when missing"),
     API_FITS(order, channel_ref)},
    {API_TEXT("order_no", "that people read"), API_NEEDED,
     API_FITS(order, order_no)},
    {API_TEXT("customer", "the first destination's name when missing"),
     API_FITS(order, customer)},
    {API_TEXT("email", ""), API_FITS(order, email)},
    {API_TEXT("currency", "ISO 4217; the site's when missing"),
     API_FITS(order, currency)},
    {API_TEXT("po_number", "of the buyer"),
     API_FITS(order, po_number)},
    {API_TEXT("profile", "by which it is planned; the channel's when missing"),
     API_FITS(order, profile)},
    {API_TEXT("tote", "in which it is picked"), API_FITS(order, tote)},
    {API_TEXT("payment", "paid when missing"), API_WORDS(PAYMENTS)},
    {API_INT("version", "of the channel; an older one is refused"), MINOR},
    {API_INT("placed_ms", ""), MOMENT},
    {API_INT("due_ms", "when it must be there"), MOMENT},
    {API_INT("total_minor", "of the whole order"), MINOR},
    {API_BOOL("is_cancelled", "the channel has cancelled it")},
    {API_BOOL("drafts_items", "unknown items are made, to be completed")},
    {API_TEXT("address", "of the only destination, its lines end with a "
                         "newline; instead of groups"),
     API_FITS(address, street)},
    {API_TEXT("country", "of the only destination; instead of groups"),
     API_MOST(63)},
    {API_LIST("groups", "destinations", API_GROUP),
     API_MOST(ORDER_GROUPS_MAX)},
    {API_LIST("lines", "", LINE), API_NEEDED, API_MOST(PICK_LINES_MAX)},
    {.name = NULL}};
