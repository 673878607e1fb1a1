// The ledger at the right: what the desk rules into it, and buttons below.
import {$, make, put} from '../kit/elements.js';
import {icon} from '../kit/icons.js';
import {language, languageNames, t, wordIn} from '../kit/words.js';

const EMPTY = {
    title: '', sub: '', sum: '', of: '', is: '', parcel: '', left: '', rest: 'above_below',
    above: 0, below: 0,
};

// A button that a function key presses as well.
export function act(key, sign, words, onclick) {
    const attributes = {class: 'button', 'data-k': key, onclick};
    return make('button', attributes, icon(sign), make('span', {}, words));
}

function languageActs(page) {
    return languageNames().map(name => {
        const isOn = String(language() === name);
        const attributes = {class: 'button', lang: name, 'aria-pressed': isOn};
        const onclick = () => page.speak(name);
        return make('button', {...attributes, onclick}, wordIn(name, 'language'));
    });
}

// As many rows as there is room for, the one to do now among them: the buttons below keep
// their place. [rows, how many of them stand above]
function roomy(rows, atLeast) {
    const box = $('lines');
    const height = box.firstElementChild?.offsetHeight || atLeast;
    const fits = Math.max(Math.floor(box.clientHeight / height), 1);
    const now = Math.max(rows.findIndex(row => row.is === 'now'), 0);
    const above = Math.max(Math.min(now - 1, rows.length - fits), 0);
    return [rows.slice(above, above + fits), above];
}

const ROW_OF_SUM = 0.68; // a row's height as a part of the heading's

export function drawLedger(state, desk, page) {
    const isFree = state.state === 'signed_out' || state.state === 'pin';
    const view = {...EMPTY, rows: [], row: () => [], key: '', acts: () => []};
    Object.assign(view, desk.ledger(state, page));
    $('ledger-title').textContent = view.title;
    $('ledger-sub').textContent = view.sub;
    $('ledger-sum').textContent = view.sum;
    $('ledger-of').textContent = view.of;
    $('lines').className = view.is ? `lines lines--${view.is}` : 'lines';
    const [rows, above] = roomy(view.rows, $('ledger-top').offsetHeight * ROW_OF_SUM);
    put($('lines'), [rows, view.key, language()], () => rows.map(view.row));
    const hidden = [view.above + above, view.below + view.rows.length - rows.length - above];
    $('rest').textContent = hidden.some(Boolean)
        ? t(view.rest, {a: hidden[0], b: hidden[1]})
        : '';
    $('parcel').textContent = view.parcel;
    $('left').textContent = view.left;
    const acts = isFree ? languageActs : view.acts;
    put($('acts'), [isFree, view.actsKey, language()], () => acts(page));
}
