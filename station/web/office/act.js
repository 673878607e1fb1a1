// Acts: what a touch changes at central, and the page that is drawn anew after it.
import {ask} from '../kit/ask.js';
import {button, form} from '../kit/form.js';
import {toast} from '../kit/toast.js';
import {offerUndo} from '../kit/undo.js';
import {t} from '../kit/words.js';
import {post} from './api.js';
import {reasonsOf} from './reasons.js';

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

// What takes something away: asked first, with its reason, and said after it. The question
// is kit/ask.js's, with the short list of act for its reasons; run answers {said, undo},
// where an undo that there is none of is left out.
function askFirst(again, question) {
    const reasons = question.act ? reasonsOf(question.act) : null;
    const run = async (reason, values) => {
        const {said, undo} = await question.run(reason, values);
        await again(undo ? null : toast('ok', said));
        if (undo)
            offerUndo(said, () => act(again, undo));
    };
    ask({...question, reasons, run});
}

export const askButton = (words, again, question, is = '') =>
    button(words, () => askFirst(again, question), is);

// A paper opens beside the page; one that there is none of is said on it.
export const paperButton = (words, path, again) =>
    button(words, async () => {
        const answer = await fetch('/api/v1/' + path);
        if (answer.ok) {
            open(URL.createObjectURL(await answer.blob()));
            return;
        }
        const {detail} = await answer.json().catch(() => ({}));
        await again(toast('wrong', detail ?? t('did_not_work')));
    });

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
