// What the office shows, one function a place. Each returns nodes.
import {get, page, post} from './api.js';
import {facts, form, grams, link, make, message, table, when} from './dom.js';

const STATES = {released: 'note', claimed: 'note', waiting: 'look', held: 'look', cancelled: 'stop', packed: 'ok', shipped: 'ok', part_shipped: 'look'};
const chip = state => make('span', {class: 'chip', 'data-is': STATES[state] ?? 'note'}, state.replace('_', ' '));

function more(next, hash) {
    return next ? make('p', {class: 'row'}, link(`${hash}?after=${next}`, 'Next 100')) : null;
}

export async function orders(args) {
    const state = args.get('state') ?? '';
    const {rows, next} = await page(`orders?state=${state}`, 'orders', 'order_id', args.get('after') ?? 0);
    const filter = ['', 'waiting', 'released', 'shipped', 'part_shipped', 'cancelled'].map(one =>
        make('a', {class: 'button', href: `#orders?state=${one}`, 'aria-current': one === state ? 'true' : null}, one ? one.replace('_', ' ') : 'all'));
    return [make('h1', {}, 'Orders'), make('div', {class: 'row'}, ...filter), table('Orders by number of arrival', [
        ['Order', row => link(`#order/${row.order_id}`, row.order_no)], ['Channel', row => row.channel], ['State', row => chip(row.state)],
        ['Customer', row => row.customer], ['Country', row => row.country], ['Placed', row => when(row.placed_ms)], ['Due', row => when(row.due_ms)]], rows),
    next ? make('p', {class: 'row'}, link(`#orders?state=${state}&after=${next}`, 'Next 100')) : null];
}

async function act(again, run) {
    try {
        await run();
        await again();
    } catch (error) {
        await again(message('wrong', error.message));
    }
}

export async function order(args, id, again) {
    const o = await get(`orders/${id}`);
    const open = ['waiting', 'released', 'part_shipped'].includes(o.state);
    const nodes = [make('h1', {}, `Order ${o.order_no}`), facts([['State', chip(o.state)], ['Channel', o.channel], ['Customer', o.customer],
        ['To', o.groups.map(g => [g.name, g.company, g.street, g.postal, g.city, g.region, g.country].filter(Boolean).join(', ').replaceAll('\n', ', ')).join(' / ')], ['Placed', when(o.placed_ms)], ['Due', when(o.due_ms) || 'no promise']])];
    if (open)
        nodes.push(make('div', {class: 'row'}, make('button', {class: 'button button--grave', onclick: () => act(again, () => post(`orders/${id}/cancel`))}, 'Cancel the order')));
    nodes.push(make('h2', {}, 'Lines'), table('Lines', [['No', row => row.line_no, 'num'], ['Item', row => link(`#item/${row.item_id}`, row.sku)], ['Name', row => row.name],
        ['Ordered', row => row.qty, 'num'], ['Shipped', row => row.qty_shipped, 'num'],
        ['Change', row => open ? quantity(row, id, again) : '']], o.lines));
    nodes.push(make('h2', {}, 'Shipments'), table('Shipments', [['Shipment', row => link(`#shipment/${row.shipment_id}`, row.shipment_id)], ['State', row => chip(row.state)],
        ['Bench', row => row.station_id || 'nobody'], ['Claimed', row => when(row.claimed_ms)], ['Tote', row => row.tote]], o.shipments));
    nodes.push(make('h2', {}, 'Parcels'), table('Parcels', [['No', row => row.parcel_no, 'num'], ['Tracking', row => row.tracking], ['SSCC', row => row.sscc],
        ['Weight', row => grams(row.weight_mg), 'num'], ['Check', row => row.weighed.replace('_', ' ')], ['Labels', row => row.copies, 'num'], ['Packed', row => when(row.at_ms)]], o.parcels));
    return nodes;
}

function quantity(row, id, again) {
    const input = make('input', {type: 'number', min: row.qty_shipped, value: row.qty, 'aria-label': `Quantity of line ${row.line_no}`});
    input.addEventListener('change', () => act(again, () => post(`orders/${id}/lines/${row.line_no}`, {qty: Number(input.value)})));
    return input;
}

export async function items(args) {
    const {rows, next} = await page('items', 'items', 'item_id', args.get('after') ?? 0);
    return [make('h1', {}, 'Stock'), make('p', {class: 'lede'}, 'Choose an item to see where it lies and every move it made.'), table('Items', [['SKU', row => link(`#item/${row.item_id}`, row.sku)],
        ['Name', row => row.name], ['Weight', row => grams(row.weight_mg), 'num'], ['Lots', row => row.needs_lot ? 'yes' : ''], ['Serials', row => row.needs_serial ? 'yes' : '']], rows), more(next, '#items')];
}

export async function item(args, id) {
    const [one, stock, moves] = await Promise.all([get(`items/${id}`), get(`items/${id}/stock`), page(`items/${id}/moves`, 'moves', 'move_id', args.get('after') ?? 0)]);
    const day = days => days ? new Date(days * 86400000).toISOString().slice(0, 10) : '';
    return [make('h1', {}, `${one.sku}: ${one.name}`), facts([['Weight', grams(one.weight_mg)], ['Codes', one.codes.map(c => c.code + (c.qty > 1 ? ` (${c.qty})` : '')).join(', ') || 'none'],
        ['Kit', one.parts.map(p => `${p.qty} × ${p.sku}`).join(', ') || 'no']]),
    make('h2', {}, 'Where it lies'), table('Balance by place and lot', [['Place', row => row.place], ['Lot', row => row.lot], ['Expires', row => day(row.expiry_days)],
        ['On hand', row => row.qty, 'num'], ['Reserved', row => row.qty_reserved, 'num']], stock.stock),
    make('h2', {}, 'Moves'), table('Ledger', [['Move', row => row.move_id, 'num'], ['When', row => when(row.at_ms)], ['Quantity', row => row.qty, 'num'], ['Lot', row => row.lot],
        ['From', row => row.from_place], ['To', row => row.to_place], ['Why', row => row.reason], ['Shipment', row => row.shipment_id ? link(`#shipment/${row.shipment_id}`, row.shipment_id) : '']], moves.rows),
    more(moves.next, `#item/${id}`)];
}

export async function shipments(args) {
    const state = args.get('state') ?? 'released';
    const {rows, next} = await page(`shipments?state=${state}`, 'shipments', 'shipment_id', args.get('after') ?? 0);
    const filter = ['released', 'claimed', 'held', 'packed', 'cancelled'].map(one => make('a', {class: 'button', href: `#shipments?state=${one}`, 'aria-current': one === state ? 'true' : null}, one));
    return [make('h1', {}, 'Shipments'), make('div', {class: 'row'}, ...filter), table('Shipments by time due', [['Shipment', row => link(`#shipment/${row.shipment_id}`, row.shipment_id)],
        ['Order', row => link(`#order/${row.order_id}`, row.order_no)], ['State', row => chip(row.state)], ['Bench', row => row.station_id || 'nobody'], ['Due', row => when(row.due_ms)], ['Tote', row => row.tote],
        ['Stop', row => row.is_stopping ? 'cancel asked' : '']], rows), next ? make('p', {class: 'row'}, link(`#shipments?state=${state}&after=${next}`, 'Next 100')) : null];
}

export async function shipment(args, id, again) {
    const s = await get(`shipments/${id}`);
    const nodes = [make('h1', {}, `Shipment ${s.shipment_id}`), facts([['Order', link(`#order/${s.order_id}`, s.order_no)], ['State', chip(s.state)], ['Bench', s.station_id || 'nobody'], ['Fence', s.fence], ['Tote', s.tote || 'none']])];
    if (s.state === 'held')
        nodes.push(make('div', {class: 'row'}, make('button', {class: 'button button--main', onclick: () => act(again, () => post(`shipments/${id}/release`))}, 'Release from hold')));
    nodes.push(make('h2', {}, 'Lines'), table('Lines', [['Item', row => row.sku], ['Name', row => row.name], ['Quantity', row => row.qty, 'num'], ['Lot', row => row.lot], ['Kit', row => row.is_kit ? 'kit' : row.kit_pos >= 0 ? 'part' : '']], s.lines),
        make('h2', {}, 'What happened'), table('Events of the benches', [['Bench', row => row.station_id, 'num'], ['No', row => row.seq, 'num'], ['When', row => when(row.at_ms)], ['What', row => row.kind],
            ['Verdict', row => row.verdict.replaceAll('_', ' ')], ['Person', row => row.person_id || ''], ['Record', row => row.body.length > 120 ? row.body.slice(0, 120) + '…' : row.body]], s.events));
    return nodes;
}

export async function exceptions(args, id, again) {
    const {rows, next} = await page('exceptions', 'exceptions', 'exception_id', args.get('after') ?? 0);
    return [make('h1', {}, 'Exceptions'), make('p', {class: 'lede'}, 'What a person has to look at. Nothing here blocks the rest.'), table('Open exceptions', [['When', row => when(row.at_ms)], ['Kind', row => row.kind], ['What to do', row => row.note],
        ['Shipment', row => row.shipment_id ? link(`#shipment/${row.shipment_id}`, row.shipment_id) : ''], ['Bench', row => row.station_id || ''],
        ['Settle', row => make('button', {class: 'button', onclick: () => act(again, () => post(`exceptions/${row.exception_id}/done`))}, 'Done')]], rows), more(next, '#exceptions')];
}

export async function stations(args, id, again) {
    const {stations: rows} = await get('stations');
    const now = Date.now();
    return [make('h1', {}, 'Stations'), table('Stations', [['No', row => row.station_id, 'num'], ['Name', row => row.name], ['Last event', row => row.last_seq, 'num'], ['Seen', row => row.seen_ms ? `${Math.max(0, Math.round((now - row.seen_ms) / 1000))} s ago` : 'never'],
        ['Clock', row => Math.abs(row.skew_ms) > 60000 ? `${Math.round(row.skew_ms / 1000)} s off` : 'right']], rows),
    make('h2', {}, 'Add a station'), form([['name', 'Name', {required: true, maxlength: 60}]], 'Add', async values => {
        try {
            const made = await post('stations', values);
            await again(message('note', `Token of ${values.name}, shown this once: ${made.token}`));
        } catch (error) {
            await again(message('wrong', error.message));
        }
    })];
}

export async function people(args, id, again) {
    const {people: rows} = await get('people');
    return [make('h1', {}, 'People'), table('People', [['No', row => row.person_id, 'num'], ['Name', row => row.name], ['Role', row => row.role], ['Sign-in name', row => row.login], ['Badge', row => row.has_badge ? 'yes' : ''], ['PIN', row => row.has_pin ? 'yes' : ''],
        ['Active', row => row.is_active ? 'yes' : 'no'], ['Change', row => make('button', {class: 'button', onclick: () => act(again, () => post('people', {person_id: row.person_id, is_active: !row.is_active}))}, row.is_active ? 'Deactivate' : 'Activate')]], rows),
    make('h2', {}, 'Add a person'), form([['name', 'Name', {required: true, maxlength: 120}], ['login', 'Sign-in name', {required: true, maxlength: 60}], ['role', 'Role', {options: ['packer', 'receiver', 'supervisor', 'manager']}],
        ['badge', 'Badge number', {maxlength: 60}], ['pin', 'PIN (4 to 8 digits)', {inputmode: 'numeric', maxlength: 8}], ['password', 'Password (office)', {type: 'password', autocomplete: 'new-password'}]], 'Add', values =>
        act(again, () => post('people', values)))];
}

export async function search(args) {
    const q = args.get('q') ?? '';
    const {found} = await get('search?q=' + encodeURIComponent(q));
    return [make('h1', {}, `Search: ${q}`), table('Found', [['Kind', row => row.kind], ['Code', row => link(`#${row.kind}/${row.id}`, row.text)], ['Note', row => row.note]], found)];
}
