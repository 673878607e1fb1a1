// Orders: the list, one order with all that happened to it, and why it goes
// where it goes.
import {get, page, post} from './api.js';
import {saveButton} from './csv.js';
import {act, chip, facts, form, grams, link, make, message, money, table, when} from '../kit/list.js';

const STATES = ['', 'held', 'waiting', 'allocated', 'released', 'part_shipped', 'shipped', 'delivered', 'cancelled'];
const BLOCKS = {closed: 'closed', forbidden: 'a rule keeps it from this order', no_service: 'no carrier goes there from here', too_late: 'would break the promise', full: 'its capacity of the day is used up', no_stock: 'holds none of it', dearer: 'dearer than those above'};
const STRATEGIES = ['least_cost', 'nearest', 'priority', 'fewest_parcels', 'oldest_stock'];
let questions = 0;
const OPEN = ['held', 'waiting', 'allocated', 'released', 'part_shipped'];

export async function orders(args) {
    const state = args.get('state') ?? '';
    const stuck = state === 'stuck';
    const {rows, next} = stuck ? {rows: (await get('stuck')).orders, next: 0} : await page(`orders?state=${state}`, 'orders', 'order_id', args.get('after') ?? 0);
    const filter = [...STATES, 'stuck'].map(one => make('a', {class: 'button', href: `#orders?state=${one}`, 'aria-current': one === state ? 'true' : null}, one ? one.replace('_', ' ') : 'all'));
    return [make('h1', {}, 'Orders'), make('div', {class: 'row'}, ...filter, stuck ? null : saveButton('orders.csv', `orders?state=${state}`, 'orders', 'order_id')),
        table(stuck ? 'Orders longer in their state than they should be' : 'Orders, the newest first', [
            ['Order', row => link(`#order/${row.order_id}`, row.order_no)], ['Channel', row => row.channel], ['State', row => chip(row.state)],
            ['Customer', row => row.customer], ['Country', row => row.country], ['Profile', row => row.profile], ['Paid', row => row.payment.replace('_', ' ')],
            ['Placed', row => when(row.placed_ms)], ['Promised', row => when(row.due_ms)]], rows),
        next ? make('p', {class: 'row'}, link(`#orders?state=${state}&after=${next}`, 'Next 100')) : null];
}

// The sentence first: which warehouse, and what made it so.
function sentence(body) {
    const used = body.plan.map(one => one.warehouse);
    if (used.length === 0)
        return 'No warehouse has it: the order waits for stock.';
    const free = [...body.sites, ...body.others?.dearer ?? []];
    const strategy = {least_cost: 'the least cost', nearest: 'the shortest way', priority: 'the first on the list', fewest_parcels: 'the fewest parcels', oldest_stock: 'the oldest stock'}[body.rule.strategy];
    const many = used.length > 1 ? `${used.length} parcels from ${used.join(' and ')}, since none alone is better` : `From ${used[0]}`;
    return `${many}: ${strategy} of ${free.length} warehouse${free.length === 1 ? '' : 's'} that could.` + (body.is_late ? ' None keeps the promise: the soonest service is used.' : '');
}

// Money, whatever the strategy counts in: carriage, handling, splitting.
function spend(body) {
    const sites = Object.fromEntries(body.sites.map(site => [site.warehouse, site]));
    return body.plan.reduce((sum, one) => sum + sites[one.warehouse].carriage_minor + (sites[one.warehouse].handling_minor ?? 0) * one.take.reduce((a, b) => a + b, 0), 0)
        + Math.max(0, body.plan.length - 1) * body.rule.split_minor;
}

function candidates(body, caption) {
    const used = Object.fromEntries(body.plan.map(one => [one.warehouse, one.take.reduce((a, b) => a + b, 0)]));
    const wanted = body.needs.reduce((sum, need) => sum + need[1], 0);
    const others = Object.entries(body.others ?? {}).flatMap(([block, codes]) => codes.map(warehouse => ({warehouse, block})));
    const rows = [...body.sites, ...others].sort((a, b) => (used[b.warehouse] ?? 0) - (used[a.warehouse] ?? 0) || (a.block === 'free' ? 0 : 1) - (b.block === 'free' ? 0 : 1) || (a.carriage_minor ?? 0) - (b.carriage_minor ?? 0));
    return table(caption, [
        ['Warehouse', row => (used[row.warehouse] ? '✓ ' : '') + row.warehouse], ['Sends', row => used[row.warehouse] ?? '', 'num'], ['Holds', row => row.block === 'free' ? `${row.covers} of ${wanted}` : '', 'num'],
        ['Carriage', row => row.block === 'free' ? money(row.carriage_minor) : '', 'num'], ['Handling a unit', row => row.block === 'free' ? money(row.handling_minor ?? 0) : '', 'num'],
        ['Distance', row => row.distance_m ? `${Math.round(row.distance_m / 1000)} km` : '', 'num'], ['Service', row => row.service ?? ''], ['Arrives', row => when(row.promise_ms)],
        ['Not chosen because', row => used[row.warehouse] ? '' : BLOCKS[row.block] ?? 'dearer, or holds less']], rows);
}

function why(decision) {
    return make('section', {class: 'why'}, make('h3', {}, `Destination ${decision.group_no}, ${when(decision.at_ms)}, ${money(spend(decision.body))}`), make('p', {class: 'sentence'}, sentence(decision.body)),
        make('p', {class: 'lede'}, decision.is_reproduced ? 'Solved again from what it saw, the same plan comes out.' : 'Solved again, another plan comes out: tell the makers.'), candidates(decision.body, `Warehouses looked at for decision ${decision.decision_id}, as they stood then`));
}

function whatIf(id, warehouses) {
    const slot = make('div', {'aria-live': 'polite'});
    return [make('h2', {}, 'What if'), form([['strategy', 'Strategy', {options: ['', ...STRATEGIES]}], ['warehouse', 'Only from', {options: ['', ...warehouses]}]], 'Work it out', async values => {
        try {
            const answer = await get(`orders/${id}/what-if?strategy=${values.strategy}&warehouse=${values.warehouse}`);
            slot.replaceChildren(...answer.groups.flatMap(body => [make('p', {class: 'sentence'}, `${sentence(body)} Together ${money(spend(body))}.`), candidates(body, `Warehouses looked at for question ${++questions}`)]));
        } catch (error) {
            slot.replaceChildren(message('wrong', error.message));
        }
    }), slot];
}

function quantity(row, id, again) {
    const input = make('input', {type: 'number', min: row.qty_shipped, value: row.qty, 'aria-label': `Quantity of line ${row.line_no}`});
    input.addEventListener('change', () => act(again, () => post(`orders/${id}/lines/${row.line_no}`, {qty: Number(input.value)})));
    return input;
}

function holds(o, id, again) {
    const open = o.holds.filter(hold => !hold.done_ms);
    return [open.length ? make('h2', {}, 'Held for') : null, open.length ? table('What holds it', [['Reason', row => row.kind], ['Note', row => row.note], ['Since', row => when(row.at_ms)],
        ['Release', row => make('button', {class: 'button button--main', onclick: () => act(again, () => post(`orders/${id}/unhold/${row.kind}`))}, 'Release')]], open) : null];
}

function buttons(o, id, again) {
    const button = (words, path, is, body) => make('button', {class: `button ${is}`, onclick: () => act(again, () => post(`orders/${id}/${path}`, body))}, words);
    return make('div', {class: 'row'}, o.state !== 'held' ? button('Hold', 'hold', '', {kind: 'manual', note: 'by the office'}) : null, button('Plan anew', 'allocate', ''),
        o.state === 'part_shipped' ? button('Close the rest', 'close', '') : null, button('Cancel the order', 'cancel', 'button--grave'));
}

function destination(group, id, again) {
    const fields = [['name', 'Name'], ['company', 'Company'], ['street', 'Street'], ['city', 'Town'], ['region', 'Region'], ['postal', 'Postal code'], ['country', 'Country']];
    const lines = [group.name, group.company, group.street, [group.postal, group.city].filter(Boolean).join(' '), group.region, group.country].filter(Boolean).join(', ').replaceAll('\n', ', ');
    return make('details', {}, make('summary', {}, `Destination ${group.group_no}: ${lines}` + (group.note ? ` — ${group.note}` : '')),
        form(fields.map(([name, title]) => [name, title, {value: group[name], maxlength: 120}]), 'Change the destination', values => act(again, () => post(`orders/${id}/groups/${group.group_no}`, values))));
}

const EVENTS = {received: 'Came in', screened: 'Checked', held: 'Held', waiting: 'Waits', allocated: 'Allocated', released: 'Released to the benches', shipped: 'Shipped', part_shipped: 'Shipped in part', delivered: 'Delivered', cancelled: 'Cancelled', split: 'Split', edited: 'Edited at the channel', readdressed: 'New destination', substituted: 'Substituted', cancel_asked: 'Cancelling: a bench unpacks'};

export async function order(args, id, again) {
    const [o, {decisions}, {warehouses}] = await Promise.all([get(`orders/${id}`), get(`orders/${id}/decisions`), get('warehouses')]);
    const open = OPEN.includes(o.state);
    return [make('h1', {}, `Order ${o.order_no}`), facts([['State', chip(o.state)], ['Next', `${o.next_action} (${o.next_owner})`], ['Channel', o.channel], ['Customer', o.customer],
        ['Profile', o.profile], ['Payment', o.payment.replace('_', ' ')], ['Total', o.total_minor ? money(o.total_minor, o.currency) : 'not told'], ['Placed', when(o.placed_ms)], ['Promised', when(o.due_ms) || 'no promise']]),
    open ? buttons(o, id, again) : null, ...holds(o, id, again),
    make('h2', {}, 'Where to'), ...o.groups.map(group => destination(group, id, again)),
    make('h2', {}, 'Lines'), table('Lines', [['No', row => row.line_no, 'num'], ['Item', row => link(`#item/${row.item_id}`, row.sku)], ['Name', row => row.name], ['To', row => row.group_no, 'num'], ['Price', row => money(row.price_minor, o.currency), 'num'],
        ['Ordered', row => row.qty, 'num'], ['Shipped', row => row.qty_shipped, 'num'], ['Change', row => open ? quantity(row, id, again) : ''],
        ['Split', row => open && o.lines.length > 1 ? make('button', {class: 'button', onclick: () => act(again, () => post(`orders/${id}/lines/${row.line_no}/split`))}, 'Send alone') : '']], o.lines),
    make('h2', {}, 'Shipments'), table('Shipments', [['Shipment', row => link(`#shipment/${row.shipment_id}`, row.shipment_id)], ['Warehouse', row => row.warehouse], ['State', row => chip(row.state)], ['Service', row => row.service],
        ['Carriage', row => money(row.cost_minor, row.currency), 'num'], ['Cut-off', row => when(row.due_ms)], ['Arrives', row => when(row.promise_ms)], ['Box', row => [row.box, row.box_2].filter(Boolean).join(' or ')], ['Bench', row => row.station_id || 'nobody']], o.shipments),
    make('h2', {}, 'Parcels'), table('Parcels', [['No', row => row.parcel_no, 'num'], ['Tracking', row => row.tracking], ['Carrier says', row => chip(row.state)], ['Weight', row => grams(row.weight_mg), 'num'], ['Check', row => row.weighed.replace('_', ' ')],
        ['Estimate', row => row.cost_minor ? money(row.cost_minor) : '', 'num'], ['Billed', row => row.billed_minor >= 0 ? money(row.billed_minor) : '', 'num'], ['Labels', row => row.copies, 'num'], ['Packed', row => when(row.at_ms)]], o.parcels),
    make('h2', {}, 'Why this warehouse'), ...(decisions.length ? decisions.slice(0, 3).map(why) : [make('p', {class: 'none'}, 'Nothing was decided yet')]), ...(open ? whatIf(id, warehouses.map(w => w.code)) : []),
    make('h2', {}, 'What happened'), table('Timeline', [['When', row => when(row.at_ms)], ['What', row => EVENTS[row.kind] ?? row.kind], ['Note', row => row.note], ['Person', row => row.person_id || 'system']], o.timeline),
    make('h2', {}, 'Who was told'), table('Messages to other systems', [['System', row => row.channel], ['Event', row => row.event], ['State', row => chip(row.state)], ['Tries', row => row.tries, 'num'], ['Why', row => row.why]], o.deliveries)];
}
