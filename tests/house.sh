#!/usr/bin/env bash
# The rules of the house that stand in the built objects. Prints each breach.
#
#     tests/house.sh ROOT BUILD
#
# - Nothing that can be written is kept outside a program's main.c, so that
#   two centrals and ten benches can live in one process. What stands for
#   hardware is one per machine, and may be kept where it is driven.
# - A function that others see is called by one of the product's other files;
#   a test is no reason for it. Contracts are called from below.
# - The clocks are read at the bottom and where a program or a command begins
#   (main.c, station/cli); elsewhere time comes in.
# - No file uses a symbol of a folder above it (tests/house/rooms.txt).
set -u
root=$(cd "$1" && pwd)
build=$2
house=$root/tests/house
# One machine has one of each: the chip's registers and what its interrupts
# pass on, the terminal that stands for a handheld, the reader's heap.
hardware='^firmware/(boards/(pico|posix)|boot|vendor)/'
symbols=$("$house/symbols.sh" "$root" "$build")
bad=0
complain() {
    [ -n "$2" ] || return 0
    printf '%s\n%s\n' "$1" "$2"
    bad=1
}
ask() { # PROGRAM-IN-AWK
    printf '%s\n' "$symbols" | awk "$1" | sort -u
}

complain 'Kept outside a main.c, and can be written:' "$(ask '
    $1 != "tools" && $3 ~ /[Ww]/ { print $2, $4 }' |
    grep -vE "/main\.c |$hardware")"

# Rules that stand and are tested, and whose first caller is still to come:
# the check of a declaration and its words, an order over several boxes, the last
# day to send, the word for many parcels, an invoice's key in Brazil.
waiting='customs_check customs_verdict_name carton_spread
tracking_worst tracking_is_s10 promise_latest_ship address_is_nfe_key'
# Called in their own file, and by tests that look at them alone.
inner='promise_utc_ms
address_is_cnpj address_is_cpf'
# A document has a reader and a writer, though one program needs only one.
paired='^station/record/'
# The linker calls these, or a board, or the libraries beneath.
called='^(main|start|fault|must_fail|(hal|reader)_.*)$'
alone=$(echo $waiting $inner | tr ' ' '|')
excused="$called|^($alone)\$"
complain 'Seen by others, and called by none of the product:' "$(ask '
    $1 == "tools" { next }
    $3 == "U" { used[$4] = 1 }
    $3 ~ /[FOW]/ && $2 !~ /^made\// && $4 !~ /'"$excused"'/ {
        file[$4] = $2
    }
    END { for (name in file) if (!(name in used)) print file[name], name }' |
    grep -vE "^firmware/(vendor/glue|boot/boot)\.c|$paired")"

complain 'Excused from that, and gone or called by now:' "$(ask '
    BEGIN { n = split("'"$(echo $waiting $inner)"'", name, " ") }
    $1 == "tools" { next }
    $3 == "U" { used[$4] = 1 }
    $3 == "F" { there[$4] = 1 }
    END {
        for (i = 1; i <= n; i++)
            if (!(name[i] in there) || name[i] in used)
                print name[i]
    }')"

complain 'The clock is read above base:' "$(ask '
    $2 ~ /^station\// && $2 !~ /^station\/(base|cli)\/|\/main\.c$/ && $3 == "U" &&
        $4 ~ /^(clock_(wall|now)_[mu]s|time|gettimeofday|clock_gettime|uv_(now|hrtime))$/ {
        print $2, $4
    }')"

complain 'Calls of what is above:' "$(ask "$(cat "$house/rooms.awk")"'
    BEGIN { rooms_load("'"$house/rooms.txt"'") }
    $1 == "tools" || $2 ~ /^made\// || $4 ~ /'"$called"'/ { next }
    $3 ~ /[FOW]/ { home[$1, $4] = $2 }
    $3 == "U" { asks[$1 " " $2 " " $4] = 1 }
    END {
        for (one in asks) {
            split(one, part, " ")
            to = home[part[1], part[3]]
            if (to != "" && !rooms_allow(part[2], to))
                print part[2], "->", to, part[3]
        }
    }')"
[ -n "$symbols" ] || complain 'Nothing is built in' "$build"
[ $bad = 0 ] && echo 'house: nothing to complain about'
exit $bad
