// The bench page in a real browser: the whole way of one order, its alarms,
// three languages, both themes, two sizes; and what a machine can check of it.
import assert from 'node:assert/strict';
import {after, before, test} from 'node:test';
import {openPage, shoot, startBrowser} from '../kit/page.mjs';
import {startSite} from '../kit/site.mjs';
import {BenchPage} from './bench_page.mjs';

const ASKS = [
    ['pt-BR', 'Leia seu crachá'],
    ['es', 'Lea su tarjeta'],
    ['en', 'Scan your badge'],
];
const STAYS_MS = 1500; // an alarm that went by itself would be gone

let site;
let browser;
let bench;
let page;

before(async () => {
    site = await startSite('browser-bench');
    browser = await startBrowser();
    bench = await BenchPage.open(browser, site);
    page = bench.page;
});

after(async () => {
    await browser?.close();
    await site?.stop();
});

test('signed out, it asks for a badge in every language', async () => {
    const says = words => document.getElementById('head').textContent.includes(words);
    for (const [name, words] of ASKS) {
        await page.click(`button[lang="${name}"]`);
        await page.waitForFunction(says, words);
        await bench.checkFit('signed out ' + name);
    }
    await bench.check('signed-out');
});

test('an unknown badge is refused and a PIN is asked where there is one', async () => {
    await bench.scan('!BNOBODY');
    assert.match(await page.textContent('#note'), /not known/);
    await bench.scan('!BP9000');
    await bench.until('pin');
    await bench.check('pin');
    for (const key of '1111')
        await page.keyboard.press(key);
    await page.keyboard.press('Enter');
    await page.waitForFunction(() =>
        document.getElementById('advice-text').textContent.includes('not right'));
    for (const key of '2468')
        await page.click(`.pin__keys button:text-is("${key}")`);
    await page.click('.pin__keys button:text-is("OK")');
    await bench.until('ready');
    assert.equal(await page.textContent('#who'), 'Pim Pin');
    await bench.scan('!BP9000');
    await bench.until('signed_out');
});

test('an order is opened with a scanner alone', async () => {
    await bench.scan('!BP0001');
    await bench.until('ready');
    await page.waitForFunction(() => document.querySelectorAll('#lines li').length > 0);
    await bench.check('ready');
    await bench.scan('%CONT');
    await bench.until('picking');
    await bench.check('picking');
});

test('an alarm stays until it is acknowledged, and Enter does not', async () => {
    const {lines} = await bench.state();
    const isHere = item => lines.some(line => line.item.sku === item.sku);
    await bench.scan(site.items.find(item => !isHere(item)).gtin);
    await bench.untilAlarm();
    assert.match(await page.textContent('#alarm-head'), /Wrong item/);
    await bench.check('wrong');
    await page.waitForTimeout(STAYS_MS);
    assert.equal(await page.isVisible('#alarm'), true, 'it stays');
    await page.keyboard.press('Enter');
    assert.equal(await page.isVisible('#alarm'), true, 'Enter does not acknowledge');
    await page.keyboard.press('F2');
    await page.waitForSelector('#alarm', {state: 'hidden'});
});

test('a code that no item has and a problem are asked about', async () => {
    await bench.scan('9506000134352');
    await bench.untilAlarm();
    await bench.check('unknown');
    await bench.scan('%CONT');
    await page.keyboard.press('F4');
    await page.waitForSelector('.tiles');
    await bench.check('problem');
    await page.click('.tile:has-text("Back")');
});

test('nothing moves between scans, and the label is scanned back', async () => {
    const places = await bench.places();
    let s;
    while ((s = await bench.state()).state === 'picking')
        await bench.scan(bench.gtinOf(s.line.item.sku));
    assert.deepEqual(await bench.places(), places, 'nothing moved');
    await bench.until('labelling');
    assert.deepEqual(await bench.places(), places, 'nor when there is a label');
    await bench.check('labelling');
    await bench.scan('TM99999999999');
    await bench.untilAlarm('stop');
    await bench.check('wrong-label');
    s = await bench.state();
    await bench.scan(s.parcel.tracking);
    await bench.until('done');
    await bench.check('done');
});

test('dark, Portuguese, and one too many', async () => {
    await bench.speak('pt-BR');
    await page.evaluate(() => localStorage.setItem('theme', 'dark'));
    await page.reload();
    await bench.until('done');
    await bench.scan('%CONT');
    await bench.until('picking');
    await bench.check('picking-pt-dark');
    const {line} = await bench.state();
    for (let i = line.done; i < line.want; i++)
        await bench.scan(bench.gtinOf(line.item.sku));
    if ((await bench.state()).state === 'picking') {
        await bench.scan(bench.gtinOf(line.item.sku));
        await bench.untilAlarm();
        await bench.check('over-pt-dark');
        await bench.scan('%CONT');
    }
    await bench.speak('es');
    await page.waitForFunction(() => document.documentElement.lang === 'es');
    await bench.checkFit('Spanish');
});

test('the command sheet has a barcode for every command', async () => {
    const sheet = await openPage(browser, site.bench + 'commands');
    await sheet.waitForSelector('.bars rect');
    assert.equal(await sheet.locator('.commands li').count(), 32);
    assert.deepEqual(sheet.complaints, []);
    await shoot(sheet, 'commands', {fullPage: true});
    await sheet.close();
});

test('the page never complained', () => {
    assert.deepEqual(page.complaints, []);
});
