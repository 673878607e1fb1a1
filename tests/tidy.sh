#!/usr/bin/env bash
# The rules of the house that stand in the text. Prints each breach.
#
#     tests/tidy.sh ROOT
#
# tests/house.sh and tests/circles.sh read the built objects instead.
set -u
cd "$1"
house=tests/house
bad=0
complain() {
    [ -n "$2" ] || return 0
    printf '%s\n%s\n' "$1" "$2"
    bad=1
}
files=$(git ls-files --cached --others --exclude-standard | while read -r file; do
    [ ! -f "$file" ] || echo "$file"
done)
code=$(printf '%s\n' "$files" | grep -E '\.(c|h)$')
text=$(printf '%s\n' "$files" | grep -E '\.(c|h|sql|js|mjs|css|html|sh|txt|md|json)$' | grep -v package-lock)
store=$(printf '%s\n' "$files" | grep -E '^station/store/')

complain 'Lines over 80 columns:' "$(awk 'length > 80 && !/http/ {print FILENAME ":" FNR}' $code)"
complain 'Tabs or trailing blanks:' "$(grep -nP '\t| +$' $code)"
complain 'Calls that the house bans:' "$(printf '%s\n' "$code" | grep -vE '^(tools|tests)/' |
    xargs grep -nE '\b(strcpy|strcat|sprintf|strncpy|strtok|atoi|atol|gets|alloca|strdup)\(|#include <assert\.h>' |
    grep -v 'http/client.c')"
complain 'Words for later:' "$(grep -nE '\b(TODO|FIXME|XXX|HACK)\b' $code)"
complain 'Clocks or chance in SQL:' "$(grep -nE "CURRENT_TIMESTAMP|datetime\('now|random\(\)" $store)"
complain 'Machine paths:' "$(grep -nE '/(work|farm|root)/' $text)"

# Files of 500 lines, functions of 60, half of them within 10, and folders of
# 18 sources: what a reader holds.
complain 'Too long:' "$(awk -f $house/sizes.awk $code)"
complain 'Folders with more than 18 sources:' "$(printf '%s\n' "$code" | grep '\.c$' |
    sed 's|/[^/]*$||' | sort | uniq -c | awk '$1 > 18 {print $2, $1}')"

# The header is the manual: it opens with its name and what it is for, and
# names nothing that is gone.
headers=$(printf '%s\n' "$code" | grep '\.h$')
complain 'Headers that do not open with "// name.h - ":' "$(for header in $headers; do
    head -1 "$header" | grep -qF "// ${header##*/} - " || echo "$header"; done)"
complain 'Folders whose main header is not in tests/house/folders.txt, or not there:' "$({
    printf '%s\n' "$headers" | grep -vE '^(tests|firmware/vendor/include)/' | sed 's|/[^/]*$||' | sort -u
    grep -v '^#' $house/folders.txt | while read -r folder header; do
        [ ! -f "$folder/$header" ] || echo "$folder"
    done
} | sort | uniq -u)"
complain 'Headers that name what does not exist:' "$(awk -f $house/names.awk \
    $(printf '%s\n' "$files" | grep -E '\.(c|h|sql|S|js|mjs|sh)$') pass=2 $headers)"

complain 'Pages of text that name what does not exist:' "$(printf '%s\n' "$files" |
    grep '\.md$' | xargs grep -noE '`(shared|firmware|station|tools|tests)/[A-Za-z0-9_./-]*' |
    awk -F: '{ path = $3; sub(/^`/, "", path); print $1 ":" $2, path }' |
    while read -r at path; do [ -e "$path" ] || echo "$at $path"; done)"

# Who may include whom.
complain 'Includes of what is not below:' "$(printf '%s\n' "$code" |
    xargs grep -E '^#include "' /dev/null | awk -F: "$(cat $house/rooms.awk)"'
    BEGIN { rooms_load("tests/house/rooms.txt") }
    { split($2, part, "\"") }
    !rooms_allow($1, part[2]) { print $1, part[2] }')"

# Each library's header in exactly one folder.
while read -r header folder; do
    complain "<$header> outside $folder:" "$(grep -lE "^#include <$header>" $code | grep -vE "^($folder|tests|tools)/")"
done <<'LIST'
uv.h station/base
jansson.h station/base
sodium.h station/base
csv.h station/base
lzma.h station/base
ini.h station/base
sqlite3.h station/store/engine
microhttpd.h station/http
curl/curl.h station/http
libusb.h station/devices
libserialport.h station/devices
cairo-pdf.h station/label
pango/pangocairo.h station/label
zint.h (station/label|firmware/boards/posix)
fontconfig/fontconfig.h station/label
png.h firmware/boards/posix
seccomp.h station/camera
LIST
# zbar serves two machines: the station and, under a seam, the handheld.
complain '<zbar.h> elsewhere:' "$(grep -lE '^#include <zbar.h>' $code | grep -vE '^(station/camera|firmware/vendor|tests|tools)/')"
[ $bad = 0 ] && echo 'tidy: nothing to complain about'
exit $bad
