// One station: where it was heard, another token for it, and the way out of use.
import {make} from '../../kit/elements.js';
import {facts, inRow} from '../../kit/list.js';
import {when} from '../../kit/time.js';
import {t} from '../../kit/words.js';
import {askButton} from '../act.js';
import {get, post} from '../api.js';
import {withdrawal} from './withdraw.js';

function askRenew(name, path) {
    return {
        title: t('ask_renew', {name}),
        will: [t('another_token_lede'), t('no_way_back')],
        act: 'withdraw',
        go: t('another_token'),
        async run(reason) {
            const {token} = await post(`${path}/token`, {reason});
            return {said: t('token_once', {name, token})};
        },
    };
}

export async function station({id, again}) {
    const one = (await get(`stations?after=${Number(id) - 1}&limit=1`)).stations
        .find(row => row.station_id === Number(id));
    if (!one)
        return [make('h1', {}, t('no_such_page'))];
    const path = `stations/${one.station_id}`;
    return [
        make('h1', {}, one.name),
        facts([
            [t('made'), when(one.made_ms)],
            [t('last_used'), when(one.seen_ms) || t('never')],
            [t('from_where'), one.peer],
        ]),
        make('h2', {}, t('another_token')),
        make('p', {class: 'lede'}, t('another_token_lede')),
        inRow(askButton(t('another_token'), again, askRenew(one.name, path), 'grave')),
        ...withdrawal(one, path, again),
    ];
}
