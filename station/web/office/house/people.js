// People: who may do what, by badge, PIN and password.
import {make} from '../../kit/elements.js';
import {form} from '../../kit/form.js';
import {table} from '../../kit/list.js';
import {t} from '../../kit/words.js';
import {act, actButton} from '../act.js';
import {get, post} from '../api.js';
import {said} from '../state.js';

const ROLES = ['packer', 'receiver', 'supervisor', 'manager'];

function changeButton(row, again) {
    const words = t(row.is_active ? 'deactivate' : 'activate');
    const body = {person_id: row.person_id, is_active: !row.is_active};
    return actButton(words, again, 'people', body);
}

const columns = again => [
    [t('no_short'), row => row.person_id, 'num'],
    [t('name'), row => row.name],
    [t('role'), row => said(row.role)],
    [t('login'), row => row.login],
    [t('badge'), row => (row.has_badge ? t('yes') : '')],
    [t('pin'), row => (row.has_pin ? t('yes') : '')],
    [t('active'), row => t(row.is_active ? 'yes' : 'no')],
    [t('change'), row => changeButton(row, again)],
];

const fields = () => [
    ['name', t('name'), {required: true, maxlength: 120}],
    ['login', t('login'), {required: true, maxlength: 60}],
    ['role', t('role'), {options: ROLES.map(role => [role, said(role)])}],
    ['badge', t('badge_number'), {maxlength: 60}],
    ['pin', t('pin_digits'), {inputmode: 'numeric', maxlength: 8}],
    ['password', t('office_password'), {type: 'password', autocomplete: 'new-password'}],
];

export async function people({again}) {
    const {people: rows} = await get('people');
    return [
        make('h1', {}, t('place_people')),
        table(t('place_people'), columns(again), rows),
        make('h2', {}, t('add_person')),
        form(fields(), t('add'), values => act(again, () => post('people', values))),
    ];
}
