// Access: who is signed in, what was done to rights, and who was refused.
import {make} from '../../kit/elements.js';
import {nextPage, table} from '../../kit/list.js';
import {when} from '../../kit/time.js';
import {t} from '../../kit/words.js';
import {get, page} from '../api.js';
import {reasonSaid} from '../reasons.js';
import {said} from '../state.js';
import {sessionTable} from './sessions.js';

// Of a role that was changed the note is both, as central has them.
const ROLES = /^(\w+)( to (\w+))?$/;

function reasonOrRole({kind, note}) {
    const role = kind === 'role_changed' || kind === 'person_added' ? note.match(ROLES) : null;
    if (!role)
        return reasonSaid(note);
    return role[3] ? `${said(role[1])} → ${said(role[3])}` : said(role[1]);
}

const columns = () => [
    [t('when'), row => when(row.at_ms)],
    [t('what'), row => said(row.kind)],
    [t('who'), row => row.who],
    [t('from_where'), row => row.peer],
    [t('whom'), row => row.about],
    [t('reason'), reasonOrRole],
    [t('times'), row => row.count, 'num'],
];

export async function access({args, again}) {
    const {sessions, next: more} = await get(`sessions?after=${args.get('in') ?? ''}`);
    const {rows, next} = await page('access', 'events', args.get('after'));
    return [
        make('h1', {}, t('place_access')),
        sessionTable(sessions, again),
        nextPage(more, '#access?in='),
        make('h2', {}, t('rights_and_refusals')),
        make('p', {class: 'lede'}, t('refusals_lede')),
        table(t('rights_and_refusals'), columns(), rows),
        nextPage(next, '#access?after='),
    ];
}
