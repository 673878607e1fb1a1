// What stands on the packing desk's slate while an order is taken, scanned and finished.
import {make} from '../../../kit/elements.js';
import {icon} from '../../../kit/icons.js';
import {tally} from '../../../kit/marks.js';
import {t} from '../../../kit/words.js';
import {hero, picture, tiles} from '../../parts.js';
import {labelling, printing} from './label.js';
import {weighing} from './weigh.js';

const LONG = 40; // letters; longer names are set smaller

function nextInLine(s) {
    const first = s.queue[0];
    const words = first ? t('ready_tip', {order: first.order_no}) : t('empty_tip');
    return ['arrow', words, 'quiet'];
}

function ready(s) {
    const waits = s.queue.length > 0;
    return {
        kicker: t('ready'),
        head: t(waits ? 'scan_order' : 'nothing_waiting'),
        key: waits,
        body: () => hero('tote', 'arrow', 'scanner'),
        advice: nextInLine(s),
    };
}

// The box that is asked for, until one is scanned; then that one.
function boxOf(s) {
    const {box, box_2: second} = s.order;
    if (s.parcel?.box)
        return t('box_is', {box: s.parcel.box});
    if (!box)
        return '';
    return second ? t('box_take_or', {box, second}) : t('box_take', {box});
}

// What has to be known of the whole order.
function noteOf(s) {
    const hazmat = s.order.is_hazmat ? t('hazmat') : '';
    const card = s.order.has_card ? t('gift_card') : '';
    return [hazmat, card, s.order.packing_note].filter(Boolean).join(' · ');
}

function takeLine(line) {
    const name = line.item?.name ?? '';
    const lot = line.lot ? ' · ' + t('lot_is', {lot: line.lot}) : '';
    const place = line.place ? ' · ' + t('from_place', {place: line.place}) : '';
    const hazmat = line.is_hazmat ? ' · ' + t('hazmat') : '';
    const count = t('n_of_m', {n: line.done, m: line.want});
    const marks = tally(line.done, line.want);
    return make(
        'div',
        {class: 'take'},
        make('div', {class: 'picture'}, picture(line.item)),
        make(
            'div',
            {class: 'take__words'},
            make('p', {class: 'take__name', title: name, 'data-long': name.length > LONG}, name),
            make('p', {class: 'take__code'}, line.item?.sku ?? '', hazmat, lot, place),
            make('p', {class: 'take__count'}, marks, make('strong', {}, count)),
        ),
    );
}

function whyMissing(page) {
    const list = [
        ['missing', t('why_1'), '%SHORT-1'],
        ['damaged', t('why_2'), '%SHORT-2'],
        ['over', t('why_4'), '%SHORT-4'],
        ['question', t('why_3'), '%SHORT-3'],
        ['left', t('back'), '%CONT'],
    ];
    const head = t('why_missing');
    return {head, right: t('scan_or_touch'), key: 'short', body: () => tiles(list, page, true)};
}

function whyTicked(page) {
    const list = [
        ['damaged', t('tick_1'), '%TICK-1'],
        ['missing', t('tick_2'), '%TICK-2'],
        ['question', t('tick_3'), '%TICK-3'],
        ['left', t('back'), '%CONT'],
    ];
    const head = t('why_ticked');
    return {head, right: t('scan_or_touch'), key: 'tick', body: () => tiles(list, page, true)};
}

// Why an act that waits is done: one touch or scan, and it happens.
function whyAct(s, page) {
    const list = s.whys.map((why, i) => ['question', t('because_' + why), `%WHY-${i + 1}`]);
    list.push(['left', t('back'), '%CONT']);
    return {
        kicker: t('order_n', {order: s.order.order_no}),
        head: t('ask_' + s.asks_why),
        right: t('scan_or_touch'),
        key: ['why', s.asks_why],
        lines: 1,
        body: () => tiles(list, page, true),
    };
}

function whatProblem(page) {
    const list = [
        ['missing', t('missing'), '%SHORT'],
        ['damaged', t('damaged'), '%DAMAGED'],
        ['left', t('remove'), '%REMOVE'],
        ['scanner', t('no_code'), '%TICK'],
        ['pause', t('hold'), '%HOLD'],
        ['check', t('back'), null, () => page.ask('')],
    ];
    const head = t('what_problem');
    return {head, right: t('scan_or_touch'), key: 'problem', body: () => tiles(list, page, false)};
}

function nextLine(s) {
    const left = s.line.want - s.line.done - s.line.short;
    let advice = ['arrow', t('any_tip'), 'quiet'];
    if (s.times > 1)
        advice = ['over', t('times_n', {n: s.times}), ''];
    else if (s.armed)
        advice = ['bang', t('armed_' + s.armed), ''];
    return {
        head: left === 1 ? t('scan_1') : t('scan_n', {n: left}),
        key: s.line,
        body: () => takeLine(s.line),
        advice,
    };
}

const HALVES = {lot: 'scan_lot', serial: 'scan_serial', expiry: 'scan_expiry'};

// The item is known, and its other half is still to be read.
function otherHalf(s) {
    return {
        head: t(HALVES[s.wants]),
        key: ['wants', s.wants, s.wants_of],
        body: () => takeLine({...s.line, item: s.wants_of}),
        advice: ['scanner', t(s.wants === 'expiry' ? 'date_tip' : 'half_tip'), ''],
    };
}

function whatIsLeft(s) {
    if (s.wants && s.line)
        return otherHalf(s);
    if (s.line)
        return nextLine(s);
    if (s.is_kit_short)
        return {
            head: t('kit_short'),
            key: 'kit_short',
            body: () => hero('missing', 'arrow', 'box'),
            advice: ['left', t('kit_short_tip'), ''],
        };
    return {
        head: t('all_short'),
        key: 'all_short',
        body: () => hero('missing'),
        advice: ['check', t('all_short_tip'), ''],
    };
}

function picking(s, page, asking) {
    const {order, line} = s;
    const frame = {
        lines: 1,
        kicker: line
            ? t('line_n', {n: line.no, m: s.line_count})
            : t('order_n', {order: order.order_no}),
        right: [order.tote ? t('from_tote', {tote: order.tote}) : '', boxOf(s)]
            .filter(Boolean)
            .join(' · '),
    };
    if (s.armed === 'short')
        return {...frame, ...whyMissing(page)};
    if (s.armed === 'tick')
        return {...frame, ...whyTicked(page)};
    if (asking === 'problem')
        return {...frame, ...whatProblem(page)};
    return {...frame, ...whatIsLeft(s)};
}

function whyUnpack(s) {
    if (s.is_cancelled)
        return s.order.is_on_hold ? 'unpack_hold' : 'unpack_cancel';
    return 'unpack_change';
}

function unpacking(s) {
    return {
        lines: 1,
        kicker: t(whyUnpack(s)),
        head: t('unpack_head', {n: s.sum.excess}),
        key: s.line,
        body: () => (s.line ? takeLine(s.line) : hero('box')),
        advice: ['undo', t('unpack_tip'), ''],
    };
}

function finished(s, name, sign, tone) {
    const order = s.order.order_no;
    const lead = make('p', {class: 'slab__lead'}, t(name + '_lead'));
    return {
        tone,
        kicker: t('order_n', {order}),
        head: t(name + '_head', {order}),
        key: [name, order],
        body: () => make('div', {class: 'finish'}, icon(sign), lead),
        advice: nextInLine(s),
    };
}

const VIEWS = {
    ready,
    picking,
    unpacking,
    weighing,
    printing,
    labelling,
    done: s => finished(s, 'done', 'okring', 'ok'),
    void: s => finished(s, 'void', 'undo', ''),
};

// Orders of several channels with one number: a touch or a scan says which.
function whichOrder(s, page) {
    const who = one => [one.channel, one.customer].filter(Boolean).join(' — ');
    const list = s.which.map((one, i) => ['tote', who(one), `%WHY-${i + 1}`]);
    list.push(['left', t('which_none'), '%CONT']);
    return {
        kicker: t('order_n', {order: s.which_no}),
        head: t('which_order'),
        right: t('scan_or_touch'),
        key: ['which', s.which_no],
        lines: 1,
        body: () => tiles(list, page, true),
    };
}

export function slate(state, page, asking) {
    if (state.which)
        return whichOrder(state, page);
    if (state.asks_why)
        return whyAct(state, page);
    const view = VIEWS[state.state]?.(state, page, asking);
    // A question takes the room.
    const isAsked = asking || state.wants || ['short', 'tick'].includes(state.armed);
    return view && state.sum && !isAsked ? {note: noteOf(state), ...view} : view;
}
