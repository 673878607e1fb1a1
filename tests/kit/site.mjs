// A sample site with simulated devices, and a real Chromium to look at it.
import {spawn} from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import {fileURLToPath} from 'node:url';
import {chromium} from 'playwright-core';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
export const BIN = process.env.TALLYMAN_BIN ?? path.join(ROOT, 'build/dev/bin');
export const SHOTS = path.join(ROOT, 'var/screenshots');

export async function startSite(name) {
    const folder = path.join(ROOT, 'var', name);
    fs.rmSync(folder, {recursive: true, force: true});
    fs.mkdirSync(SHOTS, {recursive: true});
    const child = spawn(path.join(BIN, 'tallyman-day'), ['--bin', BIN, '--folder', folder, '--orders', '8', '--serve'], {stdio: ['ignore', 'pipe', 'inherit']});
    const words = await new Promise((resolve, reject) => {
        let text = '';
        child.stdout.on('data', data => {
            text += data;
            if (text.includes('Ctrl-C'))
                resolve(text);
        });
        child.once('exit', code => reject(new Error(`the site ended with ${code}`)));
    });
    const items = fs.readFileSync(path.join(folder, 'items.csv'), 'utf8').split('\n').slice(1).filter(Boolean).map(line => {
        const [sku, , codes] = line.split(',');
        return {sku, gtin: codes.split(';')[0]};
    });
    return {
        folder, items,
        bench: words.match(/bench-1\s+(\S+)/)[1],
        office: words.match(/office\s+(\S+)/)[1],
        async stop() {
            child.removeAllListeners('exit');
            const ended = new Promise(resolve => child.once('exit', resolve));
            child.kill('SIGTERM');
            await ended;
        },
    };
}

export function startBrowser() {
    return chromium.launch({executablePath: '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run',
        '--disable-background-networking', '--disable-component-update', '--disable-sync']});
}

// A page that fails the test when the page itself complains.
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
