// The plate: which bench, who stands at it, and how long until the pick-up.
import {$} from '../kit/elements.js';
import {span, wallTime} from '../kit/time.js';
import {t} from '../kit/words.js';

function promise(state) {
    const due = state.order?.due_ms;
    if (!due)
        return t('no_due');
    const left = due - state.now_ms;
    return t(left > 0 ? 'due_in' : 'due_late', {t: span(left)});
}

export function drawPlate(state) {
    $('bench').textContent = state.bench;
    $('who').textContent = state.person ? state.person.name : t('nobody');
    $('mode').hidden = !state.practice;
    $('mode-word').textContent = t('practice');
    $('watermark').hidden = !state.practice;
    for (const word of $('watermark').children)
        word.textContent = t('practice');
    $('promise').textContent = promise(state);
    $('clock').textContent = wallTime(state.now_ms);
    $('clock').dateTime = new Date(state.now_ms).toISOString();
}
