// The office: which place the address names, who is signed in, and set-up.
import {call, post} from './api.js';
import {form, make, message} from '../kit/list.js';
import {importFile} from './import.js';
import * as integrations from './integrations.js';
import * as orders from './orders.js';
import * as settings from './settings.js';
import * as shipping from './shipping.js';
import * as others from './views.js';

const views = {...others, ...orders, ...shipping, ...integrations, ...settings};

const PLACES = [['orders', 'Orders'], ['shipments', 'Shipments'], ['manifests', 'Handover'], ['items', 'Stock'], ['exceptions', 'Exceptions'], ['rates', 'Rates'], ['boxes', 'Boxes'], ['warehouses', 'Warehouses'], ['integrations', 'Integrations'], ['settings', 'Settings'], ['stations', 'Stations'], ['people', 'People'], ['import', 'Import']];
const $ = id => document.getElementById(id);
let me = null;
let turn = 0; // of the newest drawing; an older one that answers late draws nothing

function drawHead(place) {
    $('nav').replaceChildren(...(me ? PLACES : []).map(([name, words]) => make('a', {href: '#' + name, 'aria-current': name === place ? 'page' : null}, words)));
    $('search').hidden = !me;
    $('who').textContent = me ? `${me.name} · ${me.role}` : '';
    $('out').hidden = !me;
}

function enter(title, fields, button, path) {
    const slot = make('div', {});
    $('main').replaceChildren(make('h1', {}, title), slot, form(fields, button, async values => {
        try {
            me = await post(path, values);
            location.hash = '#orders';
            await show();
        } catch (error) {
            slot.replaceChildren(message('wrong', error.message));
        }
    }, true));
    $('main').querySelector('input').focus();
}

async function signIn() {
    turn++;
    const health = await call('GET', '/health');
    drawHead('');
    if (health.needs_setup)
        enter('Set up this site', [['code', 'Set-up code, printed when central started', {required: true, autocomplete: 'off'}], ['name', 'Your name', {required: true}], ['login', 'Sign-in name', {required: true, autocomplete: 'username'}],
            ['password', 'Password, at least 10 characters', {required: true, type: 'password', minlength: 10, autocomplete: 'new-password'}]], 'Set up', 'setup');
    else
        enter('Sign in', [['login', 'Sign-in name', {required: true, autocomplete: 'username'}], ['password', 'Password', {required: true, type: 'password', autocomplete: 'current-password'}]], 'Sign in', 'session');
}

async function show(...before) {
    const [path, query] = (location.hash.slice(1) || 'orders').split('?');
    const [place, id, ...more] = path.split('/');
    const view = place === 'import' ? importFile : views[place];
    const mine = ++turn;
    drawHead(place);
    if (!view) {
        $('main').replaceChildren(make('h1', {}, 'No such page'));
        return;
    }
    try {
        const nodes = await view(new URLSearchParams(query), id, show, [id, ...more]);
        if (mine !== turn)
            return;
        $('main').replaceChildren(...before.filter(Boolean), ...nodes.filter(Boolean));
        document.title = `${$('main').querySelector('h1').textContent} · Tallyman office`;
    } catch (error) {
        if (mine !== turn)
            return;
        if (error.status === 401) {
            me = null;
            await signIn();
        } else {
            $('main').replaceChildren(message('wrong', error.message));
        }
    }
}

$('search').addEventListener('submit', event => {
    event.preventDefault();
    location.hash = '#search?q=' + encodeURIComponent($('q').value.trim());
});
$('out').addEventListener('click', async () => {
    await call('DELETE', '/api/v1/session');
    me = null;
    await signIn();
});
// A slash leads to the search from everywhere but a field.
addEventListener('keydown', event => {
    if (event.key === '/' && me && !event.target.matches('input, textarea, select')) {
        event.preventDefault();
        $('q').focus();
    }
});
addEventListener('hashchange', () => { if (me) show().then(() => $('main').focus()); });

try {
    me = await call('GET', '/api/v1/session');
    await show();
} catch {
    await signIn();
}
