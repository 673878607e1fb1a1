// The office in a real browser: sign in, find, change, import with a preview;
// and the API's description against what is really there.
import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import {createRequire} from 'node:module';
import {after, before, test} from 'node:test';
import path from 'node:path';
import {openPage, SHOTS, startBrowser, startSite} from './site.mjs';

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
    for (const [hash, words] of [['shipments', 'Shipments'], ['exceptions', 'Exceptions'], ['stations', 'Stations'], ['people', 'People'], ['items', 'Stock']]) {
        await page.goto(site.office + '#' + hash);
        await heading(words);
        await check(hash);
    }
    await page.click('tbody a');
    await page.waitForSelector('h2:has-text("Where it lies")');
    assert.match(await page.textContent('main'), /SUPPLIER/);
    await check('item');
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
    const source = readFileSync(new URL('../../station/central/routes.c', import.meta.url), 'utf8');
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

test('the page never complained', () => {
    assert.deepEqual(page.complaints, []);
});
