// Sessions: who is signed in, from where, and the way to end it.
import {button} from '../../kit/form.js';
import {table} from '../../kit/list.js';
import {when} from '../../kit/time.js';
import {t} from '../../kit/words.js';
import {act} from '../act.js';
import {call} from '../api.js';

const end = path => call('DELETE', '/api/v1/sessions' + path);

function endButton(row, again) {
    if (row.is_this)
        return t('this_one');
    return button(t('end_session'), () => act(again, () => end(`/${row.session_id}`)));
}

const columns = again => [
    [t('person'), row => row.name],
    [t('from_where'), row => row.peer],
    [t('since'), row => when(row.made_ms)],
    [t('last_used'), row => when(row.used_ms)],
    [t('end_session'), row => endButton(row, again)],
];

export const sessionTable = (rows, again) => table(t('sessions'), columns(again), rows);

export const endAllButton = (person_id, again) =>
    button(t('end_all'), () => act(again, () => end(`?person_id=${person_id}`)), 'grave');
