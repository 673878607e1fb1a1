// page.mjs - a real Chromium, and pages that fail the test when they complain.
//
//     const browser = await startBrowser();
//     const page = await openPage(browser, site.office);
//     await page.screenshot({path: path.join(SHOTS, 'office.png')});
//     assert.deepEqual(page.complaints, []);
import fs from 'node:fs';
import {createRequire} from 'node:module';
import path from 'node:path';
import {ROOT} from './programs.mjs';

const {chromium} = createRequire(new URL('../browser/package.json', import.meta.url))(
    'playwright-core');

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
