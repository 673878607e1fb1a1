// What goes wrong at the packing desk, and the proof of it.
import {make} from '../../../kit/elements.js';
import {icon} from '../../../kit/icons.js';
import {tally} from '../../../kit/marks.js';
import {grams} from '../../../kit/numbers.js';
import {t} from '../../../kit/words.js';
import {picture} from '../../parts.js';
import {bigProof, itemProof, lastScan} from '../../proof.js';

function causeProof(w) {
    if (!w.cause)
        return bigProof(t('likely'), '?');
    const name = t(w.cause_qty < 0 ? 'few' : 'many', {n: Math.abs(w.cause_qty)});
    const one = t('one_weighs', {g: grams(w.cause_unit_mg)});
    return make(
        'div',
        {class: 'proof'},
        picture(w.cause),
        make(
            'div',
            {class: 'proof__words'},
            make('p', {class: 'proof__is'}, icon('question'), make('span', {}, t('likely'))),
            make('p', {class: 'proof__name', title: name}, name),
            make('p', {class: 'proof__code'}, w.cause.name, make('br'), one),
        ),
    );
}

function weightProof(s) {
    const w = s.weigh;
    const want = t('expected', {g: grams(w.expected_mg), t: grams(w.tolerance_mg)});
    return [bigProof(t('weighed'), grams(w.gross_mg), want), icon('arrow'), causeProof(w)];
}

function codeProof(s) {
    const words = make(
        'div',
        {class: 'proof__words'},
        make('p', {class: 'proof__is'}, t('scanner_read')),
        make('p', {class: 'proof__big mono'}, s.last.code),
    );
    return [make('div', {class: 'proof proof--wide proof--plain'}, words)];
}

function labelProof(s) {
    const right = bigProof(t('this_label'), s.parcel?.tracking ?? '');
    return [bigProof(t('you_scanned'), s.last.code), icon('unequal'), right];
}

function limitProof(s) {
    const most = bigProof(t('service_takes'), grams(s.order.max_mg), s.order.service);
    return [bigProof(t('weighed'), grams(s.weigh?.gross_mg ?? 0)), icon('unequal'), most];
}

const flat = lines => (lines ?? '').split('\n').filter(Boolean).join(', ');

function addressProof(s) {
    const was = bigProof(t('to_before'), flat(s.to_before) || '?');
    return [was, icon('arrow'), bigProof(t('to_now'), flat(s.to_now))];
}

function countProof(s) {
    const isIt = one => one.item?.sku === s.last.item?.sku;
    const line = s.lines?.find(isIt) ?? {done: 1, want: 1};
    const count = make(
        'div',
        {class: 'proof__words proof__words--tally'},
        tally(line.done, line.want, 1),
        make('p', {class: 'proof__big'}, t('n_of_m', {n: line.done, m: line.want})),
    );
    const scanned = itemProof('no', 'cross', t('you_scanned'), s.last.item, s.last.code);
    return [scanned, icon('arrow'), make('div', {class: 'proof proof--plain'}, count)];
}

function itemsProof(s) {
    if (!s.line)
        return lastScan(s);
    const scanned = itemProof('no', 'cross', t('you_scanned'), s.last.item, s.last.code);
    const wanted = itemProof('yes', 'next', t('order_wants'), s.line.item, '');
    return [scanned, icon('unequal'), wanted];
}

// Those not listed are wrong, with a cross, and show the two items.
const ALARMS = {
    unknown_code: {tone: 'look', icon: 'diamond', proof: codeProof},
    too_many: {icon: 'over', proof: countProof},
    case_too_big: {icon: 'over', proof: countProof},
    scan_each: {tone: 'look', icon: 'over', proof: countProof},
    weight_light: {icon: 'weight', proof: weightProof},
    weight_heavy: {icon: 'weight', proof: weightProof},
    stopped: {tone: 'stop', icon: 'hand'},
    take_out: {tone: 'stop', icon: 'hand'},
    label_other: {tone: 'stop', icon: 'label', proof: labelProof},
    over_service: {tone: 'stop', icon: 'weight', proof: limitProof},
    box_over_service: {tone: 'stop', icon: 'over', proof: codeProof},
    readdressed: {tone: 'stop', icon: 'label', proof: addressProof},
};

const OTHER = {wrong_item: 'other_order', unknown_code: 'other_tote'};

export function alarm(name, s) {
    const known = ALARMS[name] ?? {};
    const proof = known.proof ?? itemsProof;
    // What belongs to another order that waits at this bench.
    const isOther = s.other && ['wrong_item', 'unknown_code'].includes(name);
    const isHold = name === 'stopped' && s.order?.is_on_hold;
    return {
        ...known,
        words: isHold ? 'stopped_hold' : isOther ? OTHER[name] : name,
        values: {
            g: grams(s.weigh?.diff_mg ?? 0),
            other: s.other ?? '',
            tote: s.other_tote || s.other || '',
        },
        proof: () => proof(s),
        key: [s.line, s.weigh?.gross_mg],
    };
}
