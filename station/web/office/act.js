// Acts: what a touch changes at central, and the page that is drawn anew after it.
import {button, form} from '../kit/form.js';
import {toast} from '../kit/toast.js';
import {post} from './api.js';

// Draws the page again, with the sentence of what went wrong on top.
export async function act(again, run) {
    try {
        await run();
        await again();
    } catch (error) {
        await again(toast('wrong', error.message));
    }
}

export function actButton(words, again, path, body, is = '') {
    return button(words, () => act(again, () => post(path, body)), is);
}

// A form whose answer stands below it, in a place of its own.
export function askForm(fields, words, answer) {
    const slot = document.createElement('div');
    slot.setAttribute('aria-live', 'polite');
    async function ask(values) {
        try {
            slot.replaceChildren(...(await answer(values)));
        } catch (error) {
            slot.replaceChildren(toast('wrong', error.message));
        }
    }
    return [form(fields, words, ask), slot];
}
