// A whole list as a CSV file, page by page, for a spreadsheet.
import {cell} from '../kit/cell.js';
import {make} from '../kit/elements.js';
import {button} from '../kit/form.js';
import {t} from '../kit/words.js';
import {allOf} from './api.js';

const MOST = 200000; // rows; a longer list is narrowed by its filter first
const MARK = '\uFEFF'; // says that the file is UTF-8

function csvOf(rows) {
    const columns = Object.keys(rows[0] ?? {});
    const lines = rows.map(row => columns.map(name => cell(row[name])).join(','));
    return [columns.join(','), ...lines].join('\r\n');
}

function save(file, text) {
    const href = URL.createObjectURL(new Blob([MARK + text], {type: 'text/csv'}));
    make('a', {href, download: file}).click();
    URL.revokeObjectURL(href);
}

export function saveButton(file, path, name) {
    const node = button(t('save_csv'), async () => {
        node.disabled = true;
        const rows = await allOf(path, name, MOST, count => {
            node.textContent = t('rows_so_far', {n: count});
        });
        save(file, csvOf(rows));
        node.disabled = false;
        node.textContent = t('save_csv');
    });
    return node;
}
