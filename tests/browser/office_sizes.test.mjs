// The office on ordinary data: long names, no row, one, many, in three sizes and languages.
// Nothing runs out of the page, no cell lies over another, no word is cut; and in the dark
// each page has the contrast that it has by day.
import assert from 'node:assert/strict';
import {after, before, test} from 'node:test';
import {Bench} from '../kit/bench.mjs';
import {checkAccess, shoot, startBrowser} from '../kit/page.mjs';
import {startSite} from '../kit/site.mjs';
import {OfficePage} from './office_page.mjs';

const SIZES = [[1280, 800], [1920, 1080], [800, 1280]];
const LANGUAGES = ['en', 'pt-BR', 'es'];
const LONG = 'Wolfeschlegelsteinhausenbergerdorff'.repeat(3);
const WIDE = 'Maria da Conceição dos Santos e Albuquerque de Mendonça '.repeat(2).trim();
const MANY = 48;
const PATIENCE_MS = 10000;
const DARK_MOST = 60; // of 255: lightness of a dark page's ground
const PLACES = [
    'nothing', 'orders', 'orders?state=held', 'shipments', 'manifests', 'items', 'exceptions',
    'kept', 'rates', 'boxes', 'warehouses', 'queue/MAIN', 'integrations', 'settings', 'stations',
    'people', 'programs', 'access', 'import', 'search?q=maria', 'person/1',
];
const NARROWED = [
    'items?state=draft', 'exceptions?kind=channel', 'manifests?warehouse=MAIN',
    'integrations?state=done&channel=shop',
];

let site;
let browser;
let bench;
let kept; // the number of a parcel that must not leave

const lineOf = (items, n) => ({sku: items[n % items.length].sku, qty: 1 + (n % 3)});

function orderOf(items, n) {
    const address = {name: n % 2 ? LONG : WIDE, street: 'Rua das Flores 1', city: 'Porto',
        postal: '4000-001', country: 'PT'};
    const count = n === 0 ? MANY : 1 + 6 * (n % 2);
    const lines = Array.from({length: Math.min(count, items.length)}, (_, i) => lineOf(items, i));
    return {channel: 'api', order_no: `LONG-${n}-0123456789-0123456789`,
        customer: address.name, groups: [address], lines};
}

before(async () => {
    site = await startSite('browser-sizes', {orders: 4});
    bench = new Bench(site);
    const {items} = await bench.office('GET', 'items');
    const orders = Array.from({length: MANY}, (_, n) => orderOf(items, n));
    const report = await bench.office('POST', 'import?kind=orders&format=json', {orders});
    assert.equal(report.new, MANY, JSON.stringify(report.problems?.slice(0, 2)));
    await bench.signIn();
    kept = await bench.pack(orders[1].order_no);
    await bench.order(orders[1].order_no, order => order.state === 'packed');
    const stopped = await bench.office('POST', `parcels/${kept}/stop`, {reason: 'damaged'});
    assert.equal(stopped.status, 200, stopped.detail);
    browser = await startBrowser();
});

after(async () => {
    await browser?.close();
    await site?.stop();
});

// What runs out of the page's width, and cells that lie over their neighbours.
function measure() {
    const wide = document.documentElement.clientWidth;
    const isIn = node => !node.closest('.scroll, .sr, [hidden]');
    const nameOf = node => `${node.tagName} ${node.className} ${node.textContent.slice(0, 40)}`;
    const found = [];
    for (const node of document.querySelectorAll('body *')) {
        const box = node.getBoundingClientRect();
        if (isIn(node) && box.width > 0 && (box.right > wide + 1 || box.left < -1))
            found.push(`out: ${nameOf(node)}`);
    }
    for (const row of document.querySelectorAll('tr')) {
        const cells = [...row.cells].map(cell => cell.getBoundingClientRect());
        if (cells.some((box, n) => n > 0 && box.left < cells[n - 1].right - 1))
            found.push(`over: ${nameOf(row)}`);
    }
    for (const node of document.querySelectorAll('h1, h2, p, .button, td, th, dd, nav a'))
        if (isIn(node) && node.scrollWidth > node.clientWidth + 1 && node.clientWidth > 0)
            found.push(`cut: ${nameOf(node)}`);
    for (const link of document.querySelectorAll('td a'))
        if (/^SKU-\d+$/.test(link.textContent) && link.getClientRects().length > 1)
            found.push(`broken: ${nameOf(link)}`);
    return [...new Set(found)].slice(0, 5);
}

async function openIn(language, colorScheme) {
    const office = await OfficePage.open(browser, {office: `${site.office}?lang=${language}`});
    const {page} = office;
    await page.emulateMedia({colorScheme});
    page.setDefaultTimeout(PATIENCE_MS);
    await page.waitForSelector('[name=login]');
    await office.signIn();
    await page.waitForSelector('tbody tr');
    return page;
}

async function placesOf() {
    const {found} = await bench.office('GET', 'search?q=LONG-0-');
    const {order_id: keptOf} = await bench.office('GET', `parcels/${kept}`);
    return [...PLACES, `order/${found[0].id}`, `order/${keptOf}`, `kept/${kept}`, 'shipment/1',
        'item/1'];
}

async function show(page, place) {
    await page.evaluate(hash => {
        document.querySelector('main').replaceChildren();
        location.hash = hash;
    }, `#${place}`);
    await page.waitForSelector('main h1');
}

for (const language of LANGUAGES)
    test(`every page holds what it shows, in ${language}`, async () => {
        const page = await openIn(language, 'light');
        for (const [width, height] of SIZES) {
            await page.setViewportSize({width, height});
            for (const place of [...await placesOf(), ...NARROWED]) {
                await show(page, place);
                const wrong = await page.evaluate(measure);
                if (wrong.length)
                    await shoot(page, `sizes-${language}-${width}-${place.replace(/\W/g, '-')}`);
                if (/^(order|kept)\//.test(place))
                    await shoot(page, `sizes-${place.split('/')[0]}-${language}-${width}`);
                assert.deepEqual(wrong, [], `${place} at ${width} in ${language}`);
            }
        }
        await checkAccess(page, `sizes ${language}`);
        assert.deepEqual(page.complaints, []);
        await page.close();
    });

// The lightness of what lies behind everything: 0 black, 255 white.
function groundOf() {
    const canvas = document.createElement('canvas').getContext('2d');
    canvas.fillStyle = getComputedStyle(document.body).backgroundColor;
    canvas.fillRect(0, 0, 1, 1);
    return Math.max(...canvas.getImageData(0, 0, 1, 1).data.slice(0, 3));
}

test('every page can be read in the dark', async () => {
    const page = await openIn('en', 'dark');
    const ground = await page.evaluate(groundOf);
    assert.ok(ground < DARK_MOST, `the ground is ${ground}`);
    for (const place of await placesOf()) {
        await show(page, place);
        assert.deepEqual(await page.evaluate(measure), [], `${place} in the dark`);
        await checkAccess(page, `${place} in the dark`);
    }
    await shoot(page, 'sizes-dark');
    assert.deepEqual(page.complaints, []);
    await page.close();
});

test('the goods of a parcel are put back by two scans, and a wrong place is refused', async () => {
    const page = await openIn('en', 'light');
    await show(page, 'kept');
    await page.fill('[name=code]', kept);
    await page.keyboard.press('Enter');
    await page.waitForSelector(`h1:has-text("Kept back: ${kept}")`);
    await page.fill('[name=place]', 'NOWHERE');
    await page.keyboard.press('Enter');
    await page.waitForSelector('.message[data-is=wrong]:has-text("place: is unknown: NOWHERE")');
    const {order_id: id} = await bench.office('GET', `parcels/${kept}`);
    const {lines: [line]} = await bench.office('GET', `orders/${id}`);
    const {stock: [row]} = await bench.office('GET', `items/${line.item_id}/stock`);
    await page.fill('[name=place]', row.place);
    await page.keyboard.press('Enter');
    await page.waitForSelector('.message[data-is=ok]:has-text("Tear the label off")');
    await page.waitForSelector('.lede:has-text("Its goods are back at a place.")');
    const {state, holds} = await bench.office('GET', `orders/${id}`);
    assert.deepEqual([state, holds[0].note], ['held', 'came back from the dock']);
    await page.close();
});
