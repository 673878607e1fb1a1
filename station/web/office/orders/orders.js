// Orders: the list, by state, and those that stay too long in theirs.
import {link, make} from '../../kit/elements.js';
import {choices, inRow, nextPage, table} from '../../kit/list.js';
import {when} from '../../kit/time.js';
import {t} from '../../kit/words.js';
import {actButton} from '../act.js';
import {page} from '../api.js';
import {saveButton} from '../csv.js';
import {chip, said} from '../state.js';

const STATES = [
    'held',
    'waiting',
    'allocated',
    'released',
    'part_shipped',
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

// The state "stuck" is a list of its own.
const pathOf = state => (state === 'stuck' ? 'stuck' : `orders?state=${state}`);

export async function orders({args, again}) {
    const state = args.get('state') ?? '';
    const isStuck = state === 'stuck';
    const {rows, next} = await page(pathOf(state), 'orders', args.get('after'));
    const filter = STATES.map(one => [one, said(one), `#orders?state=${one}`]);
    filter.unshift(['', t('all'), '#orders?state=']);
    const batch = state === 'allocated' && rows.length > 0
        ? [actButton(t('release_all_to_benches'), again, 'batches', {}, 'main')]
        : [];
    const save = saveButton('orders.csv', pathOf(state), 'orders');
    return [
        make('h1', {}, t('place_orders')),
        inRow(...choices(filter, state), ...batch, save),
        table(t(isStuck ? 'orders_stuck' : 'orders_newest'), columns(), rows),
        nextPage(next, `#orders?state=${state}&after=`),
    ];
}
