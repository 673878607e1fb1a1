#!/usr/bin/env bash
# No file calls another in a ring, and no folder does: whoever reads one file
# reads downwards. Made from the symbols of the built objects, data included.
# A room and the folder it lies in count as one, since that is where what all
# rooms need and what wires them stands; their files are looked at all the same.
#
#     tests/circles.sh ROOT BUILD
#
# Calls upwards go through a function pointer that was handed in, or through
# a contract: a header whose functions whoever is above must supply. There
# are two, both of the handheld: its board (hal_, must_fail) and its reader
# (reader_).
set -u
here=$(dirname "$0")
find_rings() { awk -f "$here/house/circles.awk"; }

# What finds no ring where there is one would never fail.
if find_rings >/dev/null <<'RING'
station a/one.c F one_begin
station a/one.c U two_end
station b/two.c F two_end
station b/two.c U one_begin
RING
then
    echo 'circles: a ring was not seen'
    exit 1
fi
symbols=$("$here/house/symbols.sh" "$1" "$2")
[ "$(grep -c ' U ' <<<"$symbols")" -gt 1000 ] || {
    echo "circles: there is nothing built in $2"
    exit 1
}
find_rings <<<"$symbols" && echo 'circles: none'
