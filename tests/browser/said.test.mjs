// What a bench says of itself and of central, whatever its desk does: each in
// its place, in every language, at both sizes.
import assert from 'node:assert/strict';
import {after, before, test} from 'node:test';
import {openPage, startBrowser} from '../kit/page.mjs';
import {startSite} from '../kit/site.mjs';
import {BenchPage} from './bench_page.mjs';

const LANGUAGES = ['en', 'pt-BR', 'es'];
const ALARMS = ['new_file', 'second', 'foreign'];
const THREE_HOURS_S = 10800;
// What central is, and the beginning of the note about it.
const NOTES = [
    [{is: 'wrong', word: 'second', rival: '192.168.100.100'}, 'Another machine works as'],
    [{is: 'wrong', word: 'foreign'}, 'The file of this bench'],
    [{is: 'wrong', word: 'refused', said: 'Not allowed: the token was withdrawn'}, 'Central says'],
    [{is: 'look', word: 'recovering'}, 'Central was restored'],
    [{is: 'ok', word: 'online', rival: '192.168.100.100'}, 'Another machine called'],
    [{is: 'look', word: 'clock', off: THREE_HOURS_S}, 'The clock of this bench'],
];

let site;
let browser;
let bench;
let page;

// A stream that says one thing, and stays.
function stand() {
    globalThis.EventSource = class {
        set onmessage(hear) {
            setTimeout(() => hear({data: localStorage.getItem('said')}));
        }
    };
}

before(async () => {
    site = await startSite('browser-said');
    browser = await startBrowser();
    page = await openPage(browser, site.bench);
    bench = Object.assign(new BenchPage(), {page, site});
    await page.addInitScript(stand);
});

after(async () => {
    await browser?.close();
    await site?.stop();
});

function isWhole(name) {
    const node = document.querySelector(name);
    return node.scrollWidth <= node.clientWidth + 2 && node.scrollHeight <= node.clientHeight + 8;
}

async function show(language, more) {
    const said = JSON.stringify({...await bench.state(), ...more});
    await page.evaluate(text => localStorage.setItem('said', text), said);
    await bench.speak(language);
    await page.reload();
    await page.waitForFunction(name => document.documentElement.lang === name, language);
}

async function showCentral(language, {off, ...central}) {
    const {health} = await bench.state();
    await show(language, {health: {...health, central, clock_off_s: off}});
}

for (const language of LANGUAGES) {
    test(`its alarms fit, ${language}`, async () => {
        for (const notice of ALARMS) {
            await show(language, {notice, notice_text: '192.168.100.100', tone: 'stop'});
            await bench.untilAlarm('stop');
            await bench.check(`${notice}-${language}`);
        }
    });

    test(`what central is fits, ${language}`, async () => {
        for (const [central, words] of NOTES) {
            await showCentral(language, central);
            await page.waitForSelector('#note[data-is="look"]');
            await bench.checkFit(`${central.word} ${language}`);
            const note = await page.textContent('#note');
            assert.doesNotMatch(note, /[{}]|undefined/);
            assert.ok(language !== 'en' || note.startsWith(words), note);
            assert.ok(await page.evaluate(isWhole, '#note'), `cut off: ${note}`);
        }
    });
}
