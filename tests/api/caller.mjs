// caller.mjs - one caller of central as it sees the answers: a person in the office's
// page, or a program or station by its token.
//
//     const manager = await Caller.signIn(central, 'l');
//     const {status, detail, body} = await manager.post('people', {...});
//     const program = Caller.withToken(central, token);
export const PASSWORD = 'correct horse battery';

export class Caller {
    constructor(central, headers) {
        Object.assign(this, {central, headers});
    }

    // Through the form of the page; the caller of one who was refused has no cookie.
    static async signIn(central, login, password = PASSWORD) {
        const caller = new Caller(central, {Origin: new URL(central.url).origin});
        caller.signedIn = await caller.post('session', {login, password});
        const [cookie = ''] = caller.signedIn.headers.getSetCookie();
        caller.headers.Cookie = cookie.split(';')[0];
        return caller;
    }

    static withToken(central, token) {
        return new Caller(central, {Authorization: `Bearer ${token}`});
    }

    async call(method, path, body) {
        const headers = {...this.headers};
        if (body !== undefined)
            headers['Content-Type'] = 'application/json';
        const answer = await fetch(new URL('/api/v1/' + path, this.central.url),
            {method, headers, body: body === undefined ? body : JSON.stringify(body)});
        const root = await answer.json().catch(() => ({}));
        return {status: answer.status, title: root.title, detail: root.detail ?? '', body: root,
            headers: answer.headers};
    }

    get(path) {
        return this.call('GET', path);
    }

    post(path, body = {}) {
        return this.call('POST', path, body);
    }

    async isIn() {
        return (await this.get('session')).status === 200;
    }
}
