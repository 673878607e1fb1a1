// Which system hears of which event, how, and what went wrong.
import {link, make} from '../../kit/elements.js';
import {choices, inRow, nextPage, table} from '../../kit/list.js';
import {count} from '../../kit/numbers.js';
import {when} from '../../kit/time.js';
import {t} from '../../kit/words.js';
import {actButton} from '../act.js';
import {get, page} from '../api.js';
import {filterForm, queryOf, totalOf} from '../filter.js';
import {chip, said} from '../state.js';
import {rules} from './settings.js';

const STATES = ['dead', 'unknown', 'waiting', 'done'];
const SECOND_MS = 1000;

function duration(ms) {
    if (ms < 0)
        return '–';
    return ms < SECOND_MS ? `${ms} ms` : `${count(Math.round(ms / SECOND_MS))} s`;
}

function worksWord(row) {
    if (row.is_off)
        return t('off');
    if (row.why)
        return t('no_because', {why: row.why});
    return t(row.last_ok_ms ? 'yes' : 'never_answered');
}

const systemColumns = () => [
    [t('channel'), row => row.channel],
    [t('system'), row => row.system],
    [t('how'), row => row.how],
    [t('hears_of'), row => row.events.join(', ')],
    [t('works'), worksWord],
    [t('last_good'), row => when(row.last_ok_ms)],
    [t('tries'), row => row.tries, 'num'],
    [t('latency_half'), row => duration(row.latency_p50_ms), 'num'],
    [t('latency_99'), row => duration(row.latency_p99_ms), 'num'],
];

const openColumns = () => [
    [t('channel'), row => row.channel],
    [t('event'), row => row.event],
    [t('state'), row => chip(row.state)],
    [t('how_many'), row => row.count, 'num'],
    [t('most_tries'), row => row.tries, 'num'],
];

function messageColumns(state, again) {
    const orderLink = row => (row.order_id ? link(`#order/${row.order_id}`, row.order_id) : '');
    const retry = row => actButton(t('try_now'), again, `deliveries/${row.delivery_id}/retry`);
    return [
        [t('no_short'), row => row.delivery_id, 'num'],
        [t('channel'), row => row.channel],
        [t('event'), row => row.event],
        [t('order'), orderLink],
        [t('tries'), row => row.tries, 'num'],
        [t('next'), row => when(row.next_ms)],
        [t('why'), row => row.why],
        [t('again'), row => (state === 'done' ? '' : retry(row))],
    ];
}

const deadColumns = () => [
    [t('when'), row => when(row.at_ms)],
    [t('channel'), row => row.channel],
    [t('topic'), row => row.topic],
    [t('why'), row => row.why],
];

export async function integrations({args, again}) {
    const state = args.get('state') ?? 'dead';
    const others = queryOf(args, ['channel']);
    const path = `deliveries?state=${state}&${others}`;
    const [all, {rows, next, answer}, inbox] = await Promise.all([
        get('integrations'),
        page(path, 'deliveries', args.get('after')),
        page(`inbox?state=dead&${others}`, 'inbox', args.get('inbox')),
    ]);
    const filter = STATES.map(one => [one, said(one), `#integrations?state=${one}&${others}`]);
    const fields = [['channel', t('channel'), {maxlength: 23}]];
    const messages = t('messages_that_are', {state: said(state)});
    return [
        make('h1', {}, t('place_integrations')),
        table(t('systems'), systemColumns(), all.channels),
        make('h2', {}, t('not_done_yet')),
        table(t('messages_by_system'), openColumns(), all.open),
        make('h2', {}, t('messages')),
        inRow(...choices(filter, state)),
        filterForm('integrations', fields, args, ['state']),
        totalOf(answer),
        table(messages, messageColumns(state, again), rows),
        nextPage(next, `#integrations?state=${state}&${others}&after=`),
        make('h2', {}, t('not_taken_in')),
        totalOf(inbox.answer),
        table(t('dead_letters'), deadColumns(), inbox.rows),
        nextPage(inbox.next, `#integrations?state=${state}&${others}&inbox=`),
        ...(await rules('channel')),
    ];
}
