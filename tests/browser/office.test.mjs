// The office in a real browser: sign in, find, change, import with a preview;
// and the API's description against what is really there.
import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import {createRequire} from 'node:module';
import {after, before, test} from 'node:test';
import path from 'node:path';
import {openPage, SHOTS, startBrowser} from '../kit/page.mjs';
import {startSite} from '../kit/site.mjs';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
let site, browser, page;

async function heading(words) {
    await page.waitForFunction(w => document.querySelector('main h1')?.textContent.includes(w), words);
}

async function check(name) {
    await page.screenshot({path: path.join(SHOTS, `office-${name}.png`)});
    await page.evaluate(axe);
    const {violations} = await page.evaluate(() => globalThis.axe.run(document, {runOnly: ['wcag2a', 'wcag2aa', 'best-practice'], rules: {region: {enabled: false}}}));
    assert.deepEqual(violations.map(v => [v.id, v.nodes.map(n => n.html.slice(0, 120))]), [], `axe-core in ${name}`);
}

before(async () => {
    site = await startSite('browser-office');
    browser = await startBrowser();
    page = await openPage(browser, site.office);
});

after(async () => {
    await browser?.close();
    await site?.stop();
});

test('a wrong password is refused, the right one opens the orders', async () => {
    await heading('Sign in');
    await check('sign-in');
    await page.fill('[name=login]', 'manager');
    await page.fill('[name=password]', 'not the password');
    await page.click('button[type=submit]');
    await page.waitForSelector('.message[data-is=wrong]');
    await page.fill('[name=password]', 'correct horse battery');
    await page.click('button[type=submit]');
    await heading('Orders');
    assert.equal(await page.locator('tbody tr').count(), 8);
    await check('orders');
});

test('an order is found by its tote and cancelled', async () => {
    await page.fill('#q', 'T-00008');
    await page.press('#q', 'Enter');
    await heading('Search');
    await page.click('tbody a');
    await heading('Order W-00008');
    await check('order');
    await page.click('text=Cancel the order');
    await page.waitForSelector('.chip:has-text("cancelled")');
});

test('every place opens, and an item shows its ledger', async () => {
    for (const [hash, words] of [['shipments', 'Shipments'], ['exceptions', 'Exceptions'], ['stations', 'Stations'], ['people', 'People'], ['manifests', 'Handover'], ['rates', 'Carriers and rates'], ['boxes', 'Boxes'], ['warehouses', 'Warehouses'],
        ['queue/MAIN', 'Work of MAIN'], ['integrations', 'Integrations'], ['settings', 'Settings'], ['items', 'Stock']]) {
        await page.goto(site.office + '#' + hash);
        await heading(words);
        await check(hash.replace('/', '-'));
    }
    await page.click('tbody a');
    await page.waitForSelector('h2:has-text("Where it lies")');
    assert.match(await page.textContent('main'), /SUPPLIER/);
    await check('item');
});

async function rule(kind, code, body) {
    await page.goto(`${site.office}#rule/${kind}/`);
    await heading('a new one');
    await page.fill('[name=code]', code);
    await page.fill('[name=body]', typeof body === 'string' ? body : JSON.stringify(body));
    await page.click('button[type=submit]');
}

test('S9 a setting is entered, refused when it is wrong, and keeps its versions', async () => {
    await rule('profile', 'fast', '{"strategy": "guess"}');
    await page.waitForSelector('.message[data-is=wrong]:has-text("strategy")');
    await rule('profile', 'fast', '{"strategy": ');
    await page.waitForSelector('.message[data-is=wrong]:has-text("no JSON")');
    await rule('profile', 'fast', {strategy: 'nearest'});
    await heading('Profiles: fast');
    await page.fill('[name=body]', '{"strategy": "priority", "priority": ["MAIN"]}');
    await page.click('button[type=submit]');
    await page.waitForFunction(() => document.querySelectorAll('tbody tr').length === 2);
    await check('rule');
});

test('S48 the try-out prices a parcel with every service and says why not', async () => {
    await rule('carrier', 'CTT', {name: 'Correio', cutoff: '23:59', days: '1111111'});
    await heading('Carriers: CTT');
    await rule('service', 'STD', {carrier: 'CTT', name: 'Standard', areas: [{country: 'PT', zone: 0, days: 2}], zones: [{steps: [[2000, 400]]}]});
    await heading('Services: STD');
    await page.goto(site.office + '#rates');
    await heading('Carriers and rates');
    await page.click('button:has-text("Try out")');
    await page.waitForSelector('td:has-text("✓ Standard")');
    assert.match(await page.textContent('main'), /4\.00 EUR/);
    await page.fill('[name=country]', 'Brazil');
    await page.click('button:has-text("Try out")');
    await page.waitForSelector('td:has-text("does not go there from here")');
    await check('rates-tried');
    await page.goto(site.office + '#manifests');
    await heading('Handover');
    await page.fill('[name=code]', 'NOT-A-PARCEL');
    await page.keyboard.press('Enter');
    await page.waitForSelector('.message[data-is=wrong]:has-text("scan its label again")');
    assert.equal(await page.evaluate(() => document.activeElement.name), 'code');
    await check('handover');
});

test('S19 the order page says why this warehouse, and what another would cost', async () => {
    await page.goto(site.office + '#orders?state=released');
    await heading('Orders');
    await page.click('tbody a');
    await heading('Order ');
    await page.waitForSelector('h2:has-text("Why this warehouse")');
    assert.match(await page.textContent('.sentence'), /MAIN/);
    await page.selectOption('[name=strategy]', 'nearest');
    await page.click('text=Work it out');
    await page.waitForSelector('.sentence:has-text("Together")');
    await check('order-why');
    await page.click('button:has-text("Hold")');
    await page.waitForSelector('h2:has-text("Held for")');
    await check('order-held');
    await page.click('button:has-text("Release")');
    await page.waitForSelector('.chip:has-text("released")');
});

test('S40 a list is saved as CSV, safe for a spreadsheet', async () => {
    await page.goto(site.office + '#orders');
    await heading('Orders');
    const [download] = await Promise.all([page.waitForEvent('download'), page.click('text=Save as CSV')]);
    const text = readFileSync(await download.path(), 'utf8');
    assert.equal(text.trim().split('\r\n').length, 9);
    assert.match(text, /^\uFEFForder_id,channel,order_no/);
});

test('an import shows first what it would do', async () => {
    await page.goto(site.office + '#import');
    await heading('Import');
    await page.setInputFiles('[name=file]', {name: 'items.csv', mimeType: 'text/csv', buffer: Buffer.from('sku,name,weight_g\nNEW-1,"A new, thing",12.5\nBAD,,3\n')});
    await page.click('text=Preview');
    await page.waitForSelector('.message:has-text("1 new, 0 changed, 0 as before, 1 lines refused")');
    assert.match(await page.textContent('main'), /name is missing/);
    await page.click('text=Import for good');
    await page.waitForSelector('.message:has-text("Done: 1 new")');
    await check('import');
});

test('the description lists every route, and every route it lists answers', async () => {
    const api = await fetch(site.office + 'api/openapi.json').then(a => a.json());
    const listed = Object.entries(api.paths).flatMap(([where, methods]) => Object.keys(methods).map(method => [method, where]));
    const source = readFileSync(new URL('../../station/central/api/routes.c', import.meta.url), 'utf8');
    const written = [...source.matchAll(/\{"(GET|POST|DELETE)", "(\/api\/[^"]*)"/g)].length;
    assert.equal(listed.length, written);
    for (const [method, where] of listed) {
        const url = new URL(where.replace(/\{[^}]*\}/g, '1'), site.office);
        const answer = await fetch(url, {method: method.toUpperCase()});
        assert.ok(![404, 405, 500].includes(answer.status), `${method} ${where} answered ${answer.status}`);
        if (where !== '/api/openapi.json')
            assert.ok(answer.status >= 400, `${method} ${where} is open to anybody`);
    }
});

test('an answer that comes late draws nothing over the page opened since', async () => {
    let letGo;
    const held = new Promise(resolve => { letGo = resolve; });
    await page.route('**/api/v1/rules/profile', async route => {
        await held;
        await route.continue();
    });
    await page.goto(site.office + '#settings');
    await page.goto(site.office + '#boxes');
    await heading('Boxes');
    const late = page.waitForResponse('**/api/v1/rules/restriction'); // the last one that settings asks for
    letGo();
    await late;
    await page.evaluate(() => new Promise(requestAnimationFrame));
    await heading('Boxes');
    await page.unroute('**/api/v1/rules/profile');
});

test('the page never complained', () => {
    assert.deepEqual(page.complaints, []);
});
