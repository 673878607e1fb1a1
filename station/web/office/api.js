// Calls of central's API; a failed call throws its one clear sentence.
export async function call(method, path, body, type = 'application/json') {
    const options = {method, headers: {}};
    if (body !== undefined) {
        options.headers['Content-Type'] = type;
        options.body = type === 'application/json' ? JSON.stringify(body) : body;
    }
    let answer;
    try {
        answer = await fetch(path, options);
    } catch {
        throw Object.assign(new Error('Central does not answer. Is it running?'), {status: 0});
    }
    const root = await answer.json().catch(() => ({}));
    if (!answer.ok)
        throw Object.assign(new Error(`${root.title ?? 'It did not work'}: ${root.detail ?? answer.status}`), {status: answer.status});
    return root;
}

export const get = path => call('GET', '/api/v1/' + path);
export const post = (path, body = {}) => call('POST', '/api/v1/' + path, body);

// A page of a long list after this id, and whether there is more.
export async function page(path, name, id, after) {
    const sign = path.includes('?') ? '&' : '?';
    const rows = (await get(`${path}${sign}after=${after}&limit=100`))[name];
    return {rows, next: rows.length === 100 ? rows.at(-1)[id] : 0};
}
