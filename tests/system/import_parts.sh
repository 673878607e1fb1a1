#!/usr/bin/env bash
# A large file of one channel goes up in parts that never cut an order, and a
# second time changes nothing. tests/system/import_parts.sh BIN-FOLDER
set -euo pipefail
bin=$1
folder=$(mktemp -d)
trap 'kill "$pid" 2>/dev/null || true; rm -rf "$folder"' EXIT
cd "$folder"
echo 'correct horse battery' | "$bin/tallyman" init c.db --name S --login m \
    --token day >tokens
awk '/^program/ {printf "%s", $4}' tokens >token
"$bin/tallyman-central" --db c.db --listen 127.0.0.1:0 >log 2>&1 </dev/null &
pid=$!
for _ in $(seq 100); do
    grep -q 'listens on' log && break
    sleep 0.1
done
url=$(sed -n 's|.*listens on \(http://[^/]*\)/.*|\1|p' log)

send() {
    "$bin/tallyman" import "$1" --format csv "$2" --central "$url" \
        --token-file token | tail -n 1
}
expect() {
    [ "$1" = "$2" ] || { echo "expected \"$2\", got \"$1\""; exit 1; }
}

printf 'sku,name\nA,a\nB,b\n' >items.csv
printf 'sku,place,qty\nA,P,100000\nB,P,100000\n' >stock.csv
{
    echo 'channel,order_no,customer,name,address,country,sku,qty,price'
    for n in $(seq 2500); do
        for sku in A B; do
            printf 'shop,N-%d,"A ""buyer""",Ana,"Rua 1\nPorta %d",PT,%s,1,9.90\n' \
                "$n" "$n" "$sku"
        done
    done
} >orders.csv
expect "$(send items items.csv)" '2 new, 0 changed, 0 as before, 0 lines refused'
expect "$(send stock stock.csv)" '2 new, 0 changed, 0 as before, 0 lines refused'
expect "$(send orders orders.csv)" \
    '2500 new, 0 changed, 0 as before, 0 lines refused'
expect "$(send orders orders.csv)" \
    '0 new, 0 changed, 2500 as before, 0 lines refused'
kill "$pid"
wait "$pid"
"$bin/tallyman" verify c.db
