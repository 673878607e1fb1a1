// The health bar: always there, in the same order, with a word and a shape.
import {$, make, put} from '../kit/elements.js';
import * as sounds from './sounds.js';
import {t} from './words/en.js';

const SHAPES = {ok: 'check', look: 'triangle', wrong: 'cross'};

function word(name, one) {
    if (name === 'central' && one.word === 'offline')
        return t('w_offline', {t: one.age_s >= 0 ? one.age_s + ' s' : ''});
    return t('w_' + one.word);
}

// Handhelds stand in the scanner's place: how many are in reach, or of one its
// version and battery. An update that is under way, or was refused, comes first.
function hands(list) {
    const here = list.filter(h => h.is_here), low = here.find(h => h.battery_mv && h.battery_mv < 3500);
    const updating = here.find(h => h.update >= 0), refused = here.find(h => h.refused);
    if (updating)
        return ['look', t('hand_update', {n: updating.update})];
    if (refused)
        return ['look', t('hand_refused', {n: refused.refused})];
    if (here.length < list.length)
        return [here.length ? 'look' : 'wrong', t('hand_here', {n: here.length, m: list.length})];
    if (low)
        return ['look', t('hand_low', {n: low.name})];
    return ['ok', list.length > 1 ? t('hand_here', {n: here.length, m: list.length}) : `${here[0].version} ${(here[0].battery_mv / 1000).toFixed(1)} V`];
}

const handTitle = list => list.map(h => `${h.device}: ${h.name} ${h.version} ${h.battery_mv} mV, ${t('unsent', {n: h.unsent})}`).join('\n');

export function drawHealth(state, lost, redraw) {
    const list = ['scanner', 'scale', 'printer', 'central'].map(name => {
        const one = lost ? {is: 'wrong', word: 'gone'} : state.health[name];
        if (name === 'scanner' && !lost && one.is === 'ok' && state.hands?.length)
            return [name, ...hands(state.hands), handTitle(state.hands)];
        return [name, one.is, word(name, one)];
    });
    list.push(['sound', sounds.isOn() ? 'ok' : 'look', t(sounds.isOn() ? 'sound_on' : 'sound_off')]);
    put($('health'), [list, document.documentElement.lang], () => list.map(([name, is, words, title]) =>
        make('li', {'data-is': is, title}, make('button', {type: 'button', onclick: () => { if (name === 'sound') { sounds.play('ok'); setTimeout(redraw, 200); } }},
            make('span', {icon: name === 'sound' && is !== 'ok' ? 'mute' : name}), make('span', {class: 'name'}, t(name)),
            make('span', {class: 'sign', icon: SHAPES[is]}), make('span', {class: 'is'}, words)))));
}
