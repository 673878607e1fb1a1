// Sessions: who is signed in, from where, and the way to end it.
import {table} from '../../kit/list.js';
import {when} from '../../kit/time.js';
import {t} from '../../kit/words.js';
import {askButton} from '../act.js';
import {call} from '../api.js';

const end = path => call('DELETE', '/api/v1/sessions' + path);

function askEnd(name, path) {
    return {
        title: t('ask_end_session', {name}),
        will: [t('will_end_session')],
        go: t('end_session'),
        async run() {
            await end(path);
            return {said: t('done_end_session')};
        },
    };
}

function endButton(row, again) {
    if (row.is_this)
        return t('this_one');
    return askButton(t('end_session'), again, askEnd(row.name, `/${row.session_id}`));
}

const columns = again => [
    [t('person'), row => row.name],
    [t('from_where'), row => row.peer],
    [t('since'), row => when(row.made_ms)],
    [t('last_used'), row => when(row.used_ms)],
    [t('end_session'), row => endButton(row, again)],
];

export const sessionTable = (rows, again) => table(t('sessions'), columns(again), rows);

export const endAllButton = (one, again) =>
    askButton(t('end_all'), again, askEnd(one.name, `?person_id=${one.person_id}`), 'grave');
