// Weighing at the packing desk: the number, whether it rests, and where it should be.
import {gauge} from '../../../kit/chart.js';
import {make} from '../../../kit/elements.js';
import {icon} from '../../../kit/icons.js';
import {grams} from '../../../kit/numbers.js';
import {t} from '../../../kit/words.js';

const HEADS = {
    no_sample: 'no_weight',
    not_cleared: 'clear_scale',
    zero: 'put_on_scale',
    wait: 'hands_off',
    taken: 'hands_off',
    trouble: 'scale_trouble',
};
const WORDS = {zero: 'zero', no_sample: 'silent'};

function numberOf(w, isMoving) {
    const sign = w.mg < 0 ? '−' : '';
    return make(
        'p',
        {class: 'weigh__value', 'data-is': isMoving ? 'moving' : ''},
        make('span', {class: 'weigh__num'}, sign + grams(w.mg).slice(0, -2)),
        ' ',
        make('span', {class: 'weigh__unit'}, 'g'),
    );
}

function body(w) {
    const isMoving = w.look === 'wait' || w.status === 'moving';
    const word = t('w_' + (WORDS[w.look] ?? w.status));
    const sign = icon(isMoving ? 'wave' : 'level');
    const is = make('p', {class: 'weigh__is'}, sign, make('span', {}, word));
    return [
        make('div', {class: 'weigh'}, numberOf(w, isMoving), is),
        make('div', {class: 'gauge'}, gauge(w.mg, w.expected_mg, w.tolerance_mg)),
    ];
}

function adviceOf(s) {
    if (s.weigh.verdict === 'weight_unchecked')
        return ['triangle', t('unchecked_tip'), ''];
    if (['no_sample', 'trouble'].includes(s.weigh.look))
        return ['triangle', t('scale_absent_tip'), ''];
    return ['box', t('parcel_n', {n: s.parcel.no}), 'quiet'];
}

export function weighing(s) {
    const w = s.weigh;
    const head = w.verdict === 'weight_unchecked' ? 'count_again' : HEADS[w.look];
    return {
        kicker: t('all_in', {n: s.sum.in_box}),
        right: t('expected', {g: grams(w.expected_mg), t: grams(w.tolerance_mg)}),
        head: t(head, {n: s.sum.in_box}),
        body: () => body(w),
        key: w,
        advice: adviceOf(s),
    };
}
