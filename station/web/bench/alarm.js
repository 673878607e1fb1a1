// A wrong scan takes the whole screen, says what was scanned, what was wanted
// and what to do, and stays until the right scan or CONTINUE.
import {closeDialog, openDialog} from '../kit/dialog.js';
import {$, make, put} from '../kit/elements.js';
import {setIcon} from '../kit/icons.js';
import {commandBars} from '../kit/marks.js';
import {language, t} from '../kit/words.js';
import {fit} from './parts.js';
import {lastScan} from './proof.js';

// Alarms of the bench itself, whatever its desk was doing.
const OWN = {
    taken_over: {tone: 'stop', icon: 'hand'},
    disk: {tone: 'stop', icon: 'hand'},
    new_file: {tone: 'stop', icon: 'hand'},
    second: {tone: 'stop', icon: 'hand'},
    foreign: {tone: 'stop', icon: 'hand'},
};

const DISK = {full: 'disk_full', read_only: 'disk_read_only'};

function acknowledge(page) {
    const key = make('kbd', {}, 'F2');
    return make(
        'button',
        {class: 'command', 'data-k': 'F2', onclick: () => page.scan('%CONT')},
        commandBars('%CONT'),
        make('span', {class: 'command__word'}, make('span', {}, t('cont')), ' ', key),
    );
}

function alarmOf(name, state, desk) {
    const isOwn = name in OWN;
    const alarm = isOwn ? {...OWN[name], proof: () => lastScan(state)} : desk.alarm(name, state);
    const order = state.order?.order_no ?? state.notice_text;
    const text = name === 'disk' ? t(DISK[state.notice_text] ?? 'disk_broken') : state.notice_text;
    const values = {order, text, bench: state.bench};
    return {
        tone: 'wrong',
        icon: 'cross',
        proof: () => [],
        ...alarm,
        values: {...values, ...alarm.values},
        key: [name, language(), state.last, alarm.key],
    };
}

function drawHead(words, wasHidden) {
    const head = $('alarm-head');
    if (!wasHidden && head.textContent === words)
        return;
    head.textContent = words;
    fit(head);
}

function fill(name, alarm, page, wasHidden) {
    const words = alarm.words ?? name;
    $('alarm').dataset.tone = alarm.tone;
    setIcon($('alarm-icon'), alarm.icon);
    drawHead(t('a_' + words), wasHidden);
    $('alarm-sub').textContent = t(`a_${words}_sub`, alarm.values);
    const step = n => make('li', {}, t(`a_${words}_${n}`, alarm.values));
    put($('proof'), alarm.key, alarm.proof);
    put($('alarm-steps'), alarm.key, () => [1, 2].map(step));
    put($('acks'), [language()], () => acknowledge(page));
}

// A question that is open comes before what it is about.
const alarmNow = state => (state.asks_why ? '' : state.alarm);

export function drawAlarm(state, desk, page) {
    const box = $('alarm');
    const behind = document.querySelectorAll('.plate, .stage, .tape');
    const name = state.notice in OWN ? state.notice : alarmNow(state);
    const alarm = name ? alarmOf(name, state, desk) : {tone: ''};
    document.body.dataset.tone = alarm.tone;
    if (!name) {
        closeDialog(box, behind);
        return;
    }
    const wasHidden = box.hidden;
    openDialog(box, $('alarm-head'), behind, () => fill(name, alarm, page, wasHidden));
}
