#!/usr/bin/env bash
# The rules of the house that a machine can read. Prints each breach.
set -u
cd "$1"
bad=0
complain() {
    [ -n "$2" ] || return 0
    printf '%s\n%s\n' "$1" "$2"
    bad=1
}
files=$(git ls-files --cached --others --exclude-standard)
code=$(printf '%s\n' "$files" | grep -E '\.(c|h)$')
text=$(printf '%s\n' "$files" | grep -E '\.(c|h|sql|js|mjs|css|html|sh|txt|md|json)$' | grep -v package-lock)

complain 'Lines over 80 columns:' "$(awk 'length > 80 && !/http/ {print FILENAME ":" FNR}' $code)"
complain 'Tabs or trailing blanks:' "$(grep -nP '\t| +$' $code)"
complain 'Files over 600 lines:' "$(wc -l $code | awk '$2 != "total" && $1 > 600 {print $2, $1}')"
complain 'Calls that the house bans:' "$(printf '%s\n' "$code" | grep -vE '^(tools|tests)/' |
    xargs grep -nE '\b(strcpy|strcat|sprintf|strncpy|strtok|atoi|atol|gets|alloca|strdup)\(|#include <assert\.h>' |
    grep -v 'base/.*http_call_now' | grep -v 'http/client.c')"
complain 'Words for later:' "$(grep -nE '\b(TODO|FIXME|XXX|HACK)\b' $code)"
complain 'Clocks or chance in SQL:' "$(grep -nE "CURRENT_TIMESTAMP|datetime\('now|random\(\)" $(printf '%s\n' "$files" | grep -E '^station/store/'))"
complain 'Machine paths:' "$(grep -nE '/(work|farm|root)/' $text)"
complain 'Functions over 70 lines:' "$(awk '
    FNR == 1 { start = 0 }
    /^\{/ { start = FNR }
    /^\}/ && start { if (FNR - start - 1 > 70) print FILENAME ":" start, FNR - start - 1; start = 0 }' $code)"

# Who may include whom (folder: what it may include besides itself).
allowed() {
    case $1 in
    shared) echo '^shared/' ;;
    station/base) echo '^(shared|station/base)/' ;;
    station/domain) echo '^(shared|station/domain)/' ;;
    station/record) echo '^(shared|station/(base|domain|record))/' ;;
    station/store) echo '^(shared|station/(base|domain|record|store))/' ;;
    station/devices) echo '^(shared|station/base|station/domain|station/devices)/' ;;
    station/label) echo '^(shared|station/base|station/domain|station/label)/' ;;
    station/http) echo '^(shared|station/base|station/http)/' ;;
    station/bench) echo '^(shared|station/(base|domain|record|store|devices|label|http|bench))/' ;;
    station/central) echo '^(shared|station/(base|domain|record|store|label|http|central))/' ;;
    station/camera) echo '^(shared|station/camera|firmware/vendor)/' ;;
    firmware/core) echo '^(shared|firmware/(core|hal))/' ;;
    firmware/hal) echo '^(shared|firmware/hal)/' ;;
    firmware/vendor) echo '^(shared|firmware/(hal|vendor))/' ;;
    firmware/boards/posix) echo '^(shared|firmware/(hal|core|boards/posix))/' ;;
    firmware/boards/pico) echo '^(shared|firmware/(hal|core|boards/pico))/' ;;
    station/cli) echo '^(shared|station/(base|domain|record|store|http|cli))/' ;;
    esac
}
for folder in shared station/base station/domain station/record station/store station/devices \
    station/label station/http station/bench station/central station/cli station/camera firmware/core firmware/hal \
    firmware/vendor firmware/boards/posix firmware/boards/pico; do
    rule=$(allowed $folder)
    complain "$folder includes what it may not:" "$(printf '%s\n' "$code" | grep "^$folder/" | xargs grep -nE '^#include "' |
        sed -E 's/#include "([^"]*)".*/\1/' | awk -F: -v rule="$rule" '$3 !~ rule')"
done

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
