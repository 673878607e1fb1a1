// page.mjs - a real Chromium, and pages that fail the test when they complain.
//
//     const browser = await startBrowser();
//     const page = await openPage(browser, site.office);
//     await shoot(page, 'office');        // var/screenshots/office.png
//     await checkAccess(page, 'orders');  // axe-core, contrast and all
//     assert.deepEqual(page.complaints, []);
import assert from 'node:assert/strict';
import fs from 'node:fs';
import {createRequire} from 'node:module';
import path from 'node:path';
import {ROOT} from './programs.mjs';

const packages = createRequire(new URL('../browser/package.json', import.meta.url));
const {chromium} = packages('playwright-core');
const AXE_RULES = ['wcag2a', 'wcag2aa', 'best-practice'];
const HTML_SHOWN = 120; // letters of an element that breaks a rule

export const SHOTS = path.join(ROOT, 'var/screenshots');
fs.mkdirSync(SHOTS, {recursive: true});

export function startBrowser() {
    return chromium.launch({executablePath: '/usr/bin/chromium', args: ['--no-sandbox',
        '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
        '--disable-component-update', '--disable-sync']});
}

export async function openPage(browser, url, size = {width: 1280, height: 800}) {
    const page = await browser.newPage({viewport: size});
    page.complaints = [];
    page.on('pageerror', error => page.complaints.push(error.message));
    page.on('console', line => {
        if (line.type() === 'error' && !/400|401|403|404/.test(line.text()))
            page.complaints.push(line.text());
    });
    await page.goto(url);
    return page;
}

export function shoot(page, name, options = {}) {
    return page.screenshot({path: path.join(SHOTS, `${name}.png`), ...options});
}

// What a machine can tell of who cannot see, hear or touch the page as others do.
export async function checkAccess(page, name) {
    await page.evaluate(fs.readFileSync(packages.resolve('axe-core/axe.min.js'), 'utf8'));
    const {violations} = await page.evaluate(
        runOnly => globalThis.axe.run(document, {runOnly, rules: {region: {enabled: false}}}),
        AXE_RULES);
    const found = violations.map(one =>
        [one.id, one.nodes.map(node => node.html.slice(0, HTML_SHOWN))]);
    assert.deepEqual(found, [], `axe-core in ${name}`);
}
