// A question before an act that takes something away: what it will do, whether it can be
// undone, and why it is done. The element dialog keeps the keyboard in and gives it back.
//
//     ask({title, will: ['sentence', ...], fields: [[name, title, attributes], ...],
//          reasons: [[code, words], ...], go: 'Cancel it', run: async (reason, values) => {}})
//
// run gets the code of the reason chosen, or what was written under "other", and the
// fields' values. Without reasons it is only asked. While run goes on, or when it fails, the
// question stays.
import {make} from './elements.js';
import {button, field} from './form.js';
import {toast} from './toast.js';
import {t} from './words.js';

const REASON_MAX = 120; // letters, as central takes them
const OTHER = 'other';

function reasonChoice([code, words]) {
    const input = make('input', {type: 'radio', name: 'reason', value: code, required: true});
    return make('label', {class: 'ask__choice'}, input, words);
}

function reasonFields(reasons) {
    const other = make('input', {name: 'words', maxlength: REASON_MAX, hidden: true,
        'aria-label': t('reason_in_words')});
    const all = [...reasons, [OTHER, t('reason_other')]];
    const node = make('fieldset', {class: 'ask__why'}, make('legend', {}, t('reason_ask')),
        ...all.map(reasonChoice), other);
    node.addEventListener('change', event => {
        if (event.target.name !== 'reason')
            return;
        other.hidden = event.target.value !== OTHER;
        other.required = !other.hidden;
        if (!other.hidden)
            other.focus();
    });
    return node;
}

function reasonOf(page) {
    const values = new FormData(page);
    const code = values.get('reason') ?? '';
    return code === OTHER ? values.get('words').trim() : code;
}

function onSubmit(dialog, page, slot, run) {
    page.addEventListener('submit', async event => {
        event.preventDefault();
        const send = page.querySelector('[type=submit]');
        send.disabled = true;
        try {
            await run(reasonOf(page), Object.fromEntries(new FormData(page)));
            dialog.close();
        } catch (error) {
            slot.replaceChildren(toast('wrong', error.message));
        }
        send.disabled = false;
    });
}

export function ask({title, will, fields = [], reasons, go, run}) {
    const head = make('h2', {id: 'ask-title'}, title);
    const slot = make('div', {});
    const dialog = make('dialog', {class: 'ask', 'aria-labelledby': 'ask-title'});
    const send = make('button', {class: 'button button--grave', type: 'submit'}, go);
    const back = button(t('ask_back'), () => dialog.close());
    back.type = 'button';
    back.autofocus = !reasons && fields.length === 0;
    const page = make('form', {}, head, ...will.map(words => make('p', {}, words)),
        ...fields.map(field), reasons ? reasonFields(reasons) : null, slot,
        make('div', {class: 'row'}, back, send));
    onSubmit(dialog, page, slot, run);
    dialog.append(page);
    dialog.addEventListener('close', () => dialog.remove());
    document.body.append(dialog);
    dialog.showModal();
}
