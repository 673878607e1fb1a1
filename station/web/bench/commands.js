// The sheet of command barcodes, in all three languages at once.
import {$, make} from '../kit/elements.js';
import {commandBars} from '../kit/marks.js';
import {languageNames, useWords, wordIn} from '../kit/words.js';
import {EN} from './words/en.js';
import {ES} from './words/es.js';
import {PT} from './words/pt.js';

const WORDED = [
    ['%CONT', 'cont'],
    ['%DONE', 'done'],
    ['%UNDO', 'undo'],
    ['%REMOVE', 'remove'],
    ['%SHORT', 'missing'],
    ['%DAMAGED', 'damaged'],
    ['%NEWBOX', 'newbox'],
    ['%HOLD', 'hold'],
    ['%REPRINT', 'reprint'],
    ['%SHORT-1', 'why_1'],
    ['%SHORT-2', 'why_2'],
    ['%SHORT-3', 'why_3'],
];
const TIMES = [2, 3, 4, 5, 6, 10, 12, 24, 50, 100];

function card(code, first, rest) {
    const others = [...new Set(rest)].filter(name => name !== first).join(' · ');
    const words = [make('b', {}, first), make('small', {}, others)];
    return make('li', {}, ...words, commandBars(code));
}

useWords({en: EN, 'pt-BR': PT, es: ES});
for (const [code, word] of WORDED) {
    const [first, ...rest] = languageNames().map(name => wordIn(name, word));
    $('commands').append(card(code, first, rest));
}
for (const times of TIMES)
    $('commands').append(card(`%X${times}`, `× ${times}`, []));
