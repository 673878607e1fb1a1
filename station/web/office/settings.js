// Settings as rules: each change is a new version that holds from a day on.
import {get, post} from './api.js';
import {act, form, link, make, table, when} from '../kit/list.js';

const KINDS = {profile: 'Profiles', calendar: 'Calendars', warehouse: 'Warehouses', carrier: 'Carriers', service: 'Services', buffer: 'Buffers', channel: 'Channels', customs: 'Duties', exchange: 'Rates of exchange', restriction: 'Restrictions'};
const EXAMPLES = {
    profile: {name: 'Consumers', strategy: 'least_cost', split_minor: 300, checks: ['address', 'payment'], on_short: 'reallocate', service_days: 3},
    calendar: {weekdays: '1111100', yearly: ['12-25', '01-01'], easter: [-2], zone: 'Europe/Lisbon'},
    warehouse: {name: 'Porto', country: 'PT', postal: '4000-001', latitude: '41.15', longitude: '-8.61', zone: 'Europe/Lisbon', open: '08:00', close: '20:00', handling_min: 30, handling_minor: 40},
    carrier: {name: 'Correio', cutoff: '17:00', days: '1111100', is_postal: true, tracking: {kind: 's10', prefix: 'RR', suffix: 'PT', first: 1, end: 100000}},
    service: {carrier: 'CTT', areas: [{country: 'PT', zone: 0, days: 2}], zones: [{steps: [[2000, 400], [10000, 700]], per_kg_minor: 90}]},
    buffer: {sku: '', warehouse: '', channel: 'market', qty: 2},
    channel: {system: 'webhook', url: 'https://example.org/hook', secret: 'whsec_', events: ['order.received', 'shipment.packed']},
    customs: {area: 'EU', from: '2026-07-01', to: '2028-06-30', per_hs_minor: 300},
    exchange: {rate: '0.92'},
    restriction: {country: 'BR', service: '', hs: '3303'},
};

// The rules of a kind, as a part of another page.
export async function rules(kind, again) {
    const {rules: rows} = await get(`rules/${kind}`);
    return [make('h2', {}, KINDS[kind]), table(KINDS[kind], [['Code', row => link(`#rule/${kind}/${encodeURIComponent(row.code)}`, row.code)], ['Says', row => make('code', {class: 'rule'}, JSON.stringify(row.body).slice(0, 160))], ['Since', row => when(row.from_ms)]], rows),
        make('p', {class: 'row'}, link(`#rule/${kind}/`, `Add one to ${KINDS[kind].toLowerCase()}`))];
}

export async function settings(args, id, again) {
    const parts = [];
    for (const kind of Object.keys(KINDS))
        parts.push(...await rules(kind, again));
    return [make('h1', {}, 'Settings'), make('p', {class: 'lede'}, 'Nothing is overwritten: a change is a new version that holds from a day on, so that every decision can be explained with the rules of its day.'), ...parts];
}

export async function rule(args, id, again, rest) {
    const [kind, code = ''] = rest;
    const versions = code ? (await get(`rules/${kind}/${encodeURIComponent(code)}`)).rules : [];
    const body = versions[0]?.body ?? EXAMPLES[kind];
    const text = make('textarea', {name: 'body', rows: 16, spellcheck: 'false', class: 'rule', 'aria-label': 'What it says, as JSON'});
    text.value = JSON.stringify(body, null, 2);
    const page = form([['code', 'Code', {required: true, maxlength: 23, value: decodeURIComponent(code), readonly: Boolean(code)}], ['from', 'Holds from (empty: now)', {type: 'datetime-local'}]], 'Save this version', values => act(again, async () => {
        let root;
        try {
            root = JSON.parse(text.value);
        } catch (error) {
            throw new Error(`It is no JSON: ${error.message}`);
        }
        await post(`rules/${kind}`, {code: values.code, body: root, ...(values.from ? {from_ms: new Date(values.from).getTime()} : {})});
        location.hash = `#rule/${kind}/${encodeURIComponent(values.code)}`;
    }));
    page.insertBefore(make('label', {class: 'wide'}, 'What it says', text), page.lastChild);
    const end = code && !versions[0]?.is_gone ? make('div', {class: 'row'}, make('button', {class: 'button button--grave', onclick: () => act(again, () => post(`rules/${kind}`, {code: decodeURIComponent(code), is_gone: true}))}, 'End it from now on')) : null;
    return [make('h1', {}, `${KINDS[kind]}: ${decodeURIComponent(code) || 'a new one'}`), page, end, make('h2', {}, 'Versions'), table('The newest first', [['Holds from', row => when(row.from_ms)], ['Entered', row => when(row.made_ms)], ['By', row => row.person_id || 'a program'],
        ['Says', row => row.is_gone ? 'ended' : make('code', {class: 'rule'}, JSON.stringify(row.body))]], versions)];
}
