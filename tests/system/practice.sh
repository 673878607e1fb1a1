#!/usr/bin/env bash
# Practice never touches the bench's own file and marks what it shows.
# tests/system/practice.sh BIN-FOLDER DAY-FOLDER (a day that is over)
set -eu
bin=$1 day=$2
trap 'kill %1 2>/dev/null' EXIT
before=$(sha256sum <"$day/bench-1/bench.db")
printf '[station]\nname = school\ndata = %s/bench-1\nlisten = 127.0.0.1:0\npractice = yes\n' "$day" >"$day/practice.ini"
"$bin/tallyman-station" --config "$day/practice.ini" >"$day/practice.log" 2>&1 &
for _ in $(seq 100); do grep -q listens "$day/practice.log" && break; sleep 0.1; done
url=$(grep -o 'http://[0-9.:]*' "$day/practice.log" | head -n 1)

scan() {
    curl -s -X POST -H 'Content-Type: application/json' -H 'Sec-Fetch-Site: same-origin' \
        -d "{\"code\":\"$1\"}" "$url/bench/scan" >/dev/null
}
expect() {
    local state
    state=$(curl -s "$url/bench/state")
    grep -q -- "$1" <<<"$state" || { echo "NOT OK: wanted $1 in $state"; exit 1; }
}
expect '"practice":true'
scan '!BP0001'
expect '"state":"ready"'
expect '"order_no":"PRACTICE-1"'
scan '%CONT'
expect '"state":"picking"'
sku=$(curl -s "$url/bench/state" | grep -o '"line":{[^}]*"sku":"[^"]*"' | grep -o '[^"]*"$' | tr -d '"')
scan "$sku"
expect '"verdict":"took'
curl -s -X POST -d '{}' "$url/bench/scan" | grep -q 'Not from here'
[ "$(sha256sum <"$day/bench-1/bench.db")" = "$before" ]
echo '7 passed, 0 failed'
