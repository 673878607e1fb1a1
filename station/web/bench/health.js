// The health bar: always there, in the same order, with a word and a shape.
import {$, make, put} from '../kit/elements.js';
import {icon} from '../kit/icons.js';
import {language, t} from '../kit/words.js';
import * as sounds from './sounds.js';

const SHAPES = {ok: 'check', look: 'triangle', wrong: 'cross'};
const DEVICES = ['scanner', 'scale', 'printer', 'central'];
const GONE = {is: 'wrong', word: 'gone'};
const LOW_MV = 3500;
const SOUND_MS = 200; // until the browser says that it may be heard

function wordOf(name, one) {
    if (name === 'central' && one.word === 'offline')
        return t('w_offline', {t: one.age_s >= 0 ? one.age_s + ' s' : ''});
    return t('w_' + one.word);
}

// Handhelds stand in the scanner's place: how many are in reach, or of one its
// version and battery. An update that is under way, or was refused, comes first.
function handsWord(list) {
    const here = list.filter(h => h.is_here);
    const low = here.find(h => h.battery_mv && h.battery_mv < LOW_MV);
    const updating = here.find(h => h.update >= 0);
    const refused = here.find(h => h.refused);
    const count = t('hand_here', {n: here.length, m: list.length});
    if (updating)
        return ['look', t('hand_update', {n: updating.update})];
    if (refused)
        return ['look', t('hand_refused', {n: refused.refused})];
    if (here.length < list.length)
        return [here.length ? 'look' : 'wrong', count];
    if (low)
        return ['look', t('hand_low', {n: low.name})];
    const one = here[0];
    const alone = `${one.version} ${(one.battery_mv / 1000).toFixed(1)} V`;
    return ['ok', list.length > 1 ? count : alone];
}

function handTitle(hand) {
    const unsent = t('unsent', {n: hand.unsent});
    return `${hand.device}: ${hand.name} ${hand.version} ${hand.battery_mv} mV, ${unsent}`;
}

// [name, what it is, its word, a title]
function deviceState(name, state, lost) {
    const one = lost ? GONE : state.health[name];
    const hasHands = name === 'scanner' && one.is === 'ok' && state.hands?.length;
    if (hasHands)
        return [name, ...handsWord(state.hands), state.hands.map(handTitle).join('\n')];
    return [name, one.is, wordOf(name, one)];
}

function soundState(state) {
    if (state.sound === 'station')
        return ['sound', 'ok', t('sound_station')];
    const isOn = sounds.isOn();
    return ['sound', isOn ? 'ok' : 'look', t(isOn ? 'sound_on' : 'sound_off')];
}

function cell([name, is, words, title], page) {
    function onclick() {
        if (name !== 'sound' || page.hasOwnSound())
            return;
        sounds.play('ok');
        setTimeout(page.redraw, SOUND_MS);
    }
    const parts = [
        icon(name === 'sound' && is !== 'ok' ? 'mute' : name),
        make('span', {class: 'name'}, t(name)),
        icon(SHAPES[is], 'sign'),
        make('span', {class: 'is'}, words),
    ];
    return make('li', {'data-is': is, title}, make('button', {type: 'button', onclick}, ...parts));
}

export function drawHealth(state, lost, page) {
    const list = DEVICES.map(name => deviceState(name, state, lost));
    list.push(soundState(state));
    put($('health'), [list, language()], () => list.map(one => cell(one, page)));
}
