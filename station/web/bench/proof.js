// Proofs: what an alarm shows to settle it, as cards side by side.
import {make} from '../kit/elements.js';
import {icon} from '../kit/icons.js';
import {t} from '../kit/words.js';
import {picture} from './parts.js';

const LONG = 9; // letters; longer words are set smaller

const titled = (sign, title) =>
    make('p', {class: 'proof__is'}, sign ? icon(sign) : null, make('span', {}, title));

// An item with its picture; kind is "no", "yes" or nothing.
export function itemProof(kind, sign, title, item, code) {
    return make(
        'div',
        {class: kind ? `proof proof--${kind}` : 'proof'},
        picture(item),
        make(
            'div',
            {class: 'proof__words'},
            titled(sign, title),
            make('p', {class: 'proof__name', title: item?.name}, item?.name ?? ''),
            make('p', {class: 'proof__code mono'}, item?.sku ?? '', make('br'), code ?? ''),
        ),
    );
}

// One word or number in large letters.
export function bigProof(title, words, small = '') {
    const isLong = words.length > LONG;
    return make(
        'div',
        {class: 'proof proof--plain'},
        make(
            'div',
            {class: 'proof__words'},
            titled('level', title),
            make('p', {class: 'proof__big', 'data-long': isLong}, words),
            make('p', {class: 'proof__code'}, small),
        ),
    );
}

export const lastScan = state => [bigProof(t('last_scan'), state.last.code)];
