// routing.h - what a carrier sorts by, large on the label.
//
// Carriers print their own sorting codes, made of where a parcel goes and by
// what service. A rule says how: text with fields in braces,
//
//     {country}  ISO 3166-1 alpha-2       {postal}  as it is compared: capitals
//     {postal:3} its first three          without blanks and hyphens
//     {service}  the service's code       {warehouse}  where it leaves
//
// such as "{country} {postal:2}-{service}". Pure.
#ifndef DOMAIN_SHIP_ROUTING_H
#define DOMAIN_SHIP_ROUTING_H

#include <stdbool.h>
#include <stddef.h>

enum { ROUTING_RULE_MAX = 63, ROUTING_TEXT_MAX = 47 };

struct routing_facts {
    const char *country, *postal, *service, *warehouse;
};

// False when the rule has an unknown field or a brace without its other half.
bool routing_is_rule(const char *rule);

// The text of a label; what is longer than ROUTING_TEXT_MAX is left out whole
// (a code that is cut would sort the parcel to another place). Empty then.
void routing_text(const char *rule, const struct routing_facts *facts,
                  char out[ROUTING_TEXT_MAX + 1]);

#endif
