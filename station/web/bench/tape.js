// The tape: the last scan with its verdict, and a notice that stands beside it.
import {$} from '../kit/elements.js';
import {setIcon} from '../kit/icons.js';
import {span, wallSeconds} from '../kit/time.js';
import {t} from '../kit/words.js';
import {isOn} from './sounds.js';

const SIGNS = {none: 'ring', ok: 'okring', wrong: 'cross', look: 'triangle'};
const WORDS = {none: 'no_scan', ok: 'right', wrong: 'wrong', look: 'look'};
// Notices that are said elsewhere: on the slate or as an alarm.
const SAID_ELSEWHERE = ['', 'fetching', 'taken_over', 'disk', 'new_file', 'second', 'foreign'];

function verdictOf(state, desk) {
    if (!state.last.at_ms)
        return 'none';
    if (desk.good.has(state.last.verdict))
        return 'ok';
    return state.alarm ? 'wrong' : 'look';
}

function drawLast(state, desk) {
    const last = state.last;
    const is = verdictOf(state, desk);
    setIcon($('tape-icon'), SIGNS[is]);
    $('tape-title').textContent = t('last_scan');
    $('tape-last').dataset.is = is;
    $('tape-word').textContent = t(WORDS[is]);
    $('tape-code').textContent = last.code;
    $('tape-what').textContent = last.item?.sku ?? '';
    $('tape-time').textContent = last.at_ms ? wallSeconds(last.at_ms) : '';
}

// What central is to this bench, when it is not as it should be.
function centralNote(central, bench) {
    if (central.word === 'second')
        return t('second_here', {bench, text: central.rival ?? ''});
    if (central.word === 'foreign')
        return t('foreign_here');
    if (central.word === 'recovering')
        return t('n_recovering');
    if (central.said)
        return t('n_refused', {text: central.said});
    return central.rival ? t('rival_seen', {bench, text: central.rival}) : '';
}

// What a person should know first comes first.
function noticeOf(state, lost) {
    const central = state.health.central;
    if (lost)
        return t('n_lost');
    if (state.notice.startsWith('pin'))
        return t(state.notice);
    if (!SAID_ELSEWHERE.includes(state.notice))
        return t('n_' + state.notice, {text: state.notice_text});
    if (state.health.disk)
        return t('disk_off', {text: state.health.disk});
    const note = centralNote(central, state.bench);
    if (note)
        return note;
    if (state.health.clock_off_s)
        return t('clock_off', {t: span(state.health.clock_off_s * 1000)});
    if (central.is !== 'ok' && central.word === 'offline' && central.unsent)
        return t('unsent', {n: central.unsent});
    return isOn() || state.sound === 'station' ? '' : t('mute_tip');
}

export function drawTape(state, desk, lost) {
    drawLast(state, desk);
    const words = noticeOf(state, lost);
    $('note').textContent = words;
    $('note').dataset.is = words ? 'look' : 'quiet';
}
