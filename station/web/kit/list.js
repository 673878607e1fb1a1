// Lists: tables that scroll in their own box, facts about one thing, and the way on.
import {link, make} from './elements.js';
import {t} from './words.js';

function headOf(columns) {
    const cells = columns.map(([title, , is]) => make('th', {scope: 'col', class: is}, title));
    return make('thead', {}, make('tr', {}, ...cells));
}

const CODE_MAX = 24; // letters; a longer code may break, so that its column stays narrow
const IS_CODE = /^\S+$|^\d{4}-\d\d-\d\d \d\d:\d\d$/;

// A short code or a time stands on one line: a hyphen in it is no place to break.
function cellOf(content, is) {
    const text = String(content?.textContent ?? content ?? '');
    const isWhole = text.length <= CODE_MAX && IS_CODE.test(text);
    return make('td', {class: [is, isWhole && 'whole'].filter(Boolean).join(' ') || null}, content);
}

function rowOf(columns, row) {
    return make('tr', {}, ...columns.map(([, cell, is]) => cellOf(cell(row), is)));
}

// columns: [title, row => cell, 'num' for numbers]
export function table(caption, columns, rows) {
    if (rows.length === 0)
        return make('p', {class: 'none'}, t('none_of', {what: caption}));
    return make(
        'div',
        {class: 'scroll', tabindex: 0, role: 'region', 'aria-label': caption},
        make(
            'table',
            {},
            make('caption', {}, caption),
            headOf(columns),
            make('tbody', {}, ...rows.map(row => rowOf(columns, row))),
        ),
    );
}

// list: [name, value]
export function facts(list) {
    const pair = ([name, value]) => [make('dt', {}, name), make('dd', {}, value)];
    return make('dl', {class: 'facts'}, ...list.flatMap(pair));
}

// Which part of a list is shown: one button a choice. choices: [name, words, address]
export function choices(list, chosen) {
    return list.map(([name, words, href]) => {
        const current = name === chosen ? 'true' : null;
        return make('a', {class: 'button', href, 'aria-current': current}, words);
    });
}

export const inRow = (...nodes) => make('div', {class: 'row'}, ...nodes);

// The way to the rows after these; nothing on the last page.
export const nextPage = (next, href) =>
    next ? make('p', {class: 'row'}, link(href + next, t('next_100'))) : null;
