# rooms_load(FILE) and rooms_allow(FROM, TO): may the file FROM use the file
# TO? By tests/house/rooms.txt. Files without a line may use what they like.
function rooms_load(path,    line, part, n, i, one)
{
    while ((getline line < path) > 0) {
        n = split(line, part, " ")
        if (n == 0 || part[1] ~ /^#/)
            continue
        room[part[1]] = part[1]
        for (i = 2; i <= n; i++) {
            one = part[i] ~ /^(shared|firmware)|\.h$/ ? part[i] : "station/" part[i]
            room[part[1]] = room[part[1]] "|" one
        }
    }
    close(path)
}

function rooms_allow(from, to,    at)
{
    at = from
    while (sub(/\/[^\/]*$/, "", at))
        if (at in room)
            return to ~ ("^(" room[at] ")(/|$)")
    return 1
}
