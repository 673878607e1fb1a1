#!/usr/bin/env bash
# How each program is called: --help and --version answer on standard output
# and end well, a wrong option is named; bash completes what --help says.
#
#     tests/system/called.sh BIN
set -u
bin=$1
bad=0
fail() {
    echo "FAIL: $1"
    bad=1
}
says() { # STATUS STREAM PATTERN PROGRAM WORD...
    local want=$1 stream=$2 pattern=$3 out err status
    shift 3
    out=$("$@" 2>"$work/err" </dev/null)
    status=$?
    err=$(cat "$work/err")
    [ "$status" = "$want" ] || fail "${*##*/}: ended with $status, not $want"
    [[ ${!stream} =~ $pattern ]] || fail "${*##*/}: no '$pattern' in: ${!stream}"
}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

for program in tallyman tallyman-central tallyman-station tallyman-camera \
    tallyman-hand tallyman-day; do
    says 0 out 'usage: ' "$bin/$program" --help
    says 0 out 'README\.md' "$bin/$program" --help
    says 0 out "^$program [0-9]+\.[0-9]+" "$bin/$program" --version
    says 2 err '--wrong' "$bin/$program" --wrong
    says 2 err 'usage: ' "$bin/$program" --wrong
done
for command in init import gs1 verify replay backup restore completion; do
    says 0 out "usage: tallyman $command" "$bin/tallyman" "$command" --help
done
says 2 err '^tallyman import: --fromat: is no option' \
    "$bin/tallyman" import items --fromat csv x
says 2 err '^tallyman init: --scope: must be read, orders' \
    "$bin/tallyman" init x --scope all
says 2 err '^tallyman gs1: --jsno: is no option' "$bin/tallyman" gs1 --jsno 01
says 2 err '^tallyman replay: x: is no number' \
    "$bin/tallyman" replay f --shipment x

complete_it() { # WORD...: what Tab offers for the last word
    bash -c 'eval "$("$1" completion)"
        shift
        COMP_WORDS=("$@")
        COMP_CWORD=$(($# - 1))
        _tallyman
        echo "${COMPREPLY[*]}"' - "$bin/tallyman" "$@"
}
[ "$(complete_it tallyman imp)" = import ] || fail 'a command is completed'
[ "$(complete_it tallyman init --scope '')" = 'read orders floor manager' ] ||
    fail 'the values of an option are offered'
[[ $(complete_it tallyman import --tok) == *--token-file* ]] ||
    fail 'an option is completed'
exit $bad
