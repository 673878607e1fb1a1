// States and verdicts: codes of the programs, said in words and shown as chips.
import {make} from '../kit/elements.js';
import {hasWord, t} from '../kit/words.js';

const TONES = {
    released: 'note',
    claimed: 'note',
    allocated: 'note',
    waiting: 'look',
    held: 'look',
    unknown: 'look',
    part_shipped: 'look',
    cancelled: 'stop',
    dead: 'stop',
    lost: 'stop',
    returned: 'stop',
    failed: 'stop',
    packed: 'ok',
    shipped: 'ok',
    delivered: 'ok',
    done: 'ok',
    handed_over: 'ok',
};

const ROLES = ['packer', 'receiver', 'supervisor', 'manager'];

export const isAtLeast = (person, role) => ROLES.indexOf(person.role) >= ROLES.indexOf(role);

// A code that has no word here is shown as it is.
export function said(code) {
    return hasWord('is_' + code) ? t('is_' + code) : code.replaceAll('_', ' ');
}

export function chip(state) {
    return make('span', {class: 'chip', 'data-is': TONES[state] ?? 'note'}, said(state));
}
