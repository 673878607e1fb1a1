// The office in a real browser: sign in, find, change, import with a preview, save.
import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import {after, before, test} from 'node:test';
import {Bench} from '../kit/bench.mjs';
import {startBrowser} from '../kit/page.mjs';
import {startSite} from '../kit/site.mjs';
import {OfficePage} from './office_page.mjs';

const SECRET = 'a horse with a battery';
const PLACES = [
    ['shipments', 'Shipments'],
    ['exceptions', 'Exceptions'],
    ['stations', 'Stations'],
    ['people', 'People'],
    ['person/1', 'Site manager'],
    ['programs', 'Programs'],
    ['program/1', 'day'],
    ['station/1', 'bench-1'],
    ['access', 'Access'],
    ['manifests', 'Handover'],
    ['rates', 'Carriers and rates'],
    ['boxes', 'Boxes'],
    ['warehouses', 'Warehouses'],
    ['queue/MAIN', 'Work of MAIN'],
    ['integrations', 'Integrations'],
    ['settings', 'Settings'],
    ['items', 'Stock'],
];
const SPOKEN = [
    ['pt-PT', 'pt-BR', 'Entrar'],
    ['es-MX', 'es', 'Entrar'],
    ['fr-FR', 'en', 'Sign in'],
];

let site;
let browser;
let office;
let page;

before(async () => {
    site = await startSite('browser-office');
    browser = await startBrowser();
    office = await OfficePage.open(browser, site);
    page = office.page;
});

after(async () => {
    await browser?.close();
    await site?.stop();
});

test('it speaks the language of the browser, or English', async () => {
    for (const [locale, language, words] of SPOKEN) {
        const context = await browser.newContext({locale});
        const other = await context.newPage();
        await other.goto(site.office);
        await other.waitForSelector(`h1:text-is("${words}")`);
        assert.equal(await other.getAttribute('html', 'lang'), language);
        await context.close();
    }
});

test('a wrong password is refused, the right one opens the orders', async () => {
    await office.heading('Sign in');
    await office.check('sign-in');
    await office.signIn('not the password');
    await office.refused();
    await office.signIn();
    await office.heading('Orders');
    assert.equal(await page.locator('tbody tr').count(), 8);
    await office.check('orders');
});

test('an order is found by its tote and cancelled', async () => {
    await page.fill('#q', 'T-00008');
    await page.press('#q', 'Enter');
    await office.heading('Search');
    await page.click('tbody a');
    await office.heading('Order W-00008');
    await office.check('order');
    await page.click('text=Cancel the order');
    await page.waitForSelector('dialog:has-text("cannot be undone")');
    await office.check('ask-cancel');
    await page.keyboard.press('Escape');
    assert.equal(await page.locator('dialog').count(), 0);
    assert.equal(await page.locator('.chip:has-text("cancelled")').count(), 0);
    await office.ask('Cancel the order', 'the customer asked for it');
    await page.waitForSelector('.chip:has-text("cancelled")');
    await page.waitForSelector('.message[data-is=ok]:has-text("The order is cancelled")');
    const row = page.locator('tr', {hasText: 'Cancelling wanted'});
    assert.match(await row.textContent(), /the customer asked for it.*Site manager/);
});

test('every place opens, and an item shows its ledger', async () => {
    for (const [place, words] of PLACES) {
        await office.go(place, words);
        await office.check(place.replace('/', '-'));
    }
    await page.click('tbody a');
    await page.waitForSelector('h2:has-text("Where it lies")');
    assert.match(await page.textContent('main'), /SUPPLIER/);
    await office.check('item');
});

test('the order page says why this warehouse, and what another would cost', async () => {
    await office.go('orders?state=released', 'Orders');
    await page.click('tbody a');
    await office.heading('Order ');
    await page.waitForSelector('h2:has-text("Why this warehouse")');
    assert.match(await page.textContent('.sentence'), /MAIN/);
    await page.selectOption('[name=strategy]', 'nearest');
    await page.click('text=Work it out');
    await page.waitForSelector('.sentence:has-text("Together")');
    await office.check('order-why');
});

test('an order is held and released', async () => {
    await office.ask('Hold', 'the address is to be checked');
    await page.waitForSelector('h2:has-text("Held for")');
    await office.check('order-held');
    await office.ask('Release', 'looked at, all is well');
    await page.waitForSelector('.chip:has-text("released")');
    await office.ask('Hold', 'looks like fraud');
    await page.waitForSelector('h2:has-text("Held for")');
    await page.click('.undo button');
    await page.waitForSelector('.chip:has-text("released")');
});

test('a quantity is changed by a question, an empty one is refused, and undone', async () => {
    const ordered = () => page.locator('table:has(caption:text-is("Lines")) tbody tr').first()
        .locator('td').nth(5).textContent();
    const was = await ordered();
    await page.locator('button:text-is("Change")').first().click();
    await page.fill('dialog [name=qty]', '');
    await page.check('dialog label:has-text("a mistake of ours") input');
    await page.click('dialog [type=submit]');
    assert.equal(await page.locator('dialog [name=qty]:invalid').count(), 1);
    await page.fill('dialog [name=qty]', String(Number(was) + 1));
    await page.click('dialog [type=submit]');
    await page.waitForSelector('.undo:has-text("instead of")');
    assert.equal(await ordered(), String(Number(was) + 1));
    await page.click('.undo button');
    await page.waitForFunction(() => !document.querySelector('.undo'));
    await page.waitForSelector('tr:has-text("Quantity changed"):has-text("undone at once")');
    assert.equal(await ordered(), was);
});

test('nobody deactivates oneself; another is back by one touch', async () => {
    await office.go('person/1', 'Site manager');
    await page.waitForSelector('p:has-text("Nobody deactivates oneself")');
    await office.go('person/2', '');
    await office.ask('Deactivate', 'away for long');
    await page.waitForSelector('button:has-text("Activate")');
    await page.click('.undo button');
    await page.waitForSelector('button:has-text("Deactivate")');
});

test('a list is saved as CSV, safe for a spreadsheet', async () => {
    await office.go('orders', 'Orders');
    const coming = page.waitForEvent('download');
    await page.click('text=Save as CSV');
    const text = readFileSync(await (await coming).path(), 'utf8');
    assert.equal(text.trim().split('\r\n').length, 9);
    assert.match(text, /^\uFEFForder_id,channel,order_no/);
});

test('an import shows first what it would do', async () => {
    const rows = 'sku,name,weight_g\nNEW-1,"A new, thing",12.5\nBAD,,3\n';
    const file = {name: 'items.csv', mimeType: 'text/csv', buffer: Buffer.from(rows)};
    const counts = '1 new, 0 changed, 0 as before, 1 lines refused';
    await office.go('import', 'Import');
    await page.setInputFiles('[name=file]', file);
    await page.click('text=Preview');
    await page.waitForSelector(`.message:has-text("${counts}")`);
    assert.match(await page.textContent('main'), /name is missing/);
    await page.click('text=Import for good');
    await page.waitForSelector('.message:has-text("Done: 1 new")');
    await office.check('import');
});

test('an answer that comes late draws nothing over the page opened since', async () => {
    let letGo;
    const held = new Promise(resolve => {
        letGo = resolve;
    });
    await page.route('**/api/v1/rules/profile', async route => {
        await held;
        await route.continue();
    });
    const asked = page.waitForRequest('**/api/v1/rules/profile');
    await page.goto(site.office + '#settings');
    await asked;
    await office.go('boxes', 'Boxes');
    // The last one that settings asks for.
    const late = page.waitForResponse('**/api/v1/rules/restriction');
    letGo();
    await late;
    await page.evaluate(() => new Promise(requestAnimationFrame));
    await office.heading('Boxes');
    await page.unroute('**/api/v1/rules/profile');
});

test('a token is made, shown once, and withdrawn with a reason', async () => {
    await office.go('programs', 'Programs');
    await page.fill('[name=name]', 'shop');
    await page.click('button:has-text("Add")');
    const words = await (await page.waitForSelector('.message[data-is=note]')).textContent();
    const token = words.match(/Token of shop, shown this once: (\S+)/)[1];
    const ask = () => fetch(new URL('api/v1/orders', site.office),
        {headers: {Authorization: `Bearer ${token}`}});
    assert.equal((await ask()).status, 200);
    await page.click('tbody a:has-text("shop")');
    await office.heading('shop');
    await page.click('button:has-text("Withdraw")');
    await page.check('dialog label:has-text("another reason") input');
    await page.fill('dialog [name=words]', 'it leaked');
    await page.click('dialog [type=submit]');
    await page.waitForSelector('.lede:has-text("Withdrawn: it leaked")');
    assert.equal((await ask()).status, 401);
    await office.go('access', 'Access');
    const row = page.locator('tr', {hasText: 'token withdrawn'});
    assert.match(await row.textContent(), /manager.*shop.*it leaked/);
    await office.check('access');
});

test('a filter is kept, Back works, and the head is in sight after each way', async () => {
    await office.go('orders?state=cancelled', 'Orders');
    await page.click('nav a:text-is("Shipments")');
    await office.heading('Shipments');
    await page.evaluate(() => scrollTo(0, 10000));
    await page.click('nav a:text-is("Orders")');
    await office.heading('Orders');
    assert.match(page.url(), /state=cancelled/);
    assert.equal(await page.evaluate(() => scrollY), 0);
    await page.goBack();
    await office.heading('Shipments');
    const zone = await page.evaluate(() => new Intl.DateTimeFormat().resolvedOptions().timeZone);
    assert.equal(await page.textContent('#zone'), `Times of ${zone}`);
});

test('a part of a name is found, and a lot leads to who got it', async () => {
    await page.fill('#q', 'jug sto');
    await page.press('#q', 'Enter');
    await page.waitForSelector('td:has-text("Jug, stoneware")');
    await office.check('search');
    await office.go('recall/1?lot=NONE', 'Who got lot NONE');
    await page.waitForSelector('.none');
    await office.check('recall');
});

test('a paper that there is none of is said on the page, in words', async () => {
    await office.go('shipment/1', 'Shipment 1');
    await page.click('button:text-is("CN 23")');
    await page.waitForSelector('.message[data-is=wrong]:has-text("no such paper")');
    await office.go('nothing', 'No such page');
    await page.click('main a');
    await office.heading('Orders');
});

test('a packer is led only where a packer may go', async () => {
    const pim = {name: 'Pim', role: 'packer', login: 'pim-office',
        password: SECRET};
    const made = await new Bench(site).office('POST', 'people', pim);
    assert.equal(made.status, 200, made.detail);
    await page.click('#out');
    await office.heading('Sign in');
    await office.signIn(SECRET, 'pim-office');
    await office.heading('Orders');
    assert.deepEqual(await page.locator('nav a').allTextContents(),
        ['Orders', 'Shipments', 'Handover', 'Stock']);
    await page.click('tbody a');
    await office.heading('Order ');
    assert.equal(await page.locator('main button:has-text("Cancel")').count(), 0);
    await office.check('packer');
});

test('the page never complained', () => {
    assert.deepEqual(page.complaints, []);
});
