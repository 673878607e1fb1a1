// Exceptions: what a person has to look at.
import {link, make} from '../../kit/elements.js';
import {choices, inRow, nextPage, table} from '../../kit/list.js';
import {count, weight} from '../../kit/numbers.js';
import {when} from '../../kit/time.js';
import {t} from '../../kit/words.js';
import {askButton} from '../act.js';
import {page, post} from '../api.js';
import {queryOf, totalOf} from '../filter.js';
import {reasonSaid} from '../reasons.js';
import {isAtLeast, said} from '../state.js';

const shipmentLink = row =>
    row.shipment_id ? link(`#shipment/${row.shipment_id}`, row.shipment_id) : '';

function askSettle(id) {
    return {
        title: t('ask_settle'),
        will: [t('will_settle')],
        act: 'settle',
        go: t('done'),
        async run(reason) {
            await post(`exceptions/${id}/done`, {reason});
            return {said: t('done_settle'), undo: () => post(`exceptions/${id}/reopen`)};
        },
    };
}

const settle = (row, again) => askButton(t('done'), again, askSettle(row.exception_id));

// What the floor proposes for an item: one touch, which can be taken back.
function whatItTakes(row) {
    if (row.new_service)
        return t('will_take_service', {service: row.new_service});
    return row.new_code
        ? t('will_take_code', {sku: row.sku, code: row.new_code})
        : t('will_take_weight', {sku: row.sku, weight: weight(row.new_mg)});
}

function askTake(row) {
    const name = row.sku || row.order_no;
    return {
        title: t('ask_take'),
        will: [whatItTakes(row)],
        go: t('take_it'),
        async run() {
            await post(`exceptions/${row.exception_id}/take`);
            const undo = () => post(`exceptions/${row.exception_id}/reopen`);
            const said = t('done_take', {name});
            return row.new_service ? {said} : {said, undo}; // it may be packed by now
        },
    };
}

const take = (row, again) =>
    row.new_code || row.new_mg ? askButton(t('take_it'), again, askTake(row)) : '';

const orderLink = row =>
    row.order_id ? link(`#order/${row.order_id}`, row.order_no || row.order_id) : '';

const columns = (again, maySettle) => [
    [t('when'), row => when(row.at_ms)],
    [t('kind'), row => said(row.kind)],
    [t('what_to_do'), row => reasonSaid(row.note)],
    [t('order'), orderLink],
    [t('shipment'), shipmentLink],
    [t('bench'), row => row.station],
    [t('settle'), row => (maySettle ? inRow(take(row, again), settle(row, again)) : '')],
];

// All kinds of which some are open, with how many.
function kindChoices(kinds, chosen) {
    const one = ({kind, count: n}) =>
        [kind, `${said(kind)} (${count(n)})`, `#exceptions?kind=${encodeURIComponent(kind)}`];
    return choices([['', t('all'), '#exceptions'], ...kinds.map(one)], chosen);
}

export async function exceptions({args, me, again}) {
    const query = queryOf(args, ['kind']);
    const {rows, next, answer} =
        await page(`exceptions?${query}`, 'exceptions', args.get('after'));
    return [
        make('h1', {}, t('place_exceptions')),
        make('p', {class: 'lede'}, t('exceptions_lede')),
        inRow(...kindChoices(answer.kinds, args.get('kind') ?? '')),
        totalOf(answer),
        table(t('open_exceptions'), columns(again, isAtLeast(me, 'supervisor')), rows),
        nextPage(next, `#exceptions?${query}&after=`),
    ];
}
