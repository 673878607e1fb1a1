// One order: where it stands, what may be done with it, and all that happened to it.
import {link, make} from '../../kit/elements.js';
import {form} from '../../kit/form.js';
import {facts, inRow, table} from '../../kit/list.js';
import {money, weight} from '../../kit/numbers.js';
import {when} from '../../kit/time.js';
import {hasWord, t} from '../../kit/words.js';
import {act, askButton} from '../act.js';
import {get, post} from '../api.js';
import {keptSaid, reasonSaid} from '../reasons.js';
import {chip, isAtLeast, said} from '../state.js';
import {askQuantity, askRelease, askSplit, orderButtons} from './asks.js';
import {decisionsOf, whatIf} from './why.js';

const OPEN = ['held', 'waiting', 'allocated', 'released', 'part_shipped'];
const ADDRESS = ['name', 'company', 'street', 'city', 'region', 'postal', 'country'];

// What has to happen next: a shipment that is held, or is unpacked, goes before what the
// order's own state says.
function nextOf(o) {
    const held = o.shipments.find(one => one.state === 'held');
    if (held)
        return t('next_release_shipment', {n: held.shipment_id});
    if (o.shipments.some(one => one.is_stopping))
        return t('next_unpack');
    return t('next_' + o.state);
}

function orderFacts(o) {
    const total = o.total_minor ? money(o.total_minor, o.currency) : t('not_told');
    return facts([
        [t('state'), chip(o.state)],
        [t('next'), nextOf(o)],
        [t('channel'), o.channel],
        [t('customer'), o.customer],
        [t('profile'), o.profile],
        [t('payment'), said(o.payment)],
        [t('total'), total],
        [t('placed'), when(o.placed_ms)],
        [t('promised'), when(o.due_ms) || t('no_promise')],
    ]);
}

function holds(o, id, again, mayRelease) {
    const open = o.holds.filter(hold => !hold.done_ms);
    if (open.length === 0)
        return [];
    const release = row => askButton(t('release'), again, askRelease(id, row), 'main');
    const columns = [
        [t('reason'), row => said(row.kind)],
        [t('note'), row => reasonSaid(row.note)],
        [t('since'), row => when(row.at_ms)],
        [t('release'), row => (mayRelease ? release(row) : '')],
    ];
    return [make('h2', {}, t('held_for')), table(t('what_holds_it'), columns, open)];
}

function destination(group, id, again, isOpen) {
    const town = [group.postal, group.city].filter(Boolean).join(' ');
    const parts = [group.name, group.company, group.street, town, group.region, group.country];
    const lines = parts.filter(Boolean).join(', ').replaceAll('\n', ', ');
    const note = group.note ? ` — ${group.note}` : '';
    const gift = group.gift_text ? ` — ${t('gift_text')}: ${group.gift_text}` : '';
    const title = `${t('destination_n', {n: group.group_no})}: ${lines}${note}${gift}`;
    const fields = ADDRESS.map(name => {
        const attributes = {value: group[name], maxlength: 120};
        return [name, t('address_' + name), attributes];
    });
    const path = `orders/${id}/groups/${group.group_no}`;
    const page = form(fields, t('change_destination'), values =>
        act(again, () => post(path, values)),
    );
    return isOpen ? make('details', {}, make('summary', {}, title), page) : make('p', {}, title);
}

const lineTotal = row => row.price_minor * row.qty - row.discount_minor;

function lineColumns(o, id, again, isOpen) {
    const change = row => askButton(t('change'), again, askQuantity(id, row));
    const split = row => askButton(t('send_alone'), again, askSplit(id, row));
    const maySplit = isOpen && o.lines.length > 1;
    return [
        [t('no_short'), row => row.line_no, 'num'],
        [t('item'), row => link(`#item/${row.item_id}`, row.sku)],
        [t('name'), row => row.name],
        [t('to'), row => row.group_no, 'num'],
        [t('price'), row => money(row.price_minor, o.currency), 'num'],
        [t('ordered'), row => row.qty, 'num'],
        [t('line_total'), row => money(lineTotal(row), o.currency), 'num'],
        [t('shipped'), row => row.qty_shipped, 'num'],
        [t('change'), row => (isOpen ? change(row) : '')],
        [t('split'), row => (maySplit ? split(row) : '')],
    ];
}

const shipmentColumns = () => [
    [t('shipment'), row => link(`#shipment/${row.shipment_id}`, row.shipment_id)],
    [t('warehouse'), row => row.warehouse],
    [t('state'), row => chip(row.state)],
    [t('service'), row => row.service],
    [t('carriage'), row => money(row.cost_minor, row.currency), 'num'],
    [t('cutoff'), row => when(row.due_ms)],
    [t('arrives'), row => when(row.promise_ms)],
    [t('box'), row => [row.box, row.box_2].filter(Boolean).join(t('or'))],
    [t('bench'), row => row.station || t('nobody')],
];

// What must not leave says so before what its carrier knows of it.
const parcelState = row =>
    row.back_ms
        ? t('kept_is_back')
        : row.stop_ms
          ? link(`#kept/${row.sscc}`, `✗ ${t('kept_back')}: ${keptSaid(row.stop_note)}`)
          : chip(row.state);

const parcelColumns = () => [
    [t('no_short'), row => row.parcel_no, 'num'],
    [t('tracking'), row => row.tracking],
    [t('carrier_says'), parcelState],
    [t('weight'), row => weight(row.weight_mg), 'num'],
    [t('check'), row => said(row.weighed)],
    [t('estimate'), row => (row.cost_minor ? money(row.cost_minor) : ''), 'num'],
    [t('billed'), row => (row.billed_minor >= 0 ? money(row.billed_minor) : ''), 'num'],
    [t('labels'), row => row.copies, 'num'],
    [t('packed'), row => when(row.at_ms)],
];

const timelineColumns = () => [
    [t('when'), row => when(row.at_ms)],
    [t('what'), row => (hasWord('event_' + row.kind) ? t('event_' + row.kind) : row.kind)],
    [t('note'), row => (row.kind.startsWith('act_') ? reasonSaid(row.note) : row.note)],
    [t('person'), row => row.person || t('system_itself')],
];

const toldColumns = () => [
    [t('system'), row => row.channel],
    [t('event'), row => row.event],
    [t('state'), row => chip(row.state)],
    [t('tries'), row => row.tries, 'num'],
    [t('why'), row => row.why],
];

export async function order({id, me, again}) {
    const [o, {decisions}, {warehouses}] = await Promise.all([
        get(`orders/${id}`),
        get(`orders/${id}/decisions`),
        get('warehouses'),
    ]);
    const isOpen = OPEN.includes(o.state) && isAtLeast(me, 'supervisor');
    const codes = warehouses.map(w => w.code);
    const part = (title, ...nodes) => [make('h2', {}, title), ...nodes];
    return [
        make('h1', {}, t('order_n', {n: o.order_no})),
        orderFacts(o),
        isOpen ? inRow(...orderButtons(o, again)) : null,
        ...holds(o, id, again, isOpen),
        ...part(t('where_to'), ...o.groups.map(group => destination(group, id, again, isOpen))),
        ...part(t('lines'), table(t('lines'), lineColumns(o, id, again, isOpen), o.lines)),
        ...part(t('shipments'), table(t('shipments'), shipmentColumns(), o.shipments)),
        ...part(t('parcels'), table(t('parcels'), parcelColumns(), o.parcels)),
        ...part(t('why_this_warehouse'), ...decisionsOf(decisions)),
        ...(OPEN.includes(o.state) ? whatIf(id, codes) : []),
        ...part(t('what_happened'), table(t('timeline'), timelineColumns(), o.timeline)),
        ...part(t('who_was_told'), table(t('messages_to_others'), toldColumns(), o.deliveries)),
    ];
}
