// The sheet of command barcodes, in all three languages at once.
import {$, make} from '../kit/elements.js';
import {commandBars} from '../kit/marks.js';
import {languageNames, useWords, wordIn} from '../kit/words.js';
import CODES from './codes.js';
import {EN} from './words/en.js';
import {ES} from './words/es.js';
import {PT} from './words/pt.js';

// The words of each command, in the order of the sheet. What it is scanned as
// says the station (shared/command.h).
const WORDED = {
    continue: 'cont',
    done: 'done',
    undo: 'undo',
    remove: 'remove',
    rest: 'rest',
    short: 'missing',
    damaged: 'damaged',
    new_box: 'newbox',
    hold: 'hold',
    reprint: 'reprint',
    short_not_there: 'why_1',
    short_damaged: 'why_2',
    short_other: 'why_3',
    short_fewer: 'why_4',
    tick: 'no_code',
    tick_unreadable: 'tick_1',
    tick_none: 'tick_2',
    tick_other: 'tick_3',
    why_1: 'reason_1',
    why_2: 'reason_2',
    why_3: 'reason_3',
    why_4: 'reason_4',
};
const TIMES = [2, 3, 4, 5, 6, 10, 12, 24, 50, 100];

function card(code, first, rest) {
    const others = [...new Set(rest)].filter(name => name !== first).join(' · ');
    const words = [make('b', {}, first), make('small', {}, others)];
    return make('li', {}, ...words, commandBars(code));
}

useWords({en: EN, 'pt-BR': PT, es: ES});
for (const [name, word] of Object.entries(WORDED)) {
    const [first, ...rest] = languageNames().map(language => wordIn(language, word));
    $('commands').append(card(CODES[name], first, rest));
}
for (const times of TIMES)
    $('commands').append(card(CODES.times + times, `× ${times}`, []));
