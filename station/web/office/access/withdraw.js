// What takes a right away asks why.
import {make} from '../../kit/elements.js';
import {form} from '../../kit/form.js';
import {toast} from '../../kit/toast.js';
import {t} from '../../kit/words.js';
import {act} from '../act.js';
import {post} from '../api.js';

const reason = () => ['reason', t('reason'), {required: true, maxlength: 120}];

export const reasonForm = (words, run) => form([reason()], words, run, 'narrow');

// The part of a page that withdraws, or says that it was.
export function withdrawal(row, path, again) {
    if (row.gone_ms)
        return [make('p', {class: 'lede'}, t('withdrawn_because', {why: row.gone_why}))];
    const withdraw = values => act(again, () => post(`${path}/withdraw`, values));
    return [make('h2', {}, t('withdraw')), reasonForm(t('withdraw'), withdraw)];
}

// Makes a token, which is shown this once.
export async function showToken(again, name, path, values) {
    try {
        const {token} = await post(path, values);
        await again(toast('note', t('token_once', {name, token})));
    } catch (error) {
        await again(toast('wrong', error.message));
    }
}
