// bench_page.mjs - the page of bench 1 as a test sees it: scans, waits, looks.
//
//     const bench = await BenchPage.open(browser, site);
//     await bench.scan('%CONT');          // returns when it is shown
//     await bench.until('picking');
//     await bench.check('picking');       // screenshots, words in their boxes, axe-core
//     bench.page                          // playwright's page, for all else
import assert from 'node:assert/strict';
import {checkAccess, openPage, shoot} from '../kit/page.mjs';

const SIZES = [[1920, 1080], [1280, 800]];
const DRAWN_MS = 120; // a page is drawn well within

// Where a word that is cut off would be read wrongly.
const ONE_LINE = ['#head', '#advice-text', '#alarm-head', '#alarm-sub', '#ledger-title',
    '.steps li', '.health .is'];
// What may not leave its box, a heading over its neighbour for one.
const IN_A_BOX = ['#head', '#alarm-head', '.proof__words', '.tile'];
const FIXED = ['.plate', '#slab', '.ledger', '#tape-last', '.health', '#acts'];

function cutOff(names) {
    const isCut = node => node.offsetParent && node.scrollWidth > node.clientWidth + 2 &&
        getComputedStyle(node).overflow !== 'visible';
    return [...document.querySelectorAll(names)].filter(isCut).map(node => node.textContent);
}

// Accents and tails stand out of a tight line; a line too many is more.
function outOfBox(names) {
    const tails = node => parseFloat(getComputedStyle(node).fontSize) * 0.3;
    const isOut = node => node.offsetParent &&
        (node.scrollHeight > node.clientHeight + tails(node) ||
            node.scrollWidth > node.clientWidth + 2);
    return [...document.querySelectorAll(names)].filter(isOut).map(node => node.textContent);
}

function placesOf(names) {
    return names.map(name => {
        const box = document.querySelector(name).getBoundingClientRect();
        return [name, box.x, box.y, box.width, box.height].join(' ');
    });
}

export class BenchPage {
    static async open(browser, site) {
        const page = await openPage(browser, site.bench);
        await page.waitForFunction(() => document.body.dataset.state);
        return Object.assign(new BenchPage(), {page, site});
    }

    state() {
        return this.page.evaluate(() => fetch('/bench/state').then(answer => answer.json()));
    }

    gtinOf(sku) {
        return this.site.items.find(item => item.sku === sku).gtin;
    }

    async scan(code) {
        const {scans} = await this.state();
        const isCounted = async n => {
            const answer = await fetch('/bench/state');
            return (await answer.json()).scans > n;
        };
        await this.page.evaluate(body => {
            const headers = {'Content-Type': 'application/json'};
            return fetch('/bench/scan', {method: 'POST', headers, body: JSON.stringify(body)});
        }, {code});
        await this.page.waitForFunction(isCounted, scans);
        await this.page.waitForTimeout(DRAWN_MS);
    }

    async until(name) {
        const isShown = want => document.body.dataset.state === want;
        await this.page.waitForFunction(isShown, name, {timeout: 20000});
        await this.page.waitForTimeout(DRAWN_MS);
    }

    untilAlarm(tone) {
        const toned = tone ? `[data-tone="${tone}"]` : '';
        return this.page.waitForSelector(`#alarm${toned}:not([hidden])`);
    }

    async speak(name) {
        await this.page.evaluate(one => localStorage.setItem('language', one), name);
    }

    async checkFit(name) {
        const cut = await this.page.evaluate(cutOff, ONE_LINE.join());
        assert.deepEqual(cut, [], `text cut off in ${name}`);
        const out = await this.page.evaluate(outOfBox, IN_A_BOX.join());
        assert.deepEqual(out, [], `text leaves its box in ${name}`);
        const isWide = await this.page.evaluate(() =>
            document.documentElement.scrollWidth > innerWidth + 1);
        assert.equal(isWide, false, `the page is wider than the screen in ${name}`);
    }

    async check(name) {
        for (const [width, height] of SIZES) {
            await this.page.setViewportSize({width, height});
            await this.page.waitForTimeout(DRAWN_MS);
            await shoot(this.page, `${name}-${width}`);
        }
        await this.checkFit(name);
        await checkAccess(this.page, name);
    }

    places() {
        return this.page.evaluate(placesOf, FIXED);
    }
}
