#include "station/domain/pack/slip.h"

#include <string.h>

static const struct slip_words EN = {
    "Packing slip", "Page", "Order", "Ordered", "Parcel", "Qty", "Item",
    "Short", "To return something, put this page into the parcel.", " of ",
    "Lot", "Serial", "more"};
static const struct slip_words PT = {
    "Lista de embalagem", "Página", "Pedido", "Pedido em", "Volume", "Qtd.",
    "Item", "Falta", "Para devolver algo, ponha esta página no volume.",
    " de ", "Lote", "Série", "mais"};
static const struct slip_words ES = {
    "Lista de embalaje", "Página", "Pedido", "Pedido el", "Bulto", "Cant.",
    "Artículo", "Falta", "Para devolver algo, ponga esta hoja en el bulto.",
    " de ", "Lote", "Serie", "más"};

const struct slip_words *slip_words(const char *language)
{
    if (strcmp(language, "pt") == 0)
        return &PT;
    return strcmp(language, "es") == 0 ? &ES : &EN;
}

static bool is_one_of(const char *country, const char *list)
{
    for (; *list; list += 3)
        if (strncmp(list, country, 2) == 0)
            return true;
    return false;
}

const char *slip_language(const char *country)
{
    if (is_one_of(country, "PT BR AO MZ CV GW ST TL "))
        return "pt";
    return is_one_of(country, "ES MX AR CO CL PE EC GT CU BO DO HN PY SV NI CR "
                              "PA UY VE PR GQ ")
               ? "es"
               : "en";
}
