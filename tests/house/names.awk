# Names of files and functions in the comments of headers that do not exist.
#
#     awk -f names.awk FILE... pass=2 HEADER...
#
# The first pass gathers every name in code, the second looks at comments. A
# name of a file ends in .c, .h or .sql; one of code has an underscore.
pass != 2 && FNR == 1 {
    at = FILENAME
    do
        is_file[at] = 1
    while (sub(/^[^\/]*\//, "", at))
}
pass != 2 {
    sub(/\/\/.*/, "")
    n = split($0, word, /[^A-Za-z0-9_]+/)
    for (i = 1; i <= n; i++)
        if (word[i] ~ /_/)
            is_name[word[i]] = 1
    next
}
/\/\// {
    sub(/.*\/\//, "")
    n = split($0, word, /[^A-Za-z0-9_.\/]+/)
    for (i = 1; i <= n; i++) {
        sub(/[.\/]+$/, "", word[i])
        if (word[i] ~ /^[a-z][a-z0-9_\/]*\.(c|h|sql)$/ && !(word[i] in is_file))
            print FILENAME ":" FNR ": " word[i]
        if (word[i] ~ /^[a-z][a-z0-9]*(_[a-z0-9]+)+$/ && !(word[i] in is_name))
            print FILENAME ":" FNR ": " word[i]
    }
}
