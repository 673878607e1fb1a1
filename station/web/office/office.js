// The office: which place the address names, and who is signed in.
//
// A place is a function that gets {args, id, rest, me, again} and returns the nodes to show:
// #order/12?x=1 is the place "order" with id "12" and args x; me is who is signed in.
// again() draws the place anew, with what it is given on top.
import {$, make} from '../kit/elements.js';
import {leadTo} from '../kit/keys.js';
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
import {rates} from './ship/rates.js';
import {shipment, shipments} from './ship/shipments.js';
import {askWho} from './sign_in.js';
import {said} from './state.js';
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
const PLACES = {
    ...IN_HEAD,
    order,
    person,
    program,
    station,
    shipment,
    item,
    queue,
    recall,
    rule,
    search,
};

let me = null;
let turn = 0; // of the newest drawing; an older one that answers late draws nothing

function placeLink(name, place) {
    const current = name === place ? 'page' : null;
    return make('a', {href: '#' + name, 'aria-current': current}, t('place_' + name));
}

function drawHead(place) {
    const names = me ? Object.keys(IN_HEAD) : [];
    $('nav').replaceChildren(...names.map(name => placeLink(name, place)));
    $('search').hidden = !me;
    $('who').textContent = me ? `${me.name} · ${said(me.role)}` : '';
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

async function show(...before) {
    const [path, query] = (location.hash.slice(1) || 'orders').split('?');
    const [place, ...rest] = path.split('/');
    const mine = ++turn;
    drawHead(place);
    if (!(place in PLACES)) {
        draw([make('h1', {}, t('no_such_page'))]);
        return;
    }
    const args = new URLSearchParams(query);
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
            show().then(() => $('main').focus());
    });
}

useWords({en: EN, 'pt-BR': PT, es: ES});
const asked = new URLSearchParams(location.search).get('lang');
setLanguage(chooseLanguage([asked, ...navigator.languages]));
sayFrame();
listen();
try {
    me = await call('GET', '/api/v1/session');
    await show();
} catch {
    await signIn();
}
