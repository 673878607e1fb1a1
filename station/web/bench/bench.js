// The bench page: what the station sends is drawn, what is touched is sent.
// It holds no state of its own, so a page that comes late shows the same.
import {addIcons, setIcon} from '../kit/icons.js';
import {drawAlarm} from './alarm.js';
import {drawHealth} from './health.js';
import {drawLedger} from './ledger.js';
import {drawSlate} from './slate.js';
import * as sounds from './sounds.js';
import {setLanguage, span, t} from './words/en.js';

const $ = id => document.getElementById(id);
const query = new URLSearchParams(location.search);

let state = null;       // the last one from the station
let toneSeen = null;    // null until the first, which is not played
let asking = '';        // a choice the page offers: problem
let lost = false;

async function post(path, body) {
    try {
        const answer = await fetch(path, {method: 'POST', headers: {'Content-Type': 'application/json'}, body: JSON.stringify(body)});
        if (!answer.ok)
            console.warn(path, answer.status);
    } catch (error) {
        console.warn(path, error);
    }
}

// What the parts of the page may do.
export const bench = {
    scan: code => { asking = ''; post('/bench/scan', {code}); },
    pin: pin => post('/bench/pin', {pin}),
    takeOver: code => post('/bench/take-over', {code}),
    ask: what => { asking = what; draw(); },
};

function drawPlate() {
    $('bench').textContent = state.bench;
    $('who').textContent = state.person ? state.person.name : t('nobody');
    $('mode').hidden = !state.practice;
    $('mode-word').textContent = t('practice');
    $('watermark').hidden = !state.practice;
    for (const word of $('watermark').children)
        word.textContent = t('practice');
    const due = state.order?.due_ms;
    const left = due - state.now_ms;
    $('promise').textContent = !due ? t('no_due') : t(left > 0 ? 'due_in' : 'due_late', {t: span(left)});
    const time = new Date(state.now_ms);
    $('clock').textContent = time.toLocaleTimeString(document.documentElement.lang, {hour: '2-digit', minute: '2-digit'});
    $('clock').dateTime = time.toISOString();
}

const GOOD = new Set(['took', 'took_line', 'took_last', 'opened', 'removed', 'undone', 'box_set', 'boxed', 'armed',
    'weight_ok', 'label_right', 'unpacked', 'continued', 'resumed']);
const NOT_SHOWN = new Set(['', 'recovered', 'fetching', 'taken_over', 'disk']);

function drawTape() {
    const last = state.last;
    const is = !last.at_ms ? 'none' : GOOD.has(last.verdict) ? 'ok' : state.alarm ? 'wrong' : 'look';
    setIcon($('tape-icon'), {none: 'ring', ok: 'okring', wrong: 'cross', look: 'triangle'}[is]);
    $('tape-title').textContent = t('last_scan');
    $('tape-last').dataset.is = is;
    $('tape-word').textContent = t(is === 'none' ? 'no_scan' : is === 'ok' ? 'right' : is);
    $('tape-code').textContent = last.code;
    $('tape-what').textContent = last.item?.sku ?? '';
    $('tape-time').textContent = last.at_ms ? new Date(last.at_ms).toLocaleTimeString() : '';
    const note = $('note');
    const offline = state.health.central.is !== 'ok' && state.health.central.word === 'offline';
    let words = '';
    if (lost)
        words = t('n_lost');
    else if (!NOT_SHOWN.has(state.notice))
        words = t(state.notice.startsWith('pin') ? state.notice : 'n_' + state.notice, {text: state.notice_text});
    else if (state.notice === 'recovered')
        words = t('n_recovered');
    else if (state.health.clock_off_s)
        words = t('clock_off', {n: state.health.clock_off_s});
    else if (offline && state.health.central.unsent)
        words = t('unsent', {n: state.health.central.unsent});
    note.textContent = words;
    note.dataset.is = words ? 'look' : 'quiet';
}

function sound() {
    if (toneSeen !== null && state.tone_n !== toneSeen && state.tone in sounds.SIGNALS)
        sounds.play(state.tone);
    else if (!state.alarm && state.tone !== 'stop')
        sounds.silence();
    toneSeen = state.tone_n;
}

function draw() {
    if (!state)
        return;
    setLanguage(localStorage.getItem('language') ?? query.get('lang') ?? state.language);
    if (asking && (state.state !== 'picking' || state.alarm))
        asking = '';
    drawPlate();
    drawSlate(state, asking, bench);
    drawLedger(state, bench);
    drawTape();
    drawHealth(state, lost, redraw);
    drawAlarm(state, bench);
    document.body.dataset.state = state.state;
}

export function redraw() {
    draw();
}

// Function keys press the button that names them. Enter never acknowledges:
// a scanner that types ends with Enter.
let typed = '';

function onKey(event) {
    if (/^F([2-9]|10)$/.test(event.key)) {
        const place = $('alarm').hidden ? document : $('alarm');
        const button = [...place.querySelectorAll('button[data-k]')].find(b => b.dataset.k === event.key && b.offsetParent);
        if (button) {
            event.preventDefault();
            button.click();
        }
        return;
    }
    // The last resort: a scanner in keyboard mode, or a person who types a code.
    if (event.key === 'Enter' && typed) {
        if (state?.state === 'pin' && /^\d{4,8}$/.test(typed))
            bench.pin(typed);
        else
            bench.scan(typed);
        typed = '';
        event.preventDefault();
    } else if (event.key === 'Escape') {
        typed = '';
    } else if (event.key.length === 1 && !event.ctrlKey && !event.metaKey && typed.length < 500) {
        typed += event.key;
    }
}

function listen() {
    const stream = new EventSource('/events');
    stream.onmessage = event => {
        try {
            state = JSON.parse(event.data);
        } catch {
            return;     // an event that was overtaken by the next one
        }
        lost = false;
        sound();
        draw();
    };
    stream.onerror = () => {
        lost = true;    // the browser connects again by itself
        draw();
    };
}

const theme = query.get('theme') ?? localStorage.getItem('theme');
if (theme)
    document.documentElement.dataset.theme = theme;
addIcons();
addEventListener('keydown', onKey);
listen();
