// A wrong scan takes the whole screen, says what was scanned, what was wanted
// and what to do, and stays until the right scan or CONTINUE.
import {$, commandBars, fit, make, picture, put} from '../kit/elements.js';
import {setIcon} from '../kit/icons.js';
import {tally} from '../kit/marks.js';
import {grams, t} from './words/en.js';

const TONES = {unknown_code: 'look', expired: 'wrong', stopped: 'stop', take_out: 'stop', label_other: 'stop', taken_over: 'stop', disk: 'stop'};
const ICONS = {unknown_code: 'diamond', too_many: 'over', case_too_big: 'over', weight_light: 'weight', weight_heavy: 'weight', stopped: 'hand', take_out: 'hand', label_other: 'label', taken_over: 'hand', disk: 'hand'};

function proof(kind, icon, title, item, code) {
    return make('div', {class: 'proof proof--' + kind}, picture(item),
        make('div', {class: 'proof__words'}, make('p', {class: 'proof__is'}, make('span', {icon}), make('span', {}, title)),
            make('p', {class: 'proof__name'}, item?.name ?? ''), make('p', {class: 'proof__code mono'}, item?.sku ?? '', make('br'), code ?? '')));
}

function big(title, words, small) {
    return make('div', {class: 'proof proof--plain'}, make('div', {class: 'proof__words'},
        make('p', {class: 'proof__is'}, make('span', {icon: 'level'}), make('span', {}, title)), make('p', {class: 'proof__big', 'data-long': words.length > 9}, words), make('p', {class: 'proof__code'}, small ?? '')));
}

function weightProof(s) {
    const w = s.weigh, parts = [big(t('weighed'), grams(w.gross_mg), t('expected', {g: grams(w.expected_mg), t: grams(w.tolerance_mg)})), make('span', {icon: 'arrow'})];
    if (w.cause) {
        const words = t(w.cause_qty < 0 ? 'few' : 'many', {n: Math.abs(w.cause_qty)});
        parts.push(make('div', {class: 'proof'}, picture(w.cause), make('div', {class: 'proof__words'},
            make('p', {class: 'proof__is'}, make('span', {icon: 'question'}), make('span', {}, t('likely'))), make('p', {class: 'proof__name'}, words),
            make('p', {class: 'proof__code'}, w.cause.name, make('br'), t('one_weighs', {g: grams(w.cause_unit_mg)})))));
    } else {
        parts.push(big(t('likely'), '?', ''));
    }
    return parts;
}

function proofOf(name, s) {
    if (name.startsWith('weight_'))
        return weightProof(s);
    if (name === 'unknown_code')
        return [make('div', {class: 'proof proof--wide proof--plain'}, make('div', {class: 'proof__words'},
            make('p', {class: 'proof__is'}, t('scanner_read')), make('p', {class: 'proof__big mono'}, s.last.code)))];
    if (name === 'label_other')
        return [big(t('you_scanned'), s.last.code), make('span', {icon: 'unequal'}), big(t('this_label'), s.parcel?.tracking ?? '')];
    if (name === 'too_many' || name === 'case_too_big') {
        const line = s.lines?.find(one => one.item?.sku === s.last.item?.sku) ?? {done: 1, want: 1};
        const count = make('span');
        tally(count, line.done, line.want, 1);
        return [proof('no', 'cross', t('you_scanned'), s.last.item, s.last.code), make('span', {icon: 'arrow'}),
            make('div', {class: 'proof proof--plain'}, make('div', {class: 'proof__words proof__words--tally'}, count, make('p', {class: 'proof__big'}, t('n_of_m', {n: line.done, m: line.want}))))];
    }
    if (name === 'taken_over' || name === 'disk' || !s.line)
        return [big(t('last_scan'), s.last.code)];
    return [proof('no', 'cross', t('you_scanned'), s.last.item, s.last.code), make('span', {icon: 'unequal'}),
        proof('yes', 'next', t('order_wants'), s.line.item, '')];
}

function acknowledge(bench) {
    return make('button', {class: 'command', 'data-k': 'F2', onclick: () => bench.scan('%CONT')}, commandBars('%CONT'),
        make('span', {class: 'command__word'}, make('span', {}, t('cont')), ' ', make('kbd', {}, 'F2')));
}

export function drawAlarm(state, bench) {
    const own = state.notice === 'taken_over' || state.notice === 'disk' ? state.notice : '';
    const name = own || (state.alarm ?? '');
    const box = $('alarm');
    const tone = name ? TONES[name] ?? 'wrong' : '';
    document.body.dataset.tone = tone;
    for (const part of document.querySelectorAll('.plate, .stage, .tape'))
        part.inert = Boolean(name);
    if (!name) {
        box.hidden = true;
        return;
    }
    const wasHidden = box.hidden;
    const values = {order: state.order?.order_no ?? state.notice_text, text: state.notice_text, g: grams(state.weigh?.diff_mg ?? 0)};
    box.hidden = false;
    box.dataset.tone = tone;
    setIcon($('alarm-icon'), ICONS[name] ?? 'cross');
    const head = t('a_' + name);
    if (wasHidden || $('alarm-head').textContent !== head) {
        $('alarm-head').textContent = head;
        fit($('alarm-head'));
    }
    $('alarm-sub').textContent = t(`a_${name}_sub`, values);
    const key = [name, document.documentElement.lang, state.last, state.line, state.weigh?.gross_mg];
    put($('proof'), key, () => proofOf(name, state));
    put($('alarm-steps'), key, () => [1, 2].map(n => make('li', {}, t(`a_${name}_${n}`, values))));
    put($('acks'), [document.documentElement.lang], () => acknowledge(bench));
    if (wasHidden)
        $('alarm-head').focus({preventScroll: true});
}
