// judge.h - do the labels that came out and the scans that were made agree
// with the books?
//
// It knows what no program of the site knows: what the printers printed and
// what was held before the scanners (record.h). Each label belongs to one
// parcel, whose contents the books know, and says of it what they say, with the
// customs form that its border asks for, or is
// void for a reason that has a name: the parcel was undone at the bench, or an
// exception names it. A second label of a parcel says that it is a copy. No
// number stands on labels of two parcels. Each scan that the screen answered is
// kept, none more often than it was made, and what a bench keeps of an order
// central has too.
#ifndef TOOLS_JUDGE_H
#define TOOLS_JUDGE_H

#include "tools/day/site.h"

struct judge {
    int64_t labels, copies, void_labels, excused_labels, parcels;
    int64_t forms; // labels with the customs form that central wants
    int64_t unknown_labels; // nobody is left who could know: central went back,
                            // and the bench's file is gone, which is noted in
                            // NAME.gone beside the site's files
    int64_t scans, scans_kept, scans_lost;
    int64_t findings; // told on stdout, one a line
};

// Central runs; the benches have handed over what they can. False when
// something could not be read.
bool judge_run(struct site *s, struct judge *j);

#endif
