// People: who may do what, by badge, PIN and password.
import {link, make} from '../../kit/elements.js';
import {form} from '../../kit/form.js';
import {nextPage, table} from '../../kit/list.js';
import {t} from '../../kit/words.js';
import {roleField, secretFields} from '../access/person.js';
import {act} from '../act.js';
import {page, post} from '../api.js';
import {said} from '../state.js';

const columns = () => [
    [t('name'), row => link(`#person/${row.person_id}`, row.name)],
    [t('role'), row => said(row.role)],
    [t('login'), row => row.login],
    [t('badge'), row => (row.has_badge ? t('yes') : '')],
    [t('pin'), row => (row.has_pin ? t('yes') : '')],
    [t('active'), row => t(row.is_active ? 'yes' : 'no')],
];

const fields = () => [
    ['name', t('name'), {required: true, maxlength: 120}],
    ['login', t('login'), {required: true, maxlength: 60}],
    roleField(),
    ...secretFields(),
];

export async function people({args, again}) {
    const {rows, next} = await page('people', 'people', args.get('after'));
    return [
        make('h1', {}, t('place_people')),
        table(t('place_people'), columns(), rows),
        nextPage(next, '#people?after='),
        make('h2', {}, t('add_person')),
        form(fields(), t('add'), values => act(again, () => post('people', values))),
    ];
}
