// Programs: what each may do with its token, and how to withdraw it.
import {link, make} from '../../kit/elements.js';
import {form} from '../../kit/form.js';
import {facts, nextPage, table} from '../../kit/list.js';
import {when} from '../../kit/time.js';
import {t} from '../../kit/words.js';
import {get, page} from '../api.js';
import {showToken, withdrawal} from './withdraw.js';

const SCOPES = ['orders', 'read', 'floor', 'manager'];

const lastUsed = row => when(row.used_ms) || t('never');

const columns = () => [
    [t('name'), row => link(`#program/${row.token_id}`, row.name)],
    [t('may'), row => t('may_' + row.scope)],
    [t('made'), row => when(row.made_ms)],
    [t('last_used'), lastUsed],
    [t('from_where'), row => row.peer],
    [t('withdrawn'), row => when(row.gone_ms)],
];

const fields = () => [
    ['name', t('name'), {required: true, maxlength: 60}],
    ['scope', t('may'), {options: SCOPES.map(one => [one, t('may_' + one)])}],
];

export async function programs({args, again}) {
    const {rows: tokens, next} = await page('tokens', 'tokens', args.get('after'));
    return [
        make('h1', {}, t('place_programs')),
        table(t('place_programs'), columns(), tokens),
        nextPage(next, '#programs?after='),
        make('h2', {}, t('add_program')),
        form(fields(), t('add'), values => showToken(again, values.name, 'tokens', values)),
    ];
}

export async function program({id, again}) {
    const one = (await get(`tokens?after=${Number(id) - 1}&limit=1`)).tokens
        .find(row => row.token_id === Number(id));
    if (!one)
        return [make('h1', {}, t('no_such_page'))];
    return [
        make('h1', {}, one.name),
        facts([
            [t('may'), t('may_' + one.scope)],
            [t('made'), when(one.made_ms)],
            [t('last_used'), lastUsed(one)],
            [t('from_where'), one.peer],
        ]),
        ...withdrawal(one, `tokens/${one.token_id}`, again),
    ];
}
