// Shipments: the list by time due, and one shipment with all that happened to it.
import {link, make} from '../../kit/elements.js';
import {choices, facts, inRow, nextPage, table} from '../../kit/list.js';
import {money} from '../../kit/numbers.js';
import {when} from '../../kit/time.js';
import {t} from '../../kit/words.js';
import {askButton, paperButton} from '../act.js';
import {get, page, post} from '../api.js';
import {filterForm, queryOf, totalOf} from '../filter.js';
import {chip, isAtLeast, said} from '../state.js';

const STATES = ['released', 'claimed', 'held', 'packed', 'handed_over', 'cancelled'];
const PAPERS = ['slip', 'cn22', 'cn23', 'invoice'];
const SHOWN = 120; // letters of a bench's record

const listColumns = () => [
    [t('shipment'), row => link(`#shipment/${row.shipment_id}`, row.shipment_id)],
    [t('order'), row => link(`#order/${row.order_id}`, row.order_no)],
    [t('state'), row => chip(row.state)],
    [t('bench'), row => row.station || t('nobody')],
    [t('due'), row => when(row.due_ms)],
    [t('tote'), row => row.tote],
    [t('stop'), row => (row.is_stopping ? t('cancel_asked') : '')],
];

export async function shipments({args}) {
    const state = args.get('state') ?? 'released';
    const others = queryOf(args, ['warehouse']);
    const path = `shipments?state=${state}&${others}`;
    const {rows, next, answer} = await page(path, 'shipments', args.get('after'));
    const filter = STATES.map(one => [one, said(one), `#shipments?state=${one}&${others}`]);
    const fields = [['warehouse', t('warehouse'), {maxlength: 23}]];
    return [
        make('h1', {}, t('place_shipments')),
        inRow(...choices(filter, state)),
        filterForm('shipments', fields, args, ['state']),
        totalOf(answer),
        table(t('place_shipments'), listColumns(), rows),
        nextPage(next, `#shipments?state=${state}&${others}&after=`),
    ];
}

const papers = (id, again) => inRow(...PAPERS.map(one =>
    paperButton(t('paper_' + one), `shipments/${id}/papers/${one}`, again)));

function shipmentFacts(s, id, again) {
    return facts([
        [t('order'), link(`#order/${s.order_id}`, s.order_no)],
        [t('state'), said(s.state)],
        [t('warehouse'), s.warehouse],
        [t('service'), s.service || t('none')],
        [t('carriage'), money(s.cost_minor, s.currency)],
        [t('cutoff'), when(s.due_ms) || t('none')],
        [t('bench'), s.station || t('nobody')],
        [t('fence'), s.fence],
        [t('tote'), s.tote || t('none')],
        [t('papers'), papers(id, again)],
    ]);
}

function kitWord(line) {
    if (line.is_kit)
        return t('a_kit');
    return line.kit_pos >= 0 ? t('a_part') : '';
}

const lineColumns = () => [
    [t('item'), row => row.sku],
    [t('name'), row => row.name],
    [t('quantity'), row => row.qty, 'num'],
    [t('lot'), row => row.lot],
    [t('kit'), kitWord],
];

function choiceWord(row) {
    if (row.is_first)
        return t('first_choice');
    return row.is_second ? t('second_choice') : '';
}

const boxColumns = () => [
    [t('box'), row => (row.is_first ? '✓ ' : '') + row.box],
    [t('verdict'), row => said(row.verdict)],
    [t('choice'), choiceWord],
];

function boxesOf(fit) {
    if (fit.boxes.length === 0)
        return make('p', {class: 'none'}, t('sizes_unknown'));
    return table(t('units', {n: fit.units}), boxColumns(), fit.boxes);
}

const eventColumns = () => [
    [t('bench'), row => row.station],
    [t('no_short'), row => row.seq, 'num'],
    [t('when'), row => when(row.at_ms)],
    [t('what'), row => row.kind],
    [t('verdict'), row => row.verdict.replaceAll('_', ' ')],
    [t('person'), row => row.person],
    [t('record'), row => (row.body.length > SHOWN ? row.body.slice(0, SHOWN) + '…' : row.body)],
];

function askRelease(id) {
    return {
        title: t('ask_release', {what: t('shipment_n', {n: id})}),
        will: [t('will_release_shipment')],
        act: 'release',
        go: t('release_from_hold'),
        async run(reason) {
            await post(`shipments/${id}/release`, {reason});
            return {said: t('done_release')};
        },
    };
}

export async function shipment({args, id, me, again}) {
    const [s, fit, {rows, next}] = await Promise.all([
        get(`shipments/${id}`),
        get(`shipments/${id}/boxes`),
        page(`shipments/${id}/events`, 'events', args.get('after')),
    ]);
    const release = () => askButton(t('release_from_hold'), again, askRelease(id), 'main');
    const mayRelease = s.state === 'held' && isAtLeast(me, 'supervisor');
    return [
        make('h1', {}, t('shipment_n', {n: id})),
        shipmentFacts(s, id, again),
        mayRelease ? inRow(release()) : null,
        make('h2', {}, t('lines')),
        table(t('lines'), lineColumns(), s.lines),
        make('h2', {}, t('which_box')),
        boxesOf(fit),
        make('h2', {}, t('what_happened')),
        table(t('events_of_benches'), eventColumns(), rows),
        nextPage(next, `#shipment/${id}?after=`),
    ];
}
