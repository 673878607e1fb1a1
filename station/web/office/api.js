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

// A page of a long list after this id, and the id that the next page is after.
export async function page(path, name, id, after) {
    const sign = path.includes('?') ? '&' : '?';
    const rows = (await get(`${path}${sign}after=${after}&limit=${PAGE_ROWS}`))[name];
    return {rows, next: rows.length === PAGE_ROWS ? rows.at(-1)[id] : 0};
}
