// The way in: a password, or on a new site the code that central printed once.
import {$, make} from '../kit/elements.js';
import {form} from '../kit/form.js';
import {toast} from '../kit/toast.js';
import {t} from '../kit/words.js';
import {call, post} from './api.js';

const MIN_PASSWORD = 12;

function setUpFields() {
    const password = {type: 'password', minlength: MIN_PASSWORD, autocomplete: 'new-password'};
    return [
        ['code', t('setup_code'), {required: true, autocomplete: 'off'}],
        ['name', t('your_name'), {required: true}],
        ['login', t('login'), {required: true, autocomplete: 'username'}],
        ['password', t('new_password', {n: MIN_PASSWORD}), {required: true, ...password}],
    ];
}

function signInFields() {
    const password = {type: 'password', autocomplete: 'current-password'};
    return [
        ['login', t('login'), {required: true, autocomplete: 'username'}],
        ['password', t('password'), {required: true, ...password}],
    ];
}

// Shows the form; enter gets the person once central knows them.
export async function askWho(enter) {
    const {needs_setup: isNew} = await call('GET', '/health');
    const title = t(isNew ? 'set_up_site' : 'sign_in');
    const words = t(isNew ? 'set_up' : 'sign_in');
    const slot = make('div', {});
    async function submit(values) {
        try {
            await enter(await post(isNew ? 'setup' : 'session', values));
        } catch (error) {
            slot.replaceChildren(toast('wrong', error.message));
        }
    }
    const fields = isNew ? setUpFields() : signInFields();
    const page = form(fields, words, submit, 'narrow');
    $('main').replaceChildren(make('h1', {}, title), slot, page);
    $('main').querySelector('input').focus();
}
