// The bench page in a real browser: the whole way of one order, its alarms,
// three languages, both themes, two sizes; and what a machine can check of it.
import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import {createRequire} from 'node:module';
import {after, before, test} from 'node:test';
import path from 'node:path';
import {openPage, SHOTS, startBrowser} from '../kit/page.mjs';
import {startSite} from '../kit/site.mjs';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
let site, browser, page;

const state = () => page.evaluate(() => fetch('/bench/state').then(answer => answer.json()));

async function scan(code) {
    const {scans} = await state();
    await page.evaluate(c => fetch('/bench/scan', {method: 'POST', headers: {'Content-Type': 'application/json'}, body: JSON.stringify({code: c})}), code);
    await page.waitForFunction(n => fetch('/bench/state').then(a => a.json()).then(s => s.scans > n), scans);
    await page.waitForTimeout(120);
}

async function until(name) {
    await page.waitForFunction(want => document.body.dataset.state === want, name, {timeout: 20000});
    await page.waitForTimeout(150);
}

async function shoot(name) {
    for (const [width, height] of [[1920, 1080], [1280, 800]]) {
        await page.setViewportSize({width, height});
        await page.waitForTimeout(80);
        await page.screenshot({path: path.join(SHOTS, `${name}-${width}.png`)});
    }
}

// axe-core with contrast at the bench's own level for words: 4.5 and more.
async function checkAccess(name) {
    await page.evaluate(axe);
    const {violations} = await page.evaluate(() => globalThis.axe.run(document, {runOnly: ['wcag2a', 'wcag2aa', 'best-practice'], rules: {region: {enabled: false}}}));
    assert.deepEqual(violations.map(v => [v.id, v.nodes.map(n => n.html.slice(0, 120))]), [], `axe-core in ${name}`);
}

// Text that is cut off, and boxes that leave the screen.
async function checkFit(name) {
    const cut = await page.evaluate(() => [...document.querySelectorAll('#head, #advice-text, #alarm-head, #alarm-sub, #ledger-title, .steps li, .health .is')]
        .filter(node => node.offsetParent && (node.scrollWidth > node.clientWidth + 2 && getComputedStyle(node).overflow !== 'visible'))
        .map(node => node.textContent));
    assert.deepEqual(cut, [], `text cut off in ${name}`);
    // A heading over its neighbour, and words that leave their card.
    const over = await page.evaluate(() => [...document.querySelectorAll('#head, #alarm-head, .proof__words, .tile')]
        .filter(node => node.offsetParent && (node.scrollHeight > node.clientHeight + parseFloat(getComputedStyle(node).fontSize) * 0.3 || node.scrollWidth > node.clientWidth + 2))
        .map(node => node.textContent));
    assert.deepEqual(over, [], `text leaves its box in ${name}`);
    const wide = await page.evaluate(() => document.documentElement.scrollWidth > innerWidth + 1);
    assert.equal(wide, false, `the page is wider than the screen in ${name}`);
}

async function checkAll(name) {
    await shoot(name);
    await checkFit(name);
    await checkAccess(name);
}

// Nothing moves between scans.
const places = () => page.evaluate(() => ['.plate', '#slab', '.ledger', '#tape-last', '.health', '#acts'].map(name => {
    const box = document.querySelector(name).getBoundingClientRect();
    return [name, box.x, box.y, box.width, box.height].join(' ');
}));

const gtinOf = sku => site.items.find(item => item.sku === sku).gtin;

before(async () => {
    site = await startSite('browser-bench');
    browser = await startBrowser();
    page = await openPage(browser, site.bench);
    await page.waitForFunction(() => document.body.dataset.state);
});

after(async () => {
    await browser?.close();
    await site?.stop();
});

test('signed out, it asks for a badge in every language', async () => {
    for (const [name, words] of [['pt-BR', 'Leia seu crachá'], ['es', 'Lea su tarjeta'], ['en', 'Scan your badge']]) {
        await page.click(`button[lang="${name}"]`);
        await page.waitForFunction(w => document.getElementById('head').textContent.includes(w), words);
        await checkFit('signed out ' + name);
    }
    await checkAll('signed-out');
});

test('an unknown badge is refused and a PIN is asked where there is one', async () => {
    await scan('!BNOBODY');
    assert.match(await page.textContent('#note'), /not known/);
    await scan('!BP9000');
    await until('pin');
    await checkAll('pin');
    for (const key of '1111')
        await page.keyboard.press(key);
    await page.keyboard.press('Enter');
    await page.waitForFunction(() => document.getElementById('advice-text').textContent.includes('not right'));
    for (const key of '2468')
        await page.click(`.pin__keys button:text-is("${key}")`);
    await page.click('.pin__keys button:text-is("OK")');
    await until('ready');
    assert.equal(await page.textContent('#who'), 'Pim Pin');
    await scan('!BP9000');
    await until('signed_out');
});

test('an order is packed with a scanner alone, and alarms stay until acknowledged', async () => {
    await scan('!BP0001');
    await until('ready');
    await page.waitForFunction(() => document.querySelectorAll('#lines li').length > 0);
    await checkAll('ready');
    await scan('%CONT');
    await until('picking');
    await checkAll('picking');
    let s = await state();
    const before = await places();

    const other = site.items.find(item => !s.lines.some(line => line.item.sku === item.sku));
    await scan(other.gtin);
    await page.waitForSelector('#alarm:not([hidden])');
    assert.match(await page.textContent('#alarm-head'), /Wrong item/);
    await checkAll('wrong');
    await page.waitForTimeout(1500);
    assert.equal(await page.isVisible('#alarm'), true, 'it stays');
    await page.keyboard.press('Enter');
    assert.equal(await page.isVisible('#alarm'), true, 'Enter does not acknowledge');
    await page.keyboard.press('F2');
    await page.waitForSelector('#alarm', {state: 'hidden'});

    await scan('9506000134352');
    await page.waitForSelector('#alarm:not([hidden])');
    await checkAll('unknown');
    await scan('%CONT');

    await page.keyboard.press('F4');
    await page.waitForSelector('.tiles');
    await checkAll('problem');
    await page.click('.tile:has-text("Back")');

    while ((s = await state()).state === 'picking')
        await scan(gtinOf(s.line.item.sku));
    assert.deepEqual(await places(), before, 'nothing moved');
    await until('labelling');
    await checkAll('labelling');
    await scan('TM99999999999');
    await page.waitForSelector('#alarm[data-tone="stop"]:not([hidden])');
    await checkAll('wrong-label');
    s = await state();
    await scan(s.parcel.tracking);
    await until('done');
    await checkAll('done');
});

test('dark, Portuguese, and one too many', async () => {
    await page.evaluate(() => { localStorage.setItem('language', 'pt-BR'); localStorage.setItem('theme', 'dark'); });
    await page.reload();
    await until('done');
    await scan('%CONT');
    await until('picking');
    await checkAll('picking-pt-dark');
    let s = await state();
    const first = s.line;
    for (let i = first.done; i < first.want; i++)
        await scan(gtinOf(first.item.sku));
    s = await state();
    if (s.state === 'picking') {
        await scan(gtinOf(first.item.sku));
        await page.waitForSelector('#alarm:not([hidden])');
        await checkAll('over-pt-dark');
        await scan('%CONT');
    }
    await page.evaluate(() => localStorage.setItem('language', 'es'));
    await page.waitForTimeout(1200);
    await checkFit('Spanish');
});

test('the command sheet has a barcode for every command', async () => {
    const sheet = await openPage(browser, site.bench + 'commands');
    await sheet.waitForSelector('.bars rect');
    assert.equal(await sheet.locator('.commands li').count(), 22);
    assert.deepEqual(sheet.complaints, []);
    await sheet.screenshot({path: path.join(SHOTS, 'commands.png'), fullPage: true});
    await sheet.close();
});

test('the page never complained', () => {
    assert.deepEqual(page.complaints, []);
});
