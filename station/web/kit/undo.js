// What was just done, said below the page for ten seconds, with the way back. It outlives
// the page that is drawn anew, and only the newest act has one.
import {make} from './elements.js';
import {button} from './form.js';
import {t} from './words.js';

const UNDO_MS = 10000;

// undo is called at most once. Who is on the button when the time is over is not thrown
// off it: the offer ends when the button is left.
export function offerUndo(words, undo) {
    const node = make('div', {class: 'undo', role: 'status'}, make('p', {}, words));
    const way = button(t('undo_it'), () => {
        node.remove();
        undo();
    });
    node.append(way);
    document.querySelector('.undo')?.remove();
    document.body.append(node);
    setTimeout(() => {
        if (way.matches(':focus-visible'))
            way.addEventListener('blur', () => node.remove());
        else
            node.remove();
    }, UNDO_MS);
}
