// label_sample - one shipping label as ZPL, for the tests that draw it.
//
//     label_sample plain|long|scripts DPI TRACKING SSCC
#include "station/label/layout/label_shipping.h"
#include "station/label/zpl.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void fill(struct label_parcel *p, const char *kind)
{
    const char *to = "Anna Virtanen\nMannerheimintie 5 A 12\n00100 Helsinki\n"
                     "Finland";
    if (strcmp(kind, "long") == 0)
        to = "The Honourable Society of Exceedingly Long Company Names and "
             "Even Longer Department Names Limited Liability Partnership\n"
             "Care of the Receiving Clerk, Building 17, Third Courtyard, "
             "Entrance on the Left behind the Old Mill\n"
             "1234-567 Vila Nova de Famalic\xC3\xA3o\nPortugal";
    if (strcmp(kind, "scripts") == 0)
        to = "\xCE\x95\xCE\xBB\xCE\xAD\xCE\xBD\xCE\xB7 "
             "\xCE\xA0\xCE\xB1\xCF\x80\xCF\x80\xCE\xAC\n"
             "\xD0\x98\xD0\xB2\xD0\xB0\xD0\xBD "
             "\xD0\x9F\xD0\xB5\xD1\x82\xD1\x80\xD0\xBE\xD0\xB2\n"
             "\xC5\x81\xC3\xB3"
             "d\xC5\xBA ^XA~JA_5E\n\xC3\x8Dsland";
    snprintf(p->to, sizeof p->to, "%s", to);
    snprintf(p->from, sizeof p->from,
             "Tallyman Sample Site\nQuay Road 1\nLisboa, Portugal");
    snprintf(p->order_no, sizeof p->order_no, "W-00042");
    snprintf(p->service, sizeof p->service, "Standard");
    snprintf(p->carrier, sizeof p->carrier, "Posti Oy");
    snprintf(p->country, sizeof p->country, "Finland (FI)");
    snprintf(p->routing, sizeof p->routing, "FI 001-EXP");
    snprintf(p->customs, sizeof p->customs, "CN 22");
    p->weight_mg = 3248000;
    p->parcel_no = 1;
    p->parcel_count = 2;
    p->copy_no = strcmp(kind, "long") == 0 ? 2 : 1;
}

int main(int argc, char **argv)
{
    static struct label label;
    static char out[65536];
    struct label_parcel p = {0};
    struct text t;
    if (argc != 5)
        return 2;
    fill(&p, argv[1]);
    snprintf(p.tracking, sizeof p.tracking, "%s", argv[3]);
    snprintf(p.sscc, sizeof p.sscc, "%s", argv[4]);
    if (!label_shipping(&label, &p))
        return 1;
    text_init(&t, out, sizeof out);
    zpl_label(&label, atoi(argv[2]), &t);
    fputs(out, stdout);
    return t.full;
}
