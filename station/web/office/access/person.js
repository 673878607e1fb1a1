// One person: role, secrets, and the way out of the house.
import {make} from '../../kit/elements.js';
import {form} from '../../kit/form.js';
import {facts, inRow} from '../../kit/list.js';
import {t} from '../../kit/words.js';
import {act, actButton, askButton} from '../act.js';
import {get, post} from '../api.js';
import {said} from '../state.js';
import {endAllButton, sessionTable} from './sessions.js';

const ROLES = ['packer', 'receiver', 'supervisor', 'manager'];

// The one that a person has stands first.
export function roleField(has = ROLES[0]) {
    const names = [has, ...ROLES.filter(role => role !== has)];
    return ['role', t('role'), {options: names.map(role => [role, said(role)])}];
}

export const secretFields = () => [
    ['badge', t('badge_number'), {maxlength: 60}],
    ['pin', t('pin_digits'), {inputmode: 'numeric', maxlength: 8}],
    ['password', t('office_password'), {type: 'password', autocomplete: 'new-password'}],
];

const yesNo = is => t(is ? 'yes' : 'no');

const factsOf = one => facts([
    [t('role'), said(one.role)],
    [t('login'), one.login],
    [t('badge'), yesNo(one.has_badge)],
    [t('pin'), yesNo(one.has_pin)],
    [t('active'), yesNo(one.is_active)],
]);

// What is left empty stays as it is.
const filled = values => Object.fromEntries(Object.entries(values).filter(one => one[1]));

function askLeave({person_id, name}) {
    return {
        title: t('ask_leave', {name}),
        will: [t('will_leave', {name})],
        act: 'leave',
        go: t('deactivate'),
        async run(reason) {
            await post('people', {person_id, is_active: false, reason});
            const undo = () => post('people', {person_id, is_active: true});
            return {said: t('done_leave', {name}), undo};
        },
    };
}

function wayOut(one, me, again) {
    const {person_id} = one;
    if (!one.is_active)
        return actButton(t('activate'), again, 'people', {person_id, is_active: true});
    if (person_id === me.person_id)
        return make('p', {}, t('not_oneself'));
    return askButton(t('deactivate'), again, askLeave(one), 'grave');
}

export async function person({id, me, again}) {
    const one = (await get(`people?after=${Number(id) - 1}&limit=1`)).people
        .find(row => row.person_id === Number(id));
    if (!one)
        return [make('h1', {}, t('no_such_page'))];
    const person_id = one.person_id;
    const change = values => act(again, () => post('people', {person_id, ...filled(values)}));
    const {sessions} = await get(`sessions?person_id=${person_id}`);
    return [
        make('h1', {}, one.name),
        factsOf(one),
        sessionTable(sessions, again),
        inRow(endAllButton(one, again)),
        make('h2', {}, t('another_role')),
        form([roleField(one.role)], t('change'), change),
        make('h2', {}, t('new_secrets')),
        make('p', {class: 'lede'}, t('new_secrets_lede')),
        form(secretFields(), t('change'), change),
        make('h2', {}, t(one.is_active ? 'deactivate' : 'activate')),
        inRow(wayOut(one, me, again)),
    ];
}
