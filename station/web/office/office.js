// The office: which place the address names, and who is signed in.
//
// A place is a function that gets {args, id, rest, me, again} and returns the nodes to show:
// #order/12?x=1 is the place "order" with id "12" and args x; me is who is signed in.
// again() draws the place anew, with what it is given on top.
import {$, link, make} from '../kit/elements.js';
import {leadTo} from '../kit/keys.js';
import {setZone, zoneName} from '../kit/time.js';
import {toast} from '../kit/toast.js';
import {chooseLanguage, setLanguage, t, useWords} from '../kit/words.js';
import {access} from './access/access.js';
import {person} from './access/person.js';
import {program, programs} from './access/programs.js';
import {station} from './access/station.js';
import {call} from './api.js';
import {exceptions} from './house/exceptions.js';
import {integrations} from './house/integrations.js';
import {people} from './house/people.js';
import {rule, settings} from './house/settings.js';
import {stations} from './house/stations.js';
import {queue, warehouses} from './house/warehouses.js';
import {importFile} from './import.js';
import {order} from './orders/order.js';
import {orders} from './orders/orders.js';
import {search} from './search.js';
import {boxes} from './ship/boxes.js';
import {manifests} from './ship/handover.js';
import {kept} from './ship/kept.js';
import {rates} from './ship/rates.js';
import {shipment, shipments} from './ship/shipments.js';
import {askWho} from './sign_in.js';
import {isAtLeast, said} from './state.js';
import {recall} from './stock/recall.js';
import {item, items} from './stock/stock.js';
import {EN} from './words/en.js';
import {ES} from './words/es.js';
import {PT} from './words/pt.js';

// In the order of the head of the page.
const IN_HEAD = {
    orders,
    shipments,
    manifests,
    items,
    exceptions,
    rates,
    boxes,
    warehouses,
    integrations,
    settings,
    stations,
    people,
    programs,
    access,
    import: importFile,
};
// What each place of the head is for: who has less than this role is not led there.
// Central decides who may; this only spares a menu of doors that do not open.
const LEAST = {
    exceptions: 'supervisor',
    rates: 'supervisor',
    boxes: 'supervisor',
    warehouses: 'supervisor',
    integrations: 'supervisor',
    people: 'supervisor',
    settings: 'manager',
    stations: 'manager',
    programs: 'manager',
    access: 'manager',
    import: 'manager',
};
const PLACES = {
    ...IN_HEAD,
    order,
    person,
    program,
    station,
    shipment,
    kept,
    item,
    queue,
    recall,
    rule,
    search,
};

let me = null;
const lastQuery = {}; // of each place of the head: its filter, to come back to
let turn = 0; // of the newest drawing; an older one that answers late draws nothing

function placeLink(name, place) {
    const current = name === place ? 'page' : null;
    const query = name === place ? '' : (lastQuery[name] ?? '');
    return make('a', {href: '#' + name + query, 'aria-current': current}, t('place_' + name));
}

function drawHead(place) {
    const mayOpen = name => isAtLeast(me, LEAST[name] ?? 'packer');
    const names = me ? Object.keys(IN_HEAD).filter(mayOpen) : [];
    $('nav').replaceChildren(...names.map(name => placeLink(name, place)));
    $('search').hidden = !me;
    $('who').textContent = me ? `${me.name} · ${said(me.role)}` : '';
    $('zone').textContent = me ? t('times_of', {zone: zoneName()}) : '';
    $('out').hidden = !me;
}

// What stands in the page's own text, in the language chosen.
function sayFrame() {
    document.title = t('office');
    $('name').textContent = t('office');
    $('nav').setAttribute('aria-label', t('parts_of_office'));
    $('q-label').textContent = t('search_label');
    $('q').placeholder = t('search_hint');
    $('out').textContent = t('sign_out');
}

async function signIn() {
    turn++;
    me = null;
    drawHead('');
    await askWho(async person => {
        me = person;
        await findZone();
        location.hash = '#orders';
        await show();
    });
}

function draw(nodes) {
    $('main').replaceChildren(...nodes.filter(Boolean));
    const title = $('main').querySelector('h1')?.textContent;
    if (title)
        document.title = `${title} · ${t('office')}`;
}

async function fail(error) {
    if (error.status === 401)
        await signIn();
    else
        draw([toast('wrong', error.message)]);
}

// The zone of the site, when all its warehouses are in one.
async function findZone() {
    const {warehouses: all} = await call('GET', '/api/v1/warehouses');
    const zones = new Set(all.map(one => one.zone).filter(Boolean));
    setZone(zones.size === 1 ? [...zones][0] : undefined);
}

// A page of a long list is left, its filter is not.
function remember(place, args) {
    const kept = new URLSearchParams(args);
    kept.delete('after');
    lastQuery[place] = kept.size ? `?${kept}` : '';
}

async function show(...before) {
    const [path, query] = (location.hash.slice(1) || 'orders').split('?');
    const [place, ...rest] = path.split('/');
    const mine = ++turn;
    drawHead(place);
    if (!(place in PLACES)) {
        draw([make('h1', {}, t('no_such_page')), make('p', {}, link('#orders', t('to_orders')))]);
        return;
    }
    const args = new URLSearchParams(query);
    remember(place, args);
    const address = {args, id: rest[0], rest, me, again: show};
    try {
        const nodes = await PLACES[place](address);
        if (mine === turn)
            draw([...before, ...nodes]);
    } catch (error) {
        if (mine === turn)
            await fail(error);
    }
}

function listen() {
    $('search').addEventListener('submit', event => {
        event.preventDefault();
        location.hash = '#search?q=' + encodeURIComponent($('q').value.trim());
    });
    $('out').addEventListener('click', async () => {
        await call('DELETE', '/api/v1/session');
        await signIn();
    });
    addEventListener('keydown', event => {
        if (event.key === '/' && me)
            leadTo($('q'), event);
    });
    addEventListener('hashchange', () => {
        if (me)
            show().then(() => {
                $('main').focus({preventScroll: true});
                scrollTo(0, 0);
            });
    });
}

useWords({en: EN, 'pt-BR': PT, es: ES});
const asked = new URLSearchParams(location.search).get('lang');
setLanguage(chooseLanguage([asked, ...navigator.languages]));
sayFrame();
listen();
try {
    me = await call('GET', '/api/v1/session');
    await findZone();
    await show();
} catch {
    await signIn();
}
