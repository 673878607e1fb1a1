// Rules in the office: entered, refused, kept in versions, and tried out.
import assert from 'node:assert/strict';
import {after, before, test} from 'node:test';
import {startBrowser} from '../kit/page.mjs';
import {startSite} from '../kit/site.mjs';
import {OfficePage} from './office_page.mjs';

const CARRIER = {name: 'Correio', cutoff: '23:59', days: '1111111'};
const SERVICE = {
    carrier: 'CTT',
    name: 'Standard',
    areas: [{country: 'PT', zone: 0, days: 2}],
    zones: [{steps: [[2000, 400]]}],
};

let site;
let browser;
let office;
let page;

before(async () => {
    site = await startSite('browser-office-rules');
    browser = await startBrowser();
    office = await OfficePage.open(browser, site);
    page = office.page;
    await office.heading('Sign in');
    await office.signIn();
    await office.heading('Orders');
});

after(async () => {
    await browser?.close();
    await site?.stop();
});

test('a setting is entered, refused when it is wrong, and keeps its versions', async () => {
    await office.rule('profile', 'fast', '{"strategy": "guess"}');
    await office.refused('strategy');
    await office.rule('profile', 'fast', '{"strategy": ');
    await office.refused('no JSON');
    await office.rule('profile', 'fast', {strategy: 'nearest'});
    await office.heading('Profiles: fast');
    await page.fill('[name=body]', '{"strategy": "priority", "priority": ["MAIN"]}');
    await page.click('button[type=submit]');
    await page.waitForFunction(() => document.querySelectorAll('tbody tr').length === 2);
    await office.check('rule');
});

test('the try-out prices a parcel with every service and says why not', async () => {
    await office.rule('carrier', 'CTT', CARRIER);
    await office.heading('Carriers: CTT');
    await office.rule('service', 'STD', SERVICE);
    await office.heading('Services: STD');
    await office.go('rates', 'Carriers and rates');
    await page.click('button:has-text("Try out")');
    await page.waitForSelector('td:has-text("✓ Standard")');
    assert.match(await page.textContent('main'), /4\.00 EUR/);
    await page.fill('[name=country]', 'Brazil');
    await page.click('button:has-text("Try out")');
    await page.waitForSelector('td:has-text("does not go there from here")');
    await office.check('rates-tried');
});

test('a code that is no parcel is kept off the lorry, and the field waits', async () => {
    await office.go('manifests', 'Handover');
    await page.fill('[name=code]', 'NOT-A-PARCEL');
    await page.keyboard.press('Enter');
    await office.refused('scan its label again');
    assert.equal(await page.evaluate(() => document.activeElement.name), 'code');
    await office.check('handover');
});

test('the page never complained', () => {
    assert.deepEqual(page.complaints, []);
});
