// url.h - addresses that people enter, and what an address on the net is.
//
// What is taken is narrow, so that whoever calls it later cannot read it in
// another way: http or https, a name or a plain address, perhaps a port, a
// path. Nobody's name and password stand in it, nothing is relative, and an
// IPv4 address is four decimal numbers, not one of the many other ways to write
// it.
#ifndef BASE_URL_H
#define BASE_URL_H

#include <stdbool.h>
#include <stdint.h>

// NULL for one that may be called, or why not, as a clause without a subject.
// One on this machine or a private network needs may_be_inner. A name says
// nothing of where it leads: the caller looks at the address that it is
// connected to.
const char *url_wrong(const char *url, bool may_be_inner);

// On this machine, on a private, link-local or shared network, or no host's at
// all. bytes as on the wire, 4 or 16 of them.
bool url_is_inner_v4(const uint8_t *bytes);
bool url_is_inner_v6(const uint8_t *bytes);

#endif
