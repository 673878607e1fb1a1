// The ledger at the right: the order's lines, or what waits for this bench.
import {$, make, put} from '../kit/elements.js';
import {grams, LANGUAGES, span, t} from './words/en.js';
import {redraw} from './bench.js';

const SIGNS = {now: 'next', done: 'check', short: 'missing', todo: 'ring'};

function lineRow(line) {
    return make('li', {'data-is': line.is}, make('span', {icon: SIGNS[line.is]}),
        make('span', {class: 'lines__name'}, line.item?.name ?? ''),
        make('span', {class: 'lines__count'}, line.is_kit ? '' : `${line.done}/${line.want}`));
}

function queueRow(work, now) {
    const left = work.due_ms - now;
    const when = work.state === 'held' ? t('parked') : !work.due_ms ? '' : (left < 0 ? '−' : '') + span(left);
    return make('li', {'data-is': work.state === 'held' || left < 0 ? 'look' : ''}, make('b', {}, work.tote || '–'),
        make('span', {class: 'lines__name'}, t('order_n', {order: work.order_no})), make('span', {class: 'lines__count'}, when));
}

function act(key, icon, words, onclick) {
    return make('button', {class: 'button', 'data-k': key, onclick}, make('span', {icon}), make('span', {}, words));
}

function orderActs(bench, state) {
    if (state === 'printing' || state === 'labelling')
        return [act('F9', 'printer', t('reprint'), () => bench.scan('%REPRINT')), act('F4', 'pause', t('hold'), () => bench.scan('%HOLD')),
            act('F2', 'check', t('cont'), () => bench.scan('%CONT'))];
    return [act('F3', 'undo', t('undo'), () => bench.scan('%UNDO')), act('F4', 'bang', t('problem'), () => bench.ask('problem')),
        act('F6', 'newbox', t('newbox'), () => bench.scan('%NEWBOX'))];
}

function languageActs() {
    return Object.entries(LANGUAGES).map(([name, words]) => make('button', {class: 'button', lang: name, 'aria-pressed': String(document.documentElement.lang === name),
        onclick: () => { localStorage.setItem('language', name); redraw(); }}, words.language));
}

function freeActs(bench, taken) {
    if (taken)
        return [act('F9', 'hand', t('take_over'), () => bench.takeOver(taken)), act('F2', 'check', t('cont'), () => bench.scan('%CONT'))];
    return [act('F2', 'check', t('cont'), () => bench.scan('%CONT')), act('F8', 'list', t('commands'), () => open('/commands', '_blank')),
        act('F7', 'sound', t('language'), () => { const names = Object.keys(LANGUAGES); localStorage.setItem('language', names[(names.indexOf(document.documentElement.lang) + 1) % names.length]); redraw(); })];
}

function drawOrder(s, bench) {
    const since = new Date(s.order.since_ms).toLocaleTimeString(document.documentElement.lang, {hour: '2-digit', minute: '2-digit'});
    const below = s.line_count - s.above - s.lines.length;
    $('ledger-title').textContent = t('order_n', {order: s.order.order_no});
    $('ledger-sub').textContent = t('yours_since', {time: since});
    $('ledger-sum').textContent = s.sum.done;
    $('ledger-of').textContent = '/' + s.sum.want;
    $('lines').className = 'lines';
    put($('lines'), [s.lines, document.documentElement.lang], () => s.lines.map(lineRow));
    $('rest').textContent = s.above || below > 0 ? t('above_below', {a: s.above, b: Math.max(below, 0)}) : '';
    $('parcel').textContent = t('parcel_n', {n: s.parcel.no}) + (s.parcel.weight_mg ? ' · ' + grams(s.parcel.weight_mg) : '');
    $('left').textContent = t('in_box', {n: s.sum.in_box});
    put($('acts'), ['order', s.state === 'printing' || s.state === 'labelling', document.documentElement.lang], () => orderActs(bench, s.state));
}

function drawQueue(s, bench) {
    const signedOut = s.state === 'signed_out' || s.state === 'pin';
    $('ledger-title').textContent = t('waiting');
    $('ledger-sub').textContent = t('by_time');
    $('ledger-sum').textContent = s.queue.length;
    $('ledger-of').textContent = '';
    $('lines').className = 'lines lines--queue';
    put($('lines'), [s.queue, Math.floor(s.now_ms / 60000), document.documentElement.lang], () => s.queue.map(work => queueRow(work, s.now_ms)));
    $('rest').textContent = '';
    $('parcel').textContent = '';
    $('left').textContent = '';
    // A supervisor may take an order from the bench that has it.
    const taken = s.notice === 'taken' && s.person?.role !== 'packer' ? s.last.code : '';
    put($('acts'), [signedOut, taken, document.documentElement.lang], () => signedOut ? languageActs() : freeActs(bench, taken));
}

export function drawLedger(state, bench) {
    if (state.sum)
        drawOrder(state, bench);
    else
        drawQueue(state, bench);
}
