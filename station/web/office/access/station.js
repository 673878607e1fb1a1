// One station: where it was heard, another token for it, and the way out of use.
import {make} from '../../kit/elements.js';
import {facts} from '../../kit/list.js';
import {when} from '../../kit/time.js';
import {t} from '../../kit/words.js';
import {get} from '../api.js';
import {reasonForm, showToken, withdrawal} from './withdraw.js';

export async function station({id, again}) {
    const one = (await get('stations')).stations.find(row => row.station_id === Number(id));
    if (!one)
        return [make('h1', {}, t('no_such_page'))];
    const path = `stations/${one.station_id}`;
    const renew = values => showToken(again, one.name, `${path}/token`, values);
    return [
        make('h1', {}, one.name),
        facts([
            [t('made'), when(one.made_ms)],
            [t('last_used'), when(one.seen_ms) || t('never')],
            [t('from_where'), one.peer],
        ]),
        make('h2', {}, t('another_token')),
        make('p', {class: 'lede'}, t('another_token_lede')),
        reasonForm(t('another_token'), renew),
        ...withdrawal(one, path, again),
    ];
}
