// What any code leads to.
import {link, make} from '../kit/elements.js';
import {table} from '../kit/list.js';
import {hasWord, t} from '../kit/words.js';
import {get} from './api.js';
import {said} from './state.js';

const placeOf = ({kind, id, text}) =>
    kind === 'recall' ? `#recall/${id}?lot=${encodeURIComponent(text)}` : `#${kind}/${id}`;

const noteOf = row => (hasWord('is_' + row.note) ? said(row.note) : row.note);

export async function search({args}) {
    const q = args.get('q') ?? '';
    const {found} = await get('search?q=' + encodeURIComponent(q));
    const columns = [
        [t('kind'), row => t('found_' + row.kind)],
        [t('code'), row => link(placeOf(row), row.text || row.note)],
        [t('note'), noteOf],
        [t('found_by'), row => t('via_' + row.via)],
    ];
    return [make('h1', {}, t('search_for', {q})), table(t('found'), columns, found)];
}
