// The health bar: always there, in the same order, with a word and a shape.
import {$, make, put} from './dom.js';
import * as sounds from './sounds.js';
import {t} from './words.js';

const SHAPES = {ok: 'check', look: 'triangle', wrong: 'cross'};

function word(name, one) {
    if (name === 'central' && one.word === 'offline')
        return t('w_offline', {t: one.age_s >= 0 ? one.age_s + ' s' : ''});
    return t('w_' + one.word);
}

export function drawHealth(state, lost, redraw) {
    const list = ['scanner', 'scale', 'printer', 'central'].map(name => {
        const one = lost ? {is: 'wrong', word: 'gone'} : state.health[name];
        return [name, one.is, word(name, one)];
    });
    list.push(['sound', sounds.isOn() ? 'ok' : 'look', t(sounds.isOn() ? 'sound_on' : 'sound_off')]);
    put($('health'), [list, document.documentElement.lang], () => list.map(([name, is, words]) =>
        make('li', {'data-is': is}, make('button', {type: 'button', onclick: () => { if (name === 'sound') { sounds.play('ok'); setTimeout(redraw, 200); } }},
            make('span', {icon: name === 'sound' && is !== 'ok' ? 'mute' : name}), make('span', {class: 'name'}, t(name)),
            make('span', {class: 'sign', icon: SHAPES[is]}), make('span', {class: 'is'}, words)))));
}
