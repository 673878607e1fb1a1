#!/usr/bin/env bash
# Wrong arguments, files and requests: one clear message, nothing changed.
# tests/system/bad_input.sh BIN-FOLDER
set -u
bin=$1
work=$(mktemp -d)
trap 'kill %1 2>/dev/null; rm -rf "$work"' EXIT
failed=0 count=0

expect() { # WORDS STATUS COMMAND...
    local words=$1 status=$2 out rc
    shift 2
    out=$("$@" 2>&1)
    rc=$?
    count=$((count + 1))
    if [ $rc != "$status" ] || ! grep -qF -- "$words" <<<"$out"; then
        echo "NOT OK: $* gave $rc: $out (wanted $status: $words)"
        failed=1
    fi
}

cd "$work"
expect 'usage: tallyman COMMAND' 2 "$bin/tallyman"
expect 'there is no command' 2 "$bin/tallyman" frobnicate
expect 'one DATA, please' 2 "$bin/tallyman" gs1
expect 'wrong check digit' 1 "$bin/tallyman" gs1 0109506000134353
expect 'needs another identifier' 1 "$bin/tallyman" gs1 '(10)A'
expect '{"error":"wrong check digit","at":2}' 1 "$bin/tallyman" gs1 --json 0109506000134353
expect 'no such file' 1 "$bin/tallyman" verify nothing.db
echo 'not a database, not even a small one' >text.db
expect 'file is not a database' 1 "$bin/tallyman" verify text.db
expect 'at least 12 characters' 2 "$bin/tallyman" init c.db --name N --login l </dev/null
expect 'KIND, FILE' 2 "$bin/tallyman" import orders
echo tok >token
expect 'No such file' 1 "$bin/tallyman" import orders --format csv none.csv --central http://127.0.0.1:1 --token-file token
head -c 100 /dev/urandom >bad.xz
expect 'not a whole .xz file' 1 "$bin/tallyman" import orders --format csv bad.xz --central http://127.0.0.1:1 --token-file token
expect '--listen: wants HOST:PORT' 2 "$bin/tallyman-central" --db c.db --listen here
expect 'unable to open' 1 "$bin/tallyman-central" --db /nowhere/c.db --listen 127.0.0.1:0
expect 'No such file' 1 "$bin/tallyman-station" --config none.ini
printf '[station]\nname = b\ndata = b\nspeed = 3\n' >a.ini
expect 'a.ini:4: speed: is not a setting' 1 "$bin/tallyman-station" --config a.ini
printf '[station]\nname = b\ndata = b\n[packing]\ntolernce_mg = 3\n' >g.ini
expect 'g.ini:5: tolernce_mg: is not a setting of this program; tolerance_mg is' 1 "$bin/tallyman-station" --config g.ini
printf '[central]\nrecovery_wait = 3\n' >h.ini
expect 'h.ini:2: recovery_wait: is not a setting of this program; recovery_wait_s is' 1 "$bin/tallyman-central" --db c.db --listen 127.0.0.1:0 --config h.ini
printf '[station]\nname = b\ndata = b\nlease = many\n' >b.ini
expect 'b.ini:4: lease: must be a number from 0 to 8' 1 "$bin/tallyman-station" --config b.ini
printf '[station]\nname = b\ndata = b\nlisten = 0.0.0.0:0\n' >c.ini
expect 'not a loopback address' 1 "$bin/tallyman-station" --config c.ini
printf '[station]\nname = b\ndata = b\nlisten = 127.0.0.1:0\n[device d]\nkind = scale\nat = tcp:1\nspeaks = klingon\n' >d.ini
expect 'does not speak klingon' 1 "$bin/tallyman-station" --config d.ini
printf '[station]\nname = %070d\ndata = b\n' 1 >f.ini
expect 'f.ini:2: name: is longer than 63 characters' 1 "$bin/tallyman-station" --config f.ini
printf '[central]\nsscc_prefix = 12345678901234567\n' >g.ini
expect 'g.ini:2: sscc_prefix: is longer than 15 characters' 1 "$bin/tallyman-central" --db c.db --listen 127.0.0.1:0 --config g.ini
sed 's/klingon/toledo-8217/' d.ini >e.ini
expect 'sends no unit: say unit = kg or lb' 1 "$bin/tallyman-station" --config e.ini

echo 'correct horse battery' | "$bin/tallyman" init c.db --name N --login l --token t --scope manager --station s >tokens
token=$(awk '/program/ {print $4}' tokens)
station=$(awk '/station/ {print $4}' tokens)
expect 'is set up already' 1 bash -c "echo 'correct horse battery' | '$bin/tallyman' init c.db --name N --login l"
"$bin/tallyman-central" --db c.db --listen 127.0.0.1:0 >central.log 2>&1 &
for _ in $(seq 100); do grep -q listens central.log && break; sleep 0.1; done
url=$(grep -o 'http://[0-9.:]*' central.log | head -n 1)
port=${url##*:}
expect 'cannot listen on' 1 "$bin/tallyman-central" --db c2.db --listen "127.0.0.1:$port"

ask() { curl -s -m 10 -H "Authorization: Bearer $token" "$@"; }
code() { ask -o /dev/null -w '%{http_code}' "$@"; }
json=(-H 'Content-Type: application/json')
expect 401 0 curl -s -o /dev/null -w '%{http_code}' "$url/api/v1/orders"
expect 401 0 curl -s -o /dev/null -w '%{http_code}' -H 'Authorization: Bearer nonsense' "$url/api/v1/orders"
expect 404 0 code "$url/api/v1/nothing"
expect 405 0 code -X DELETE "$url/api/v1/orders"
expect 415 0 code -X POST -d '{}' "$url/api/v1/boxes"
expect 'line 1, column' 0 ask -X POST "${json[@]}" -d '{"a":' "$url/api/v1/boxes"
expect 'code: is missing' 0 ask -X POST "${json[@]}" -d '{}' "$url/api/v1/boxes"
expect 'tare_mg: must be a whole number' 0 ask -X POST "${json[@]}" -d '{"code":"B","name":"B","tare_mg":"x"}' "$url/api/v1/boxes"
expect 'kind is items' 0 ask -X POST --data-binary 'x' "$url/api/v1/import?kind=cats&format=csv"
expect 'column \"colour\" is not known' 0 ask -X POST --data-binary $'sku,colour\n1,2\n' "$url/api/v1/import?kind=items&format=csv"
expect 'a quote is opened and never closed' 0 ask -X POST --data-binary $'sku,name\n1,"2\n' "$url/api/v1/import?kind=items&format=csv"
expect '"line":3,"why":"name is missing"' 0 ask -X POST --data-binary $'sku,name\nA,Aha\nB,\n' "$url/api/v1/import?kind=items&format=csv&preview=1"
expect '"items":[]' 0 ask "$url/api/v1/items"
printf 'sku,name\nNU\0L,Cut\n' >nul.csv
expect '"line":2,"why":"not UTF-8, with a NUL inside' 0 ask -X POST --data-binary @nul.csv "$url/api/v1/import?kind=items&format=csv"
expect '"items":[]' 0 ask "$url/api/v1/items"
expect 'orders: must be a list' 0 ask -X POST "${json[@]}" -d '{"orders":7}' "$url/api/v1/orders"
expect '"new":1' 0 ask -X POST --data-binary $'sku,name\nA,Aha\n' "$url/api/v1/import?kind=items&format=csv"
expect '"same":1' 0 ask -X POST --data-binary $'sku,name\nA,Aha\n' "$url/api/v1/import?kind=items&format=csv"
head -c 2000000 /dev/zero >big
expect 413 0 code -X POST "${json[@]}" --data-binary @big "$url/api/v1/boxes"
event() { curl -s -H "Authorization: Bearer $station" "${said[@]}" "$@" "$url/api/v1/station/events"; }
said=()
expect 'Say hello first' 0 event --data-binary ''
id=00000000000000a1
hello="{\"run\":\"$id\",\"journal_id\":\"$id\",\"begins\":true,\"tip_seq\":0,\"acked_seq\":0}"
welcome=$(curl -s -H "Authorization: Bearer $station" "${json[@]}" -d "$hello" "$url/api/v1/station/hello")
said=(-H "X-Station-Journal: $id" -H "X-Station-Run: $id"
    -H "X-Central-Incarnation: $(grep -o '"incarnation":"[0-9a-f]*' <<<"$welcome" | cut -d'"' -f4)")
expect 'does not follow' 0 event --data-binary $'5\t1\tscan\t0\t0\t0\t\t{}\t0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef\n'
expect 'the last line is not whole' 0 event --data-binary 'half'
expect "default-src 'self'" 0 curl -s -D - -o /dev/null "$url/"
expect 'Not from here' 0 curl -s -X POST "${json[@]}" -H 'Origin: http://evil.example' -d '{"login":"l","password":"correct horse battery"}' "$url/api/v1/session"
for _ in 1 2 3 4 5 6; do
    curl -s -o /dev/null -X POST "${json[@]}" -H "Origin: $url" -d '{"login":"l","password":"wrong password"}' "$url/api/v1/session"
done
expect '"role":"manager"' 0 curl -s -X POST "${json[@]}" -H "Origin: $url" -d '{"login":"l","password":"correct horse battery"}' "$url/api/v1/session"

# Raw bytes that are no HTTP, and a client that never finishes: central lives.
exec 3<>"/dev/tcp/127.0.0.1/$port" && printf 'GARBAGE\r\n\r\n' >&3
exec 4<>"/dev/tcp/127.0.0.1/$port" && printf 'GET / HTTP/1.1\r\nHost: localhost\r\nX-Slow: ' >&4
expect '"status":"ok"' 0 curl -s "$url/health"
# The one that never finishes is dropped: its end is read within the deadline.
expect '' 0 timeout 20 cat <&4

echo "$count passed, $failed failed"
exit $failed
