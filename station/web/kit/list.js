// Building parts of the office page.
export function make(tag, attributes = {}, ...children) {
    const node = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) {
        if (name.startsWith('on'))
            node.addEventListener(name.slice(2), value);
        else if (value !== undefined && value !== null && value !== false)
            node.setAttribute(name, value === true ? '' : value);
    }
    node.append(...children.filter(child => child !== null && child !== undefined && child !== false));
    return node;
}

export const when = ms => ms ? new Date(ms).toISOString().slice(0, 16).replace('T', ' ') : '';
export const link = (href, words) => make('a', {href}, String(words));
export const grams = mg => mg ? (mg / 1000).toLocaleString('en') + ' g' : 'unknown';
export const message = (is, words) => make('p', {class: 'message', 'data-is': is, role: is === 'wrong' ? 'alert' : 'status'}, words);

// columns: [title, row => cell, 'num' for numbers]
export function table(caption, columns, rows) {
    if (rows.length === 0)
        return make('p', {class: 'none'}, `${caption}: none`);
    return make('div', {class: 'scroll', tabindex: 0, role: 'region', 'aria-label': caption}, make('table', {}, make('caption', {}, caption),
        make('thead', {}, make('tr', {}, ...columns.map(([title, , is]) => make('th', {scope: 'col', class: is}, title)))),
        make('tbody', {}, ...rows.map(row => make('tr', {}, ...columns.map(([, cell, is]) => make('td', {class: is}, cell(row))))))));
}

export function facts(list) {
    return make('dl', {class: 'facts'}, ...list.flatMap(([name, value]) => [make('dt', {}, name), make('dd', {}, value)]));
}

// fields: [name, title, attributes]; submit gets the values as an object.
export function form(fields, button, submit, narrow = false) {
    const node = make('form', {class: narrow ? 'form narrow' : 'form'},
        ...fields.map(([name, title, attributes = {}]) => {
            const {options, ...rest} = attributes;
            const input = options ? make('select', {name, ...rest}, ...options.map(one => make('option', {value: one}, one))) : make('input', {name, ...rest});
            return make('label', {}, title, input);
        }),
        make('button', {class: 'button button--main', type: 'submit'}, button));
    node.addEventListener('submit', event => {
        event.preventDefault();
        submit(Object.fromEntries(new FormData(node)), node);
    });
    return node;
}

const STATES = {released: 'note', claimed: 'note', allocated: 'note', waiting: 'look', held: 'look', unknown: 'look', part_shipped: 'look', cancelled: 'stop', dead: 'stop', lost: 'stop', returned: 'stop', failed: 'stop', packed: 'ok', shipped: 'ok', delivered: 'ok', done: 'ok', handed_over: 'ok'};
export const chip = state => make('span', {class: 'chip', 'data-is': STATES[state] ?? 'note'}, state.replaceAll('_', ' '));

// Minor units of two places, as most currencies have; others show theirs.
export function money(minor, currency = '') {
    const digits = currency ? new Intl.NumberFormat('en', {style: 'currency', currency}).resolvedOptions().maximumFractionDigits : 2;
    return (minor / 10 ** digits).toLocaleString('en', {minimumFractionDigits: digits, maximumFractionDigits: digits}) + (currency ? ` ${currency}` : '');
}

export async function act(again, run) {
    try {
        await run();
        await again();
    } catch (error) {
        await again(message('wrong', error.message));
    }
}
