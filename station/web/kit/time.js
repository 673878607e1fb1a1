// Times, which programs tell in milliseconds of UTC. Which zone a page shows is decided
// here alone: a bench shows the time of its own wall, the office shows UTC, in which
// books of several warehouses agree.
import {language, t} from './words.js';

const MINUTE_MS = 60000;
const DAY_MS = 86400000;

// "10:33", as the clock on the wall says it.
export function wallTime(ms) {
    const parts = {hour: '2-digit', minute: '2-digit'};
    return new Date(ms).toLocaleTimeString(language(), parts);
}

export const wallSeconds = ms => new Date(ms).toLocaleTimeString();

// "2026-11-25 22:33" in UTC; nothing for a time that is not known.
export const when = ms => (ms ? new Date(ms).toISOString().slice(0, 16).replace('T', ' ') : '');

// A day of the calendar, counted from 1970.
export const day = days => (days ? new Date(days * DAY_MS).toISOString().slice(0, 10) : '');

export const minutes = ms => Math.round(ms / MINUTE_MS);

// How long it is, whichever way: "1 h 5 min".
export function span(ms) {
    const all = minutes(Math.abs(ms));
    if (all < 60)
        return t('minutes', {m: all});
    return t('hours', {h: Math.floor(all / 60), m: all % 60});
}
