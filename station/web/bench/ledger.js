// The ledger at the right: what the desk rules into it, and buttons below.
import {$, make, put} from '../kit/elements.js';
import {icon} from '../kit/icons.js';
import {language, languageNames, wordIn} from '../kit/words.js';

const EMPTY = {title: '', sub: '', sum: '', of: '', is: '', rest: '', parcel: '', left: ''};

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

export function drawLedger(state, desk, page) {
    const isFree = state.state === 'signed_out' || state.state === 'pin';
    const view = {...EMPTY, rows: [], row: () => [], key: '', acts: () => []};
    Object.assign(view, desk.ledger(state, page));
    $('ledger-title').textContent = view.title;
    $('ledger-sub').textContent = view.sub;
    $('ledger-sum').textContent = view.sum;
    $('ledger-of').textContent = view.of;
    $('lines').className = view.is ? `lines lines--${view.is}` : 'lines';
    put($('lines'), [view.rows, view.key, language()], () => view.rows.map(view.row));
    $('rest').textContent = view.rest;
    $('parcel').textContent = view.parcel;
    $('left').textContent = view.left;
    const acts = isFree ? languageActs : view.acts;
    put($('acts'), [isFree, view.actsKey, language()], () => acts(page));
}
