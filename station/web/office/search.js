// What any code leads to.
import {link, make} from '../kit/elements.js';
import {table} from '../kit/list.js';
import {t} from '../kit/words.js';
import {get} from './api.js';

export async function search({args}) {
    const q = args.get('q') ?? '';
    const {found} = await get('search?q=' + encodeURIComponent(q));
    const columns = [
        [t('kind'), row => row.kind],
        [t('code'), row => link(`#${row.kind}/${row.id}`, row.text)],
        [t('note'), row => row.note],
    ];
    return [make('h1', {}, t('search_for', {q})), table(t('found'), columns, found)];
}
