// Which system hears of which event, how, and what went wrong.
import {get, page, post} from './api.js';
import {act, chip, link, make, table, when} from '../kit/list.js';
import {rules} from './settings.js';

const seconds = ms => ms < 0 ? '–' : ms < 1000 ? `${ms} ms` : `${Math.round(ms / 1000).toLocaleString('en')} s`;

export async function integrations(args, id, again) {
    const state = args.get('state') ?? 'dead';
    const [all, {rows, next}, {inbox}] = await Promise.all([get('integrations'), page(`deliveries?state=${state}`, 'deliveries', 'delivery_id', args.get('after') ?? 0), get('inbox?state=dead')]);
    const filter = ['dead', 'unknown', 'waiting', 'done'].map(one => make('a', {class: 'button', href: `#integrations?state=${one}`, 'aria-current': one === state ? 'true' : null}, one));
    return [make('h1', {}, 'Integrations'), table('Systems', [['Channel', row => row.channel], ['System', row => row.system], ['How', row => row.how], ['Hears of', row => row.events.join(', ')], ['Works', row => row.is_off ? 'off' : row.why ? `no: ${row.why}` : 'yes'],
        ['Last good', row => when(row.last_ok_ms)], ['Tries', row => row.tries, 'num'], ['Order to here, half', row => seconds(row.latency_p50_ms), 'num'], ['99 of 100', row => seconds(row.latency_p99_ms), 'num']], all.channels),
    make('h2', {}, 'Not done yet'), table('Messages by system and event', [['Channel', row => row.channel], ['Event', row => row.event], ['State', row => chip(row.state)], ['How many', row => row.count, 'num'], ['Most tries', row => row.tries, 'num']], all.open),
    make('h2', {}, 'Messages'), make('div', {class: 'row'}, ...filter), table(`Messages that are ${state}`, [['No', row => row.delivery_id, 'num'], ['Channel', row => row.channel], ['Event', row => row.event], ['Order', row => row.order_id ? link(`#order/${row.order_id}`, row.order_id) : ''], ['Tries', row => row.tries, 'num'], ['Next', row => when(row.next_ms)], ['Why', row => row.why],
        ['Again', row => state === 'done' ? '' : make('button', {class: 'button', onclick: () => act(again, () => post(`deliveries/${row.delivery_id}/retry`))}, 'Try now')]], rows),
    next ? make('p', {class: 'row'}, link(`#integrations?state=${state}&after=${next}`, 'Next 100')) : null,
    make('h2', {}, 'What could not be taken in'), table('Dead letters', [['When', row => when(row.at_ms)], ['Channel', row => row.channel], ['Topic', row => row.topic], ['Why', row => row.why]], inbox), ...await rules('channel', again)];
}
