// The bench page: what the station sends is drawn, what is touched is sent.
// It holds no state of its own, so a page that comes late shows the same.
import {$} from '../kit/elements.js';
import {addIcons} from '../kit/icons.js';
import {pressNamed, typedCodes} from '../kit/keys.js';
import {chooseLanguage, setLanguage, useWords} from '../kit/words.js';
import {drawAlarm} from './alarm.js';
import {loadDesk} from './desk/desk.js';
import {drawHealth} from './health.js';
import {drawLedger} from './ledger.js';
import {drawPlate} from './plate.js';
import {drawSlate} from './slate.js';
import * as sounds from './sounds.js';
import {drawTape} from './tape.js';
import {EN} from './words/en.js';
import {ES} from './words/es.js';
import {PT} from './words/pt.js';

const query = new URLSearchParams(location.search);

let state = null; // the last one from the station
let desk = null; // the module of the desk it names
let toneSeen = null; // null until the first, which is not played
let asking = ''; // a choice the page offers: problem
let lost = false;

async function post(path, body) {
    const headers = {'Content-Type': 'application/json'};
    try {
        const answer = await fetch(path, {method: 'POST', headers, body: JSON.stringify(body)});
        if (!answer.ok)
            console.warn(path, answer.status);
    } catch (error) {
        console.warn(path, error);
    }
}

// What the parts of the page may do.
const page = {
    scan(code) {
        asking = '';
        post('/bench/scan', {code});
    },
    pin: pin => post('/bench/pin', {pin}),
    signOut: () => post('/bench/sign-out', {}),
    takeOver: code => post('/bench/take-over', {code}),
    ask(what) {
        asking = what;
        draw();
    },
    speak(name) {
        localStorage.setItem('language', name);
        draw();
    },
    redraw: draw,
    hasOwnSound: () => state?.sound === 'station',
};

function sound() {
    if (state.sound === 'station')
        return; // its own program makes them
    if (toneSeen !== null && state.tone_n !== toneSeen && state.tone in sounds.SIGNALS)
        sounds.play(state.tone);
    else if (!state.alarm && state.tone !== 'stop')
        sounds.silence();
    toneSeen = state.tone_n;
}

function draw() {
    if (!desk)
        return;
    const wishes = [localStorage.getItem('language'), query.get('lang'), state.language];
    setLanguage(chooseLanguage(wishes));
    if (asking && (state.state !== 'picking' || state.alarm))
        asking = '';
    drawPlate(state);
    drawSlate(state, desk, page, asking);
    drawLedger(state, desk, page);
    drawTape(state, desk, lost);
    drawHealth(state, lost, page);
    drawAlarm(state, desk, page);
    document.body.dataset.state = state.state;
}

function takeTyped(code) {
    if (state?.state === 'pin' && /^\d{4,8}$/.test(code))
        page.pin(code);
    else
        page.scan(code);
}

// Function keys press the button that names them. Enter never acknowledges: a scanner
// that types ends with Enter. Typed codes are the last resort, a scanner in keyboard
// mode or a person.
const onTyped = typedCodes(takeTyped);

function onKey(event) {
    if (/^F([2-9]|10)$/.test(event.key))
        pressNamed($('alarm').hidden ? document : $('alarm'), event);
    else
        onTyped(event);
}

async function onState(event) {
    try {
        state = JSON.parse(event.data);
    } catch {
        return; // an event that was overtaken by the next one
    }
    lost = false;
    sound();
    desk = await loadDesk(state.desk);
    draw();
}

function listen() {
    const stream = new EventSource('/events');
    stream.onmessage = onState;
    stream.onerror = () => {
        lost = true; // the browser connects again by itself
        draw();
    };
}

const theme = query.get('theme') ?? localStorage.getItem('theme');
if (theme)
    document.documentElement.dataset.theme = theme;
useWords({en: EN, 'pt-BR': PT, es: ES});
addIcons();
addEventListener('keydown', onKey);
sounds.watch(() => state && draw());
listen();
