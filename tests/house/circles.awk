# Finds rings in what tests/house/symbols.sh prints, of files and of folders,
# and prints each with the symbols that make it. Ends with 1 when there is one.
function folder(file) { sub(/\/[^\/]*$/, "", file); return file }

function is_within(a, b) { return index(a, folder(b) "/") == 1 }

# One line a step from a to b: who asks whom, and for what.
function edge(kind, a, b, name,    key)
{
    if (a == b)
        return
    key = kind SUBSEP a SUBSEP b
    if (!(key in what))
        next_of[kind, a] = next_of[kind, a] " " b
    if (what[key] !~ ("(^| )" name "( |$)"))
        what[key] = what[key] " " name
    is_node[kind, a] = 1
    node[kind] = node[kind] (seen_node[kind, a]++ ? "" : " " a)
}

# Fills reach[a, ...] with all that a leads to.
function spread(kind, a,    queue, first, last, to, n, i, at)
{
    queue[last = first = 1] = a
    while (first <= last) {
        at = queue[first++]
        n = split(next_of[kind, at], to, " ")
        for (i = 1; i <= n; i++)
            if (!((kind, a, to[i]) in reach)) {
                reach[kind, a, to[i]] = 1
                queue[++last] = to[i]
            }
    }
}

function report(kind, member, count,    i, j, key)
{
    bad = 1
    print "A circle of " count " " kind ":"
    for (i = 1; i <= count; i++)
        for (j = 1; j <= count; j++) {
            key = kind SUBSEP member[i] SUBSEP member[j]
            if (key in what)
                print "    " member[i] " -> " member[j] ":" what[key]
        }
}

function rings(kind,    all, n, i, j, member, count, done)
{
    n = split(node[kind], all, " ")
    for (i = 1; i <= n; i++)
        spread(kind, all[i])
    for (i = 1; i <= n; i++) {
        if (all[i] in done || !((kind, all[i], all[i]) in reach))
            continue
        count = 0
        for (j = i; j <= n; j++)
            if ((kind, all[i], all[j]) in reach && (kind, all[j], all[i]) in reach) {
                member[++count] = all[j]
                done[all[j]] = 1
            }
        report(kind, member, count)
    }
}

$4 ~ /^(hal|reader)_/ || $4 == "must_fail" { next }
$3 ~ /^[FOW]$/ && !(($1, $4) in home) { home[$1, $4] = $2 }
$3 == "U" { asks[++ask_count] = $0 }
END {
    for (i = 1; i <= ask_count; i++) {
        split(asks[i], part, " ")
        if (!((part[1], part[4]) in home))
            continue
        to = home[part[1], part[4]]
        edge("files", part[2], to, part[4])
        if (!is_within(part[2], to) && !is_within(to, part[2]))
            edge("folders", folder(part[2]), folder(to), part[4])
    }
    rings("files")
    rings("folders")
    exit bad
}
