// What the office shows, one function a place. Each returns nodes.
import {get, page, post} from './api.js';
import {saveButton} from './csv.js';
import {act, chip, facts, form, grams, link, make, message, table, when} from '../kit/list.js';

function more(next, hash) {
    return next ? make('p', {class: 'row'}, link(`${hash}?after=${next}`, 'Next 100')) : null;
}

export async function items(args) {
    const {rows, next} = await page('items', 'items', 'item_id', args.get('after') ?? 0);
    return [make('h1', {}, 'Stock'), make('p', {class: 'lede'}, 'Choose an item to see where it lies and every move it made.'), make('div', {class: 'row'}, saveButton('items.csv', 'items', 'items', 'item_id')), table('Items', [['SKU', row => link(`#item/${row.item_id}`, row.sku)],
        ['Name', row => row.name], ['Weight', row => grams(row.weight_mg), 'num'], ['Lots', row => row.needs_lot ? 'yes' : ''], ['Serials', row => row.needs_serial ? 'yes' : '']], rows), more(next, '#items')];
}

export async function item(args, id) {
    const [one, {warehouses: places}, {rules}, stock, moves] = await Promise.all([get(`items/${id}`), get(`items/${id}/warehouses`), get('rules/buffer'), get(`items/${id}/stock`), page(`items/${id}/moves`, 'moves', 'move_id', args.get('after') ?? 0)]);
    const buffers = rules.filter(row => !row.body.sku || row.body.sku === one.sku);
    const day = days => days ? new Date(days * 86400000).toISOString().slice(0, 10) : '';
    return [make('h1', {}, `${one.sku}: ${one.name}`), facts([['Weight', grams(one.weight_mg)], ['Codes', one.codes.map(c => c.code + (c.qty > 1 ? ` (${c.qty})` : '')).join(', ') || 'none'],
        ['Kit', one.parts.map(p => `${p.qty} × ${p.sku}`).join(', ') || 'no']]),
    make('h2', {}, 'Warehouses'), table('On hand by warehouse', [['Warehouse', row => row.warehouse], ['On hand', row => row.qty, 'num'], ['Reserved', row => row.qty_reserved, 'num'], ['Free', row => row.qty - row.qty_reserved, 'num']], places),
    make('p', {class: 'row'}, ...buffers.map(row => link(`#rule/buffer/${row.code}`, `Buffer ${row.code}: keeps ${row.body.qty ?? 0}${row.body.permille ? ` or ${row.body.permille / 10} %` : ''}${row.body.channel ? ` from ${row.body.channel}` : ''}${row.body.warehouse ? ` in ${row.body.warehouse}` : ''}`))),
    make('h2', {}, 'Where it lies'), table('Balance by place and lot', [['Warehouse', row => row.warehouse], ['Place', row => row.place], ['Lot', row => row.lot], ['Expires', row => day(row.expiry_days)],
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
