// The sheet of command barcodes, in all three languages at once.
import {commandBars, make} from '../kit/elements.js';
import {LANGUAGES} from './words/en.js';

const COMMANDS = [['%CONT', 'cont'], ['%DONE', 'done'], ['%UNDO', 'undo'], ['%REMOVE', 'remove'], ['%SHORT', 'missing'],
    ['%DAMAGED', 'damaged'], ['%NEWBOX', 'newbox'], ['%HOLD', 'hold'], ['%REPRINT', 'reprint'], ['%SHORT-1', 'why_1'], ['%SHORT-2', 'why_2'], ['%SHORT-3', 'why_3'],
    ...[2, 3, 4, 5, 6, 10, 12, 24, 50, 100].map(n => ['%X' + n, n])];

document.getElementById('commands').append(...COMMANDS.map(([code, word]) => {
    const names = Object.values(LANGUAGES).map(words => typeof word === 'number' ? '× ' + word : words[word]);
    const rest = [...new Set(names.slice(1))].filter(name => name !== names[0]).join(' · ');
    return make('li', {}, make('b', {}, names[0]), make('small', {}, rest), commandBars(code));
}));
