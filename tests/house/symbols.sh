#!/usr/bin/env bash
# What each source file defines and what it asks for, from the built objects.
#
#     tests/house/symbols.sh ROOT BUILD
#
# Prints one line a symbol: PROGRAM FILE KIND SYMBOL. Symbols of one program
# meet: "station" is everything on Linux, "hand" the handheld's core as a
# Linux program (its limits differ), "pico" and "boot" are the images,
# "tools" what is no part of the product. KIND is
#
#     U asked for    F function    O constant    W what can be written
#
# and in lower case when only the file itself sees it. Objects left behind by
# files that have moved are not looked at.
set -eu
root=$(cd "$1" && pwd)
build=$(cd "$2" && pwd)

# OBJECT FILE, both absolute, of every source file.
objects() {
    awk -F'"' -v build="$build/" '
        $2 == "command" { split($0, part, / -o | -c /); object = part[2] }
        $2 == "file" { print build object, $4 }' "$build/compile_commands.json"
    local image
    image=$(ls -d "$build"/firmware/pico/*/CMakeFiles 2>/dev/null | head -1)
    [ -n "$image" ] || return 0
    find "$image" -name '*.c.obj' | awk -v image="$image" -v root="$root" '
        /\/(rom|zbar|ed25519)\.dir\// || /CompilerId/ { next }
        {
            file = substr($0, length(image) + 2)
            sub(/\.obj$/, "", file)
            sub(/^[^\/]*\.dir\//, "", file)
            if (!index("/" file, root "/"))
                file = substr(root, 2) "/firmware/boards/pico/" file
            print $0, "/" file
        }'
}

# OBJECT PROGRAM FILE, the file from the root on.
known() {
    objects | while read -r object file; do
        [ ! -f "$file" ] || [ ! -f "$object" ] || echo "$object $file"
    done | awk -v root="$root/" -v build="$build/" '
        index($2, build) == 1 { $2 = "made/" substr($2, length(build) + 1) }
        index($2, root) == 1 { $2 = substr($2, length(root) + 1) }
        $2 ~ /^tests\// { next }
        {
            program = "station"
            if ($1 ~ /\/firmware\/CMakeFiles\//)
                program = "hand"
            if ($2 ~ /^tools\//)
                program = "tools"
            if ($1 ~ /\/firmware\/pico\//)
                program = $1 ~ /\/boot\.dir\// ? "boot" : "pico"
            print $1, program, $2
        }' | sort -u
}

list=$(mktemp)
trap 'rm -f "$list"' EXIT
known >"$list"
cut -d' ' -f1 "$list" | xargs objdump -t | awk -v list="$list" '
    BEGIN {
        while ((getline line < list) > 0) {
            split(line, part, " ")
            of[part[1]] = part[2] " " part[3]
        }
    }
    / file format / { sub(/: *file format .*/, ""); file = of[$0]; next }
    !/^[0-9a-f]+ / { next }
    {
        sub(/^[0-9a-f]+ /, "")
        is_local = substr($0, 1, 1) == "l"
        is_function = substr($0, 7, 1) == "F"
        if (substr($0, 7, 1) ~ /[fd]/)
            next
        section = substr($0, 9)
        sub(/[ \t].*/, "", section)
        name = $NF
        if (name ~ /^(__|\.|\$|_GLOBAL_|_sub_)/)
            next
        kind = "O"
        if (section == "*UND*")
            kind = "U"
        else if (is_function)
            kind = "F"
        else if (section ~ /^(\.data|\.bss|\*COM\*)/ && section !~ /rel\.ro/)
            kind = "W"
        print file, (is_local && kind != "U" ? tolower(kind) : kind), name
    }' | sort -u
