// The packing desk's ledger: the order's lines, or what waits for this bench.
import {make} from '../../../kit/elements.js';
import {icon} from '../../../kit/icons.js';
import {grams} from '../../../kit/numbers.js';
import {span, wallTime} from '../../../kit/time.js';
import {t} from '../../../kit/words.js';
import {act} from '../../ledger.js';

const SIGNS = {now: 'next', done: 'check', short: 'missing', todo: 'ring'};
const MINUTE_MS = 60000;

const nameOf = words => make('span', {class: 'lines__name'}, words);
const countOf = words => make('span', {class: 'lines__count'}, words);

function lineRow(line) {
    return make(
        'li',
        {'data-is': line.is},
        icon(SIGNS[line.is]),
        nameOf(line.item?.name ?? ''),
        countOf(line.is_kit ? '' : `${line.done}/${line.want}`),
    );
}

function orderActs(isPacked) {
    const cont = page => act('F2', 'check', t('cont'), () => page.scan('%CONT'));
    const hold = page => act('F4', 'pause', t('hold'), () => page.scan('%HOLD'));
    const reprint = page => act('F9', 'printer', t('reprint'), () => page.scan('%REPRINT'));
    const undo = page => act('F3', 'undo', t('undo'), () => page.scan('%UNDO'));
    const problem = page => act('F4', 'bang', t('problem'), () => page.ask('problem'));
    const newBox = page => act('F6', 'newbox', t('newbox'), () => page.scan('%NEWBOX'));
    const acts = isPacked ? [reprint, hold, cont] : [undo, problem, newBox];
    return page => acts.map(one => one(page));
}

function orderLedger(s) {
    const below = Math.max(s.line_count - s.above - s.lines.length, 0);
    const isPacked = s.state === 'printing' || s.state === 'labelling';
    const box = s.parcel.box ? ' · ' + s.parcel.box : '';
    const weight = s.parcel.weight_mg ? ' · ' + grams(s.parcel.weight_mg) : '';
    return {
        title: t('order_n', {order: s.order.order_no}),
        sub: t('yours_since', {time: wallTime(s.order.since_ms)}),
        sum: s.sum.done,
        of: '/' + s.sum.want,
        rows: s.lines,
        row: lineRow,
        above: s.above,
        below,
        parcel: t('parcel_n', {n: s.parcel.no}) + box + weight,
        left: t('in_box', {n: s.sum.in_box}),
        acts: orderActs(isPacked),
        actsKey: ['order', isPacked],
    };
}

function timeLeft(work, left) {
    if (work.state === 'held')
        return t('parked');
    if (!work.due_ms)
        return '';
    return left < 0 ? t('late', {t: span(left)}) : span(left);
}

function queueRow(work, now) {
    const left = work.due_ms - now;
    const isLook = work.state === 'held' || left < 0;
    return make(
        'li',
        {'data-is': isLook ? 'look' : ''},
        make('b', {}, work.tote || '–'),
        nameOf(t('order_n', {order: work.order_no})),
        countOf(timeLeft(work, left)),
    );
}

function freeActs(taken) {
    const cont = page => act('F2', 'check', t('cont'), () => page.scan('%CONT'));
    const takeOver = page => act('F9', 'hand', t('take_over'), () => page.takeOver(taken));
    const sheet = () => act('F8', 'list', t('commands'), () => open('/commands', '_blank'));
    const leave = page => act('F10', 'user', t('sign_out'), () => page.signOut());
    const acts = taken ? [takeOver, cont, leave] : [cont, sheet, leave];
    return page => acts.map(one => one(page));
}

function queueLedger(s) {
    // A supervisor may take an order from the bench that has it.
    const mayTake = s.notice === 'taken' && s.person?.role !== 'packer';
    const taken = mayTake ? s.last.code : '';
    return {
        title: t('waiting'),
        sub: t('by_time'),
        sum: s.queue.length,
        is: 'queue',
        rows: s.queue,
        rest: 'more_waiting',
        row: work => queueRow(work, s.now_ms),
        key: Math.floor(s.now_ms / MINUTE_MS),
        acts: freeActs(taken),
        actsKey: taken,
    };
}

export function ledger(state) {
    return state.sum ? orderLedger(state) : queueLedger(state);
}
