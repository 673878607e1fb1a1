// Orders: the list, by state, and those that stay too long in theirs.
import {link, make} from '../../kit/elements.js';
import {choices, inRow, nextPage, table} from '../../kit/list.js';
import {when} from '../../kit/time.js';
import {t} from '../../kit/words.js';
import {actButton} from '../act.js';
import {page} from '../api.js';
import {saveButton} from '../csv.js';
import {filterForm, queryOf, totalOf} from '../filter.js';
import {chip, said} from '../state.js';

const STATES = [
    'held',
    'waiting',
    'allocated',
    'released',
    'part_shipped',
    'packed',
    'shipped',
    'delivered',
    'cancelled',
    'stuck',
];

const columns = () => [
    [t('order'), row => link(`#order/${row.order_id}`, row.order_no)],
    [t('channel'), row => row.channel],
    [t('state'), row => chip(row.state)],
    [t('customer'), row => row.customer],
    [t('country'), row => row.country],
    [t('profile'), row => row.profile],
    [t('paid'), row => said(row.payment)],
    [t('placed'), row => when(row.placed_ms)],
    [t('promised'), row => when(row.due_ms)],
];

const NAMES = ['state', 'channel', 'sort'];

// The state "stuck" is a list of its own.
const pathOf = args => (args.get('state') === 'stuck' ? 'stuck' : `orders?${queryOf(args, NAMES)}`);

function filters(args) {
    const sorts = [['', t('sort_newest')], ['due', t('sort_due')]];
    const chosen = args.get('sort') === 'due' ? sorts.toReversed() : sorts;
    const mayBeDue = args.get('state') && !args.get('channel');
    const fields = [['channel', t('channel'), {maxlength: 23}]];
    if (mayBeDue)
        fields.push(['sort', t('sorted_by'), {options: chosen}]);
    return filterForm('orders', fields, args, ['state']);
}

function stateChoices(args) {
    const others = queryOf(args, ['channel']);
    const one = state => [state, said(state), `#orders?state=${state}&${others}`];
    const all = [['', t('all'), `#orders?${others}`], ...STATES.map(one)];
    return choices(all, args.get('state') ?? '');
}

function titleOf(args) {
    if (args.get('state') === 'stuck')
        return 'orders_stuck';
    return args.get('sort') === 'due' ? 'orders_due' : 'orders_newest';
}

export async function orders({args, again}) {
    const state = args.get('state') ?? '';
    const isStuck = state === 'stuck';
    const {rows, next, answer} = await page(pathOf(args), 'orders', args.get('after'));
    const batch = state === 'allocated' && rows.length > 0
        ? [actButton(t('release_all_to_benches'), again, 'batches', {}, 'main')]
        : [];
    const save = saveButton('orders.csv', pathOf(args), 'orders');
    return [
        make('h1', {}, t('place_orders')),
        inRow(...stateChoices(args), ...batch, save),
        isStuck ? null : filters(args),
        totalOf(answer),
        table(t(titleOf(args)), columns(), rows),
        nextPage(next, `#orders?${queryOf(args, NAMES)}&after=`),
    ];
}
