// The bench page on ordinary data: orders of 1, 7 and 48 lines, long names, no picture, a dead
// one, late by minutes, hours and days, with a note; in three sizes, three languages and both
// themes. Nothing leaves the screen, is cut, lies over another, or moves between two scans.
//
// The states are those of a real station, varied where a day would have to pass.
import assert from 'node:assert/strict';
import {after, before, test} from 'node:test';
import {Bench} from '../kit/bench.mjs';
import {checkAccess, openPage, shoot, startBrowser} from '../kit/page.mjs';
import {startSite} from '../kit/site.mjs';
import {BenchPage} from './bench_page.mjs';
import {placesOf, strayBoxes} from './boxes.mjs';

const SIZES = [[1280, 800], [1920, 1080], [800, 1280]];
const LANGUAGES = ['en', 'pt-BR', 'es'];
const NAMES = {
    word: 'Wolfeschlegelsteinhausenbergerdorff'.repeat(4).slice(0, 120),
    blanks: 'Caneca esmaltada com tampa de bambu e colher, cor azul '.repeat(3).slice(0, 118),
    short: 'Mug',
};
const NOTE = 'Gift: no prices inside. Wrap each cup twice, and lay the card with the greeting ' +
    'on top; the customer asked that the box be sealed with paper tape only, please.';
const STILL = ['#slab', '.picture', '.take__words', '.take__count', '#advice', '.ledger', '#acts',
    '.health', '#tape-last'];
const LATE_MS = {minutes: 59 * 60000, hours: 23 * 3600000 + 59 * 60000, days: 12 * 86400000};
const COUNTS = [1, 7, 48];
const SHOWN = ['opened-1', 'opened-7', 'opened-48', 'wrong-7', 'too-many-48', 'why-hold-7',
    'free', 'which', 'hazmat', 'wants-expiry'];

let site;
let office;
let browser;
const states = new Map(); // name: a state of the real station

const skuOf = n => `LONG-SKU-${n}-0123456789-ABCDEF`;

async function load(kind, text) {
    const token = new Bench(site).token;
    const answer = await fetch(new URL(`api/v1/import?kind=${kind}&format=csv`, site.office), {
        method: 'POST', body: text, headers: {Authorization: `Bearer ${token}`,
            'Content-Type': 'text/csv'}});
    const report = await answer.json();
    assert.equal(report.problems?.length ?? 0, 0, JSON.stringify(report));
}

async function makeOrders() {
    const names = Object.values(NAMES);
    const items = Array.from({length: 48}, (_, n) => ({
        sku: skuOf(n), name: names[n % 3], codes: [{code: skuOf(n), qty: 1}],
        picture_url: n % 5 ? '' : 'http://pictures.invalid/none.png',
    }));
    await office('POST', 'import?kind=items&format=json', {items});
    const rows = items.map(item => `${item.sku},PACK-A-01-02-03,900`);
    await load('stock', `sku,place,qty\n${rows.join('\n')}\n`);
    for (const count of COUNTS) {
        const lines = items.slice(0, count).map(({sku}, n) => ({sku, qty: 2 + (n % 3) * 49}));
        await office('POST', 'orders', {channel: 'api', order_no: `ORDINARY-ORDER-${count}`, lines,
            groups: [{name: NAMES.blanks, street: 'Rua 1', city: 'Porto', postal: '4000-001',
                country: 'PT', note: count === 7 ? NOTE : ''}]});
    }
}

// What the station shows of one order: opened, scanned once, alarms, and put on hold.
async function record(bench, count) {
    const keep = async name => states.set(`${name}-${count}`, await bench.state());
    await bench.scan(`ORDINARY-ORDER-${count}`);
    await bench.until('picking');
    await keep('opened');
    await bench.scan((await bench.state()).line.item.sku);
    await keep('scanned');
    await bench.scan('%X100');
    await bench.scan((await bench.state()).line.item.sku);
    await keep('too-many');
    await bench.scan(site.items[0].gtin);
    await keep('wrong');
    await bench.scan('9506000134352');
    await keep('unknown');
    await bench.scan('%CONT');
    await bench.scan('%SHORT');
    await keep('short');
    await bench.scan('%CONT');
    await bench.scan('%HOLD');
    await keep('why-hold');
    await bench.scan('%WHY-1');
    await bench.until('ready');
}

// What asks for more than a scan, as the station words it: goods that are marked before their
// label, a date, goods that are too old, a box that is too large.
function varyStates() {
    const one = states.get('opened-7');
    const alarm = (name, code) => ({...one, alarm: name, tone: 'wrong',
        last: {...one.last, code, verdict: name, item: one.line.item}});
    states.set('hazmat', {...one, state: 'printing', job: 'none', asks_hazmat: true});
    for (const wants of ['lot', 'serial', 'expiry'])
        states.set(`wants-${wants}`, {...one, wants, wants_of: one.line.item});
    states.set('too-old', alarm('life_short', skuOf(0)));
    states.set('box-too-large', alarm('box_over_service', 'BOX-OF-A-METRE-AND-MORE'));
}

// One number in four shops: which is meant?
async function recordTwins(bench) {
    for (const channel of ['shop', 'market', 'wholesale-portugal', 'api'])
        await office('POST', 'orders', {channel, order_no: 'TWIN-ORDER',
            lines: [{sku: skuOf(0), qty: 1}], groups: [{name: NAMES.word.slice(0, 100),
                street: 'Rua 1', city: 'Porto', postal: '4000-001', country: 'PT'}]});
    await bench.scan('TWIN-ORDER');
    await bench.page.waitForFunction(() => document.querySelectorAll('.tile').length === 5);
    states.set('which', await bench.state());
}

before(async () => {
    site = await startSite('browser-bench-sizes', {orders: 2});
    const api = new Bench(site);
    office = async (method, path, body) => {
        const answer = await api.office(method, path, body);
        assert.ok(!answer.problems?.length, JSON.stringify(answer.problems?.slice(0, 2)));
        return answer;
    };
    browser = await startBrowser();
    await makeOrders();
    const bench = await BenchPage.open(browser, site);
    await bench.scan('!BP0001');
    await bench.until('ready');
    for (const count of COUNTS)
        await record(bench, count);
    varyStates();
    states.set('free', await bench.state());
    await recordTwins(bench);
    await bench.page.close();
});

after(async () => {
    await browser?.close();
    await site?.stop();
});

// A page that shows what it is told to: the station's stream is replaced, all else is real.
async function openShown(language, theme) {
    const page = await browser.newPage();
    page.complaints = [];
    await page.addInitScript(([name, look]) => {
        localStorage.setItem('language', name);
        localStorage.setItem('theme', look);
        globalThis.EventSource = class {
            constructor() {
                globalThis.show = state => this.onmessage({data: JSON.stringify(state)});
            }
        };
    }, [language, theme]);
    await page.goto(site.bench);
    await page.waitForFunction(() => globalThis.show);
    return page;
}

async function show(page, name, state) {
    await page.evaluate(one => globalThis.show(one), state);
    await page.waitForFunction(want => document.body.dataset.state === want, state.state);
    const stray = await strayBoxes(page);
    if (stray.length)
        await shoot(page, `stray-${name}`);
    assert.deepEqual(stray, [], name);
}

function lateBy(state, ms) {
    const due_ms = state.now_ms - ms;
    const queue = state.queue?.map(one => ({...one, due_ms, state: 'leased'}));
    return {...state, queue, order: state.order && {...state.order, due_ms}};
}

for (const language of LANGUAGES)
    test(`every state holds what it shows, in ${language}`, async () => {
        const page = await openShown(language, language === 'es' ? 'dark' : 'light');
        for (const [width, height] of SIZES) {
            await page.setViewportSize({width, height});
            for (const [name, state] of states)
                await show(page, `${name} ${language} ${width}`, state);
            for (const [by, ms] of Object.entries(LATE_MS))
                for (const name of ['opened-7', 'free'])
                    await show(page, `${name} late ${by} ${width}`, lateBy(states.get(name), ms));
        }
        await page.close();
    });

test('nothing moves between two scans, whatever the lines are', async () => {
    const page = await openShown('en', 'light');
    for (const [width, height] of SIZES) {
        await page.setViewportSize({width, height});
        for (const count of COUNTS) {
            await show(page, `opened ${count}`, states.get(`opened-${count}`));
            const places = await placesOf(page, STILL);
            const scanned = states.get(`scanned-${count}`);
            for (const line of scanned.lines) {
                await show(page, `line ${line.no} of ${count}`, {...scanned, line});
                const now = await placesOf(page, STILL);
                assert.deepEqual(now, places, `${count} at ${width}`);
            }
        }
    }
    await page.close();
});

test('an item without a picture, or with a dead one, shows its code and letters', async () => {
    const page = await openShown('en', 'light');
    for (const name of ['opened-1', 'opened-48']) {
        await show(page, name, states.get(name));
        await page.waitForSelector('.picture .drawn');
        assert.match(await page.textContent('.picture .drawn'), /LONG-SKU-\d+/);
    }
    await page.close();
});

test('the note, the box and the place of an order are told', async () => {
    const page = await openShown('en', 'light');
    await show(page, 'noted', states.get('opened-7'));
    assert.equal(await page.textContent('#slab-note-text'), NOTE);
    assert.match(await page.textContent('.take__code'), /from PACK-A-01-02-03/);
    const opened = states.get('opened-7');
    const order = {...opened.order, box: 'BOX-M', box_2: 'BOX-L'};
    await show(page, 'boxed', {...opened, order});
    assert.match(await page.textContent('#kicker-right'), /take box BOX-M or BOX-L/);
    await checkAccess(page, 'with a note');
    await page.close();
});

for (const [width, height] of SIZES)
    test(`pictures of the states at ${width}x${height}`, async () => {
        const page = await openShown('en', 'light');
        await page.setViewportSize({width, height});
        for (const name of SHOWN) {
            await show(page, name, states.get(name));
            await shoot(page, `sizes-${name}-${width}`);
        }
        await page.close();
    });

test('who leaves signs out on the page', async () => {
    const page = await openPage(browser, site.bench);
    await page.waitForSelector('.button:has-text("Sign out")');
    await page.click('.button:has-text("Sign out")');
    await page.waitForFunction(() => document.body.dataset.state === 'signed_out');
    await page.close();
});
