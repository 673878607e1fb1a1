// A value as a cell of a CSV file.

// A cell that a spreadsheet would run as a formula gets an apostrophe: also one
// that begins with a blank that some of them pass over, or a wide sign.
export function cell(value) {
    const text = String(value ?? '');
    const isNumber = /^-?\d+(\.\d+)?$/.test(text);
    const safe = /^[=+\-@\t\r\n＝＋－＠]/.test(text) && !isNumber ? `'${text}` : text;
    return /[",\t\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
