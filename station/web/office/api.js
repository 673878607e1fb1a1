// Calls of central's API; a failed call throws its one clear sentence.
import {t} from '../kit/words.js';

const PAGE_ROWS = 100;

const failure = (words, status) => Object.assign(new Error(words), {status});

async function fetchOrSay(path, options) {
    try {
        return await fetch(path, options);
    } catch {
        throw failure(t('no_central'), 0);
    }
}

export async function call(method, path, body, type = 'application/json') {
    const options = {method, headers: {}};
    if (body !== undefined) {
        options.headers['Content-Type'] = type;
        options.body = type === 'application/json' ? JSON.stringify(body) : body;
    }
    const answer = await fetchOrSay(path, options);
    const root = await answer.json().catch(() => ({}));
    if (answer.ok)
        return root;
    const title = root.title ?? t('did_not_work');
    throw failure(`${title}: ${root.detail ?? answer.status}`, answer.status);
}

export const get = path => call('GET', '/api/v1/' + path);
export const post = (path, body = {}) => call('POST', '/api/v1/' + path, body);

// A page of a long list after this mark, '' to begin: its rows, the mark of the next page,
// which only central makes (undefined on the last), and all that was answered.
export async function page(path, name, after) {
    const sign = path.includes('?') ? '&' : '?';
    const query = `after=${encodeURIComponent(after ?? '')}&limit=${PAGE_ROWS}`;
    const answer = await get(path + sign + query);
    return {rows: answer[name], next: answer.next, answer};
}

// All rows of a long list, up to this many; tell hears how many there are so far.
export async function allOf(path, name, most, tell) {
    const list = [];
    for (let mark = ''; mark !== undefined && list.length < most; ) {
        const {rows, next} = await page(path, name, mark);
        list.push(...rows);
        tell(list.length);
        mark = next;
    }
    return list;
}
