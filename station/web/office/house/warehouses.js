// Warehouses with the distances between them, and the work that waits in one.
import {link, make} from '../../kit/elements.js';
import {nextPage, table} from '../../kit/list.js';
import {count} from '../../kit/numbers.js';
import {minutes, when} from '../../kit/time.js';
import {t} from '../../kit/words.js';
import {get, page} from '../api.js';
import {rules} from './settings.js';

const M_IN_KM = 1000;

const workOf = row =>
    row.open_shipments + (row.capacity ? t('of_capacity', {n: row.capacity}) : '');

const columns = () => [
    [t('code'), row => link(`#queue/${row.code}`, row.code)],
    [t('name'), row => row.name],
    [t('place'), row => [row.postal, row.country].filter(Boolean).join(' ')],
    [t('kind'), row => t(row.is_store ? 'a_store' : 'a_warehouse')],
    [t('open'), row => t(row.is_closed ? 'closed' : 'yes')],
    [t('calendar'), row => row.calendar || t('every_day')],
    [t('asked'), row => row.priority, 'num'],
    [t('work'), workOf, 'num'],
];

function distanceColumns(rows) {
    const km = metres => (metres === null ? '–' : count(Math.round(metres / M_IN_KM)));
    const to = (column, n) => [column.code, row => km(row.distances_m[n]), 'num'];
    return [[t('from'), row => row.code], ...rows.map(to)];
}

export async function warehouses() {
    const {warehouses: rows} = await get('warehouses');
    return [
        make('h1', {}, t('place_warehouses')),
        table(t('warehouses_work'), columns(), rows),
        make('h2', {}, t('distances')),
        table(t('great_circle'), distanceColumns(rows), rows),
        ...(await rules('warehouse')),
        ...(await rules('calendar')),
        ...(await rules('buffer')),
    ];
}

function timeLeft(due) {
    if (!due)
        return '';
    const left = minutes(due - Date.now());
    return left < 0 ? t('late_by', {n: -left}) : t('minutes', {m: left});
}

const queueColumns = zone => [
    [t('shipment'), row => link(`#shipment/${row.shipment_id}`, row.shipment_id)],
    [t('order'), row => link(`#order/${row.order_id}`, row.order_no)],
    [t('service'), row => row.service],
    [t('cutoff'), row => when(row.due_ms, zone)],
    [t('time_left'), row => timeLeft(row.due_ms), 'num'],
];

export async function queue({args, id}) {
    const [{rows, next}, {warehouses: all}] = await Promise.all([
        page(`queue/${id}`, 'shipments', args.get('after')),
        get('warehouses'),
    ]);
    const zone = all.find(one => one.code === id)?.zone || undefined;
    return [
        make('h1', {}, t('work_of', {code: id})),
        make('p', {class: 'lede'}, t('queue_lede')),
        zone ? make('p', {class: 'lede'}, t('times_of', {zone})) : null,
        table(t('waits_for_bench'), queueColumns(zone), rows),
        nextPage(next, `#queue/${id}?after=`),
    ];
}
