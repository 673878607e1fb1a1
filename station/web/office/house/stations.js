// Stations: when each was heard of, and a token for a new one.
import {link, make} from '../../kit/elements.js';
import {form} from '../../kit/form.js';
import {nextPage, table} from '../../kit/list.js';
import {when} from '../../kit/time.js';
import {t} from '../../kit/words.js';
import {showToken} from '../access/withdraw.js';
import {page} from '../api.js';

const SECOND_MS = 1000;
const CLOCK_OFF_MS = 60000;

const seconds = ms => Math.round(ms / SECOND_MS);

function seen(row) {
    if (!row.seen_ms)
        return t('never');
    return t('seconds_ago', {n: Math.max(0, seconds(Date.now() - row.seen_ms))});
}

function clock(row) {
    const isOff = Math.abs(row.skew_ms) > CLOCK_OFF_MS;
    return isOff ? t('seconds_off', {n: seconds(row.skew_ms)}) : t('clock_right');
}

// Where another machine with its token was refused.
function rival(row) {
    return row.rival ? `${row.rival}, ${when(row.rival_ms)}` : '';
}

const columns = () => [
    [t('no_short'), row => row.station_id, 'num'],
    [t('name'), row => link(`#station/${row.station_id}`, row.name)],
    [t('last_event'), row => row.last_seq, 'num'],
    [t('seen'), seen],
    [t('clock'), clock],
    [t('journal'), row => row.journal_id],
    [t('second_machine'), rival],
    [t('withdrawn'), row => when(row.gone_ms)],
];

export async function stations({args, again}) {
    const {rows, next} = await page('stations', 'stations', args.get('after'));
    const fields = [['name', t('name'), {required: true, maxlength: 60}]];
    return [
        make('h1', {}, t('place_stations')),
        table(t('place_stations'), columns(), rows),
        nextPage(next, '#stations?after='),
        make('h2', {}, t('add_station')),
        form(fields, t('add'), values => showToken(again, values.name, 'stations', values)),
    ];
}
