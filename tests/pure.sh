#!/usr/bin/env bash
# The pure libraries may ask for nothing but memory functions, must_fail and
# each other. tests/pure.sh BUILD-FOLDER (a build without sanitizers)
set -u
libraries="$1/shared/libtallyman_shared.a $1/station/libtallyman_domain.a
$1/station/libtallyman_layout.a"
# The handheld's core may ask for its board and its reader as well, through
# the two headers of firmware/hal.
libraries="$libraries $1/firmware/libhand_core.a"
for library in $libraries; do
    [ -f "$library" ] || { echo "pure: $library is not built"; exit 1; }
done
own=$(nm --defined-only $libraries 2>/dev/null | awk 'NF == 3 {print $3}' | sort -u)
bad=$(nm -u $libraries 2>/dev/null | awk '$1 == "U" {print $2}' | sort -u |
    grep -vxF "$own" |
    grep -vE '^(hal|reader)_' |
    grep -vxE 'must_fail|mem(cpy|cmp|set|move|chr)|str(len|cmp|ncmp|chr|cspn|spn)|__stack_chk_fail|_GLOBAL_OFFSET_TABLE_')
if [ -n "$bad" ]; then
    printf 'shared, domain and the core of the handheld must be pure, but use:\n%s\n' "$bad"
    exit 1
fi
echo 'pure: only memory functions'
