// A whole list as a CSV file, page by page, for a spreadsheet.
import {page} from './api.js';
import {make} from '../kit/list.js';

const MOST = 200000; // rows; a longer list is narrowed by its filter first

// A cell that a spreadsheet would run as a formula gets an apostrophe.
const cell = value => {
    const text = String(value ?? '');
    const safe = /^[=+\-@]/.test(text) && !/^-?\d+(\.\d+)?$/.test(text) ? `'${text}` : text;
    return /[",\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
};

async function fetchAll(path, name, id, tell) {
    const rows = [];
    for (let after = 0; rows.length < MOST;) {
        const part = await page(path, name, id, after);
        rows.push(...part.rows);
        tell(rows.length);
        if (!part.next)
            break;
        after = part.next;
    }
    return rows;
}

export function saveButton(file, path, name, id) {
    const button = make('button', {class: 'button', onclick: async () => {
        button.disabled = true;
        const rows = await fetchAll(path, name, id, count => { button.textContent = `${count} rows …`; });
        const columns = Object.keys(rows[0] ?? {});
        const text = [columns.join(','), ...rows.map(row => columns.map(c => cell(row[c])).join(','))].join('\r\n');
        const link = make('a', {href: URL.createObjectURL(new Blob(['\uFEFF' + text], {type: 'text/csv'})), download: file});
        link.click();
        URL.revokeObjectURL(link.href);
        button.disabled = false;
        button.textContent = 'Save as CSV';
    }}, 'Save as CSV');
    return button;
}
