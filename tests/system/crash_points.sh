#!/usr/bin/env bash
# The real programs, killed just before a touch of the disk while they bring a
# file up a version, copy it or put it back; then started again. The store's own
# test (tests/store/test_crash.c) tries every point; here some stand for all.
#
#     tests/system/crash_points.sh BIN-FOLDER PRELOADS STORE-FOLDER
set -u
bin=$1 preloads=$2 store=$3
work=$(mktemp -d)
trap 'kill $(jobs -p) 2>/dev/null; rm -rf "$work"' EXIT
failed=0 points=0
export ASAN_OPTIONS=detect_leaks=0
cd "$work"

say() {
    echo "NOT OK: $*"
    failed=1
}

word() { # FILE
    python3 -c 'import sqlite3, sys
c = sqlite3.connect(sys.argv[1])
ok = c.execute("PRAGMA integrity_check").fetchone()[0]
print(ok, c.execute("SELECT value FROM setting WHERE name = ?", ("word",)).fetchone()[0])' "$1" 2>&1
}

make_old() { # KIND ID FILE: as a program of the first version left it
    python3 -c 'import sqlite3, sys
c = sqlite3.connect(sys.argv[3])
c.executescript(open(sys.argv[1]).read() + "PRAGMA application_id = " + sys.argv[2])
c.execute("PRAGMA user_version = 1")
c.execute("PRAGMA journal_mode = WAL")
c.execute("INSERT INTO setting VALUES (?, ?)", ("word", "kept"))
c.executemany("INSERT INTO counter VALUES (?, 1)", [("old %d" % n,) for n in range(400)])
c.commit()' "$store/$1/0001_first.sql" "$2" "$3"
}

# Runs a command with a crash at this point; true when that ended it.
crashes() { # POINT COMMAND...
    local at=$1
    shift
    ( LD_PRELOAD=$preloads CRASH_AT=$at exec "$@" >crash.log 2>&1 )
    [ $? = 137 ]
}

# A program that serves: it is stopped when it listens.
serve() { # COMMAND...
    local i pid
    : >serve.log
    ( exec "$@" >serve.log 2>&1 ) &
    pid=$!
    for i in $(seq 600); do
        kill -0 $pid 2>/dev/null || break
        grep -q 'listens on' serve.log && break
        sleep 0.05
    done
    kill -TERM $pid 2>/dev/null
    wait $pid 2>/dev/null
    [ $? != 137 ] && grep -q 'listens on' serve.log
}
serve_crashing() { # POINT COMMAND...
    local at=$1
    shift
    ! serve env LD_PRELOAD="$preloads" CRASH_AT="$at" "$@"
}

next() { echo $(($1 + 1 + $1 / 4)); }

steps() { # NAME FILE COMMAND...
    local name=$1 file=$2 n=1
    shift 2
    while :; do
        rm -f "$file"*
        cp old.db "$file"
        serve_crashing $n "$@" || break
        grep -q 'listens on' serve.log && break
        points=$((points + 1))
        serve "$@" || say "$name, point $n: $(cat serve.log)"
        [ "$(word "$file")" = 'ok kept' ] || say "$name, point $n: $(word "$file")"
        if [ -e "$file.v1" ]; then
            [ "$(word "$file.v1")" = 'ok kept' ] || say "$name.v1, point $n: $(word "$file.v1")"
        fi
        n=$(next $n)
    done
    [ $n -gt 20 ] || say "$name: only $n points"
}

central=("$bin/tallyman-central" --db c.db --listen 127.0.0.1:0)
bench=("$bin/tallyman-station" --config b.ini)
mkdir b
printf '[station]\nname = bench-1\ndata = b\nlisten = 127.0.0.1:0\n' >b.ini
make_old bench 1416395074 old.db
steps bench b/bench.db "${bench[@]}"
rm -f old.db
make_old central 1416395075 old.db
steps central c.db "${central[@]}"

put() { # FILE WORD
    python3 -c 'import sqlite3, sys
c = sqlite3.connect(sys.argv[1])
c.execute("UPDATE setting SET value = ? WHERE name = ?", (sys.argv[2], "word"))
c.commit()' "$1" "$2"
}

copies() { # NAME FILE COMMAND...: of the program that works with it
    local name=$1 file=$2 n=1
    shift 2
    put "$file" before
    while crashes $n "$bin/tallyman" backup "$file" copy.db; do
        points=$((points + 1))
        [ ! -e copy.db ] || [ "$(word copy.db)" = 'ok before' ] || say "$name: half a copy, point $n"
        n=$(next $n)
        rm -f copy.db
    done
    [ "$(word copy.db)" = 'ok before' ] || say "$name: no copy: $(cat crash.log)"
    [ $n -gt 10 ] || say "$name: only $n points of a backup"
    n=1
    while :; do
        rm -f "$file".before-*
        put "$file" after
        crashes $n "$bin/tallyman" restore copy.db "$file" || break
        points=$((points + 1))
        serve "$@" || say "$name, restore, point $n: $(cat serve.log)"
        case $(word "$file") in
        'ok before' | 'ok after') ;;
        *) say "$name, restore, point $n: $(word "$file")" ;;
        esac
        n=$(next $n)
    done
    [ "$(word "$file")" = 'ok before' ] || say "$name: not restored: $(cat crash.log)"
    [ "$(word "$file.before-1")" = 'ok after' ] || say "$name: not kept"
    [ $n -gt 20 ] || say "$name: only $n points of a restore"
    serve "$@" || say "$name: restored, and does not start: $(cat serve.log)"
    rm -f copy.db
}
copies bench b/bench.db "${bench[@]}"
copies central c.db "${central[@]}"

# Where no more can be written it says so, and leaves everything as it was.
put c.db after
rm -f c.db.before-*
"$bin/tallyman" backup c.db copy.db >/dev/null || say 'no copy'
for command in 'restore copy.db c.db' 'backup c.db other.db'; do
    if ( trap '' XFSZ; ulimit -f 100; exec "$bin/tallyman" $command >full.log 2>&1 ); then
        say "$command: beyond the limit"
    fi
    grep -q '^tallyman: .*: the disk does not work: File too large' full.log || say "$command: $(cat full.log)"
    [ "$(word c.db)" = 'ok after' ] || say "$command, beyond the limit: $(word c.db)"
    [ -z "$(ls | grep -E 'part|before|other')" ] || say "$command left $(ls)"
    rm -f c.db.before-*
done

echo "$points points, $failed failed"
exit $failed
