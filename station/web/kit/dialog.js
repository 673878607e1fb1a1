// A dialog over the page: while it stands, nothing behind it can be reached. It ends by
// what the person does, not by itself.

// Fills and opens the box, or fills it anew. Once it is filled, its head is where a
// reader of the screen begins.
export function openDialog(box, head, behind, fill) {
    const wasHidden = box.hidden;
    for (const part of behind)
        part.inert = true;
    box.hidden = false;
    fill();
    if (wasHidden)
        head.focus({preventScroll: true});
}

export function closeDialog(box, behind) {
    for (const part of behind)
        part.inert = false;
    box.hidden = true;
}
