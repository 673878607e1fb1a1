// Times, which programs tell in milliseconds of UTC. Which zone a page shows is decided
// here alone: a bench shows the time of its own wall; the office that of its warehouses
// where they have one zone, else the browser's, and says its name.
import {language, t} from './words.js';

const MINUTE_MS = 60000;
const DAY_MS = 86400000;

// "22:33": a day has 24 hours in every language, since two clocks in one house are one too
// many.
export function wallTime(ms) {
    const parts = {hour: '2-digit', minute: '2-digit', hourCycle: 'h23'};
    return new Date(ms).toLocaleTimeString(language(), parts);
}

export function wallSeconds(ms) {
    const parts = {hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23'};
    return new Date(ms).toLocaleTimeString(language(), parts);
}

let zone; // undefined: the browser's

export function setZone(name) {
    zone = name;
}

export const zoneName = () => new Intl.DateTimeFormat('en', {timeZone: zone}).resolvedOptions()
    .timeZone;

// "2026-11-25 22:33" in the zone; nothing for a time that is not known.
export function when(ms, inZone = zone) {
    const parts = {dateStyle: 'short', timeStyle: 'short', timeZone: inZone};
    return ms ? new Intl.DateTimeFormat('sv', parts).format(ms) : '';
}

// The instant of "2026-11-25T22:33" as a clock of the zone shows it. An hour that the zone
// skips or has twice is the one before or the first of both.
export function instant(text) {
    const wanted = Date.parse(text + 'Z');
    const shown = ms => Date.parse(when(ms).replace(' ', 'T') + 'Z');
    const near = wanted - (shown(wanted) - wanted);
    return near - (shown(near) - wanted);
}

// A day of the calendar, counted from 1970.
export const day = days => (days ? new Date(days * DAY_MS).toISOString().slice(0, 10) : '');

export const minutes = ms => Math.round(ms / MINUTE_MS);

// How long it is, whichever way: "1 h 5 min", and from two days on "2 d 5 h".
export function span(ms) {
    const all = minutes(Math.abs(ms));
    const hours = Math.floor(all / 60);
    if (all < 60)
        return t('minutes', {m: all});
    if (hours < 48)
        return t('hours', {h: hours, m: all % 60});
    return t('days', {d: Math.floor(hours / 24), h: hours % 24});
}
