# Length of files and functions. Prints the median function at the end.
function note_file()
{
    if (name != "" && lines > 500)
        print "    " name ": " lines " lines"
}

FNR == 1 { note_file(); name = FILENAME; start = 0 }
{ lines = FNR }
/^\{/ { start = FNR }
/^\}/ && start {
    long = FNR - start - 1
    if (long > 60)
        print "    " FILENAME ":" start ": a function of " long " lines"
    if (FILENAME !~ /^(tests|tools)\//) {
        of_length[long]++
        count++
    }
    start = 0
}
END {
    note_file()
    for (long = 0; seen * 2 < count; long++)
        seen += of_length[long]
    if (long - 1 > 10)
        print "    the median function has " long - 1 " lines"
}
