// What takes a right away asks why.
import {make} from '../../kit/elements.js';
import {inRow} from '../../kit/list.js';
import {toast} from '../../kit/toast.js';
import {t} from '../../kit/words.js';
import {askButton} from '../act.js';
import {post} from '../api.js';
import {reasonSaid} from '../reasons.js';

function askWithdraw(name, path) {
    return {
        title: t('ask_withdraw', {name}),
        will: [t('will_withdraw'), t('no_way_back')],
        act: 'withdraw',
        go: t('withdraw'),
        async run(reason) {
            await post(`${path}/withdraw`, {reason});
            return {said: t('done_withdraw', {name})};
        },
    };
}

// The part of a page that withdraws, or says that it was.
export function withdrawal(row, path, again) {
    const why = reasonSaid(row.gone_why);
    if (row.gone_ms)
        return [make('p', {class: 'lede'}, t('withdrawn_because', {why}))];
    const ask = askButton(t('withdraw'), again, askWithdraw(row.name, path), 'grave');
    return [make('h2', {}, t('withdraw')), inRow(ask)];
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
