// Rates: what every service would cost for a parcel, and bills that differ.
import {link, make} from '../../kit/elements.js';
import {nextPage, table} from '../../kit/list.js';
import {money, weight} from '../../kit/numbers.js';
import {when} from '../../kit/time.js';
import {hasWord, t} from '../../kit/words.js';
import {askForm} from '../act.js';
import {get, page, post} from '../api.js';
import {rules} from '../house/settings.js';

const MG_IN_G = 1000;

function tryFields(warehouses) {
    const length = {type: 'number', min: 0, value: 0};
    return [
        ['warehouse', t('from'), {options: warehouses.map(w => [w.code, w.code])}],
        ['country', t('to_country'), {required: true, value: 'PT', maxlength: 60}],
        ['postal', t('postal_code'), {maxlength: 12}],
        ['weight_g', t('weight_g'), {type: 'number', min: 1, required: true, value: 1200}],
        ['length_mm', t('length_in_mm'), length],
        ['width_mm', t('width_in_mm'), length],
        ['height_mm', t('height_in_mm'), length],
    ];
}

function verdictWord(verdict) {
    return hasWord('rate_' + verdict) ? t('rate_' + verdict) : verdict;
}

const serviceColumns = () => [
    [t('service'), row => (row.is_chosen ? '✓ ' : '') + row.name],
    [t('carrier'), row => row.carrier],
    [t('billed_weight'), row => (row.billable_mg ? weight(row.billable_mg) : ''), 'num'],
    [t('price'), row => (row.total_minor ? money(row.base_minor, row.currency) : ''), 'num'],
    [
        t('surcharges'),
        row => (row.surcharge_minor ? money(row.surcharge_minor, row.currency) : ''),
        'num',
    ],
    [t('together'), row => (row.total_minor ? money(row.total_minor, row.currency) : ''), 'num'],
    [t('arrives'), row => when(row.promise_ms)],
    [t('verdict'), row => verdictWord(row.verdict)],
];

async function tryOut({weight_g: grams, ...values}) {
    const lengths = ['length_mm', 'width_mm', 'height_mm'];
    const {services} = await post('rates/try', {
        ...values,
        weight_mg: grams * MG_IN_G,
        ...Object.fromEntries(lengths.map(name => [name, Number(values[name])])),
    });
    return [table(t('every_service'), serviceColumns(), services)];
}

const billColumns = () => [
    [t('tracking'), row => row.tracking],
    [t('carrier'), row => row.carrier],
    [t('order'), row => link(`#order/${row.order_id}`, row.order_id)],
    [t('planned'), row => money(row.estimate_minor, row.currency), 'num'],
    [t('weighed'), row => money(row.cost_minor, row.currency), 'num'],
    [t('billed'), row => money(row.billed_minor, row.currency), 'num'],
];

export async function rates({args}) {
    const [{warehouses}, bills] = await Promise.all([
        get('warehouses'),
        page('bills', 'bills', args.get('after')),
    ]);
    return [
        make('h1', {}, t('carriers_and_rates')),
        make('h2', {}, t('try_out')),
        ...askForm(tryFields(warehouses), t('try_out'), tryOut),
        make('h2', {}, t('bills_that_differ')),
        table(t('bills_caption'), billColumns(), bills.rows),
        nextPage(bills.next, '#rates?after='),
        ...(await rules('carrier')),
        ...(await rules('service')),
    ];
}
