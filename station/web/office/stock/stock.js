// Items: the list, and one item with where it lies and every move it made.
import {link, make} from '../../kit/elements.js';
import {choices, facts, inRow, nextPage, table} from '../../kit/list.js';
import {weight} from '../../kit/numbers.js';
import {day, when} from '../../kit/time.js';
import {t} from '../../kit/words.js';
import {get, page} from '../api.js';
import {saveButton} from '../csv.js';
import {queryOf, totalOf} from '../filter.js';
import {said} from '../state.js';

const itemColumns = () => [
    [t('sku'), row => link(`#item/${row.item_id}`, row.sku)],
    [t('name'), row => row.name],
    [t('weight'), row => weight(row.weight_mg), 'num'],
    [t('lots'), row => (row.needs_lot ? t('yes') : '')],
    [t('serials'), row => (row.needs_serial ? t('yes') : '')],
    [t('state'), row => (row.is_draft ? said('draft') : '')],
];

export async function items({args}) {
    const query = queryOf(args, ['state']);
    const path = `items?${query}`;
    const {rows, next, answer} = await page(path, 'items', args.get('after'));
    const filter = [['', t('all'), '#items'], ['draft', said('draft'), '#items?state=draft']];
    return [
        make('h1', {}, t('place_items')),
        make('p', {class: 'lede'}, t('items_lede')),
        inRow(...choices(filter, args.get('state') ?? ''), saveButton('items.csv', path, 'items')),
        totalOf(answer),
        table(t('items'), itemColumns(), rows),
        nextPage(next, `#items?${query}&after=`),
    ];
}

const warehouseColumns = () => [
    [t('warehouse'), row => row.warehouse],
    [t('on_hand'), row => row.qty, 'num'],
    [t('reserved'), row => row.qty_reserved, 'num'],
    [t('free'), row => row.qty - row.qty_reserved, 'num'],
];

const stockColumns = () => [
    [t('warehouse'), row => row.warehouse],
    [t('place'), row => row.place],
    [t('lot'), row => row.lot],
    [t('expires'), row => day(row.expiry_days)],
    [t('on_hand'), row => row.qty, 'num'],
    [t('reserved'), row => row.qty_reserved, 'num'],
];

const moveColumns = () => [
    [t('move'), row => row.move_id, 'num'],
    [t('when'), row => when(row.at_ms)],
    [t('quantity'), row => row.qty, 'num'],
    [t('lot'), row => row.lot],
    [t('from'), row => row.from_place],
    [t('to'), row => row.to_place],
    [t('why'), row => row.reason],
    [
        t('shipment'),
        row => (row.shipment_id ? link(`#shipment/${row.shipment_id}`, row.shipment_id) : ''),
    ],
];

function bufferLink(rule) {
    const {qty = 0, permille, channel, warehouse} = rule.body;
    const parts = [
        t('buffer_keeps', {code: rule.code, qty}),
        permille ? t('buffer_or', {percent: permille / 10}) : '',
        channel ? t('buffer_from', {channel}) : '',
        warehouse ? t('buffer_in', {warehouse}) : '',
    ];
    return link(`#rule/buffer/${rule.code}`, parts.filter(Boolean).join(' '));
}

const weightOf = one =>
    one.is_weight_learned
        ? t('weight_learned', {weight: weight(one.weight_mg)})
        : weight(one.weight_mg);

function itemFacts(one) {
    const codes = one.codes.map(c => c.code + (c.qty > 1 ? ` (${c.qty})` : ''));
    const parts = one.parts.map(p => `${p.qty} × ${p.sku}`);
    return facts([
        ...(one.is_draft ? [[t('state'), said('draft')]] : []),
        [t('weight'), weightOf(one)],
        [t('codes'), codes.join(', ') || t('none')],
        [t('kit'), parts.join(', ') || t('no')],
    ]);
}

export async function item({args, id}) {
    const [one, {warehouses}, {rules}, stock, moves] = await Promise.all([
        get(`items/${id}`),
        get(`items/${id}/warehouses`),
        get('rules/buffer'),
        page(`items/${id}/stock`, 'stock', args.get('places')),
        page(`items/${id}/moves?sort=newest`, 'moves', args.get('after')),
    ]);
    const buffers = rules.filter(rule => !rule.body.sku || rule.body.sku === one.sku);
    return [
        make('h1', {}, `${one.sku}: ${one.name}`),
        itemFacts(one),
        make('h2', {}, t('place_warehouses')),
        table(t('on_hand_by_warehouse'), warehouseColumns(), warehouses),
        make('p', {class: 'row'}, ...buffers.map(bufferLink)),
        make('h2', {}, t('where_it_lies')),
        table(t('balance'), stockColumns(), stock.rows),
        nextPage(stock.next, `#item/${id}?places=`),
        make('h2', {}, t('moves')),
        table(t('ledger'), moveColumns(), moves.rows),
        nextPage(moves.next, `#item/${id}?after=`),
    ];
}
