// Who may do what, and for how long: at central, over HTTP.
import assert from 'node:assert/strict';
import path from 'node:path';
import test from 'node:test';
import {endAll, makeFolder, start} from '../kit/programs.mjs';
import {Caller, PASSWORD} from './caller.mjs';
import {startCentral} from './central.mjs';

const ANOTHER = 'violet umbrella tent';

let central;
let manager;
test.beforeEach(async () => {
    central = await startCentral('access');
    manager = await Caller.signIn(central, 'l');
});
test.afterEach(() => central.stop());
test.after(endAll);

async function add(person) {
    const {status, body} = await manager.post('people',
        {name: 'Pim Exemplo', role: 'supervisor', login: 'pim', password: PASSWORD, ...person});
    assert.equal(status, 200, body.detail);
    return body.person_id;
}

async function refused(answer, status, words) {
    const {status: was, detail} = await answer;
    assert.equal(was, status, detail);
    assert.match(detail, words);
}

const change = (person_id, members) => manager.post('people', {person_id, ...members});

test('a changed password ends the sessions that the old one opened', async () => {
    const person_id = await add();
    const pim = await Caller.signIn(central, 'pim');
    assert.ok(await pim.isIn());
    assert.equal((await change(person_id, {password: ANOTHER})).status, 200);
    assert.equal(await pim.isIn(), false);
    assert.equal((await Caller.signIn(central, 'pim')).signedIn.status, 403);
    assert.ok(await (await Caller.signIn(central, 'pim', ANOTHER)).isIn());
    assert.ok(await manager.isIn(), 'nobody else is put out');
});

test('who changes his own password stays in where he does it, and there alone', async () => {
    const elsewhere = await Caller.signIn(central, 'l');
    assert.equal((await change(1, {password: ANOTHER})).status, 200);
    assert.ok(await manager.isIn());
    assert.equal(await elsewhere.isIn(), false);
});

test('who is deactivated is out at once, and no old session comes back', async () => {
    const person_id = await add();
    const pim = await Caller.signIn(central, 'pim');
    await refused(change(person_id, {is_active: false}), 400, /^reason: is missing/);
    assert.ok(await pim.isIn());
    assert.equal((await change(person_id, {is_active: false, reason: 'left'})).status, 200);
    assert.equal(await pim.isIn(), false);
    assert.equal((await Caller.signIn(central, 'pim')).signedIn.status, 403);
    assert.equal((await change(person_id, {is_active: true})).status, 200);
    assert.equal(await pim.isIn(), false);
});

test('another role ends the sessions that had the old one; a new name does not', async () => {
    const person_id = await add();
    const pim = await Caller.signIn(central, 'pim');
    assert.equal((await change(person_id, {name: 'Pim de Exemplo'})).status, 200);
    assert.ok(await pim.isIn());
    assert.equal((await change(person_id, {role: 'packer'})).status, 200);
    assert.equal(await pim.isIn(), false);
});

test('the last manager stays one, whoever asks', async () => {
    const program = Caller.withToken(central, central.tokens.program);
    const last = /this is the last manager: make somebody else one first/;
    await refused(change(1, {role: 'supervisor'}), 409, last);
    const oneself = /nobody deactivates oneself: another manager does/;
    await refused(change(1, {is_active: false, reason: 'none'}), 409, oneself);
    const gone = {person_id: 1, is_active: false, reason: 'none'};
    await refused(program.post('people', gone), 409, last);
    await refused(program.post('people', {person_id: 1, role: 'packer'}), 409, last);
    // A manager who cannot get in is none.
    await add({login: 'two', role: 'manager', password: undefined});
    await refused(change(1, {role: 'supervisor'}), 409, last);
    assert.ok(await manager.isIn(), 'what is refused ends nothing');
    await add({login: 'three', role: 'manager'});
    assert.equal((await change(1, {role: 'supervisor'})).status, 200);
    const three = await Caller.signIn(central, 'three');
    await refused(three.post('people', {person_id: 3, role: 'supervisor'}), 409, last);
});

test('sessions are listed with where they are from, and ended one by one or all', async () => {
    const person_id = await add();
    const first = await Caller.signIn(central, 'pim');
    const second = await Caller.signIn(central, 'pim');
    const list = async who => (await who.get('sessions')).body.sessions;
    const own = await list(first);
    assert.deepEqual(own.map(one => [one.person_id, one.name, one.peer, one.is_this]),
        [[person_id, 'Pim Exemplo', '127.0.0.1', true], [person_id, 'Pim Exemplo', '127.0.0.1',
            false]]);
    assert.ok(own.every(one => one.made_ms > 0 && one.used_ms >= one.made_ms));
    const all = await list(manager);
    assert.equal(all.length, 3);
    await refused(first.call('DELETE', `sessions/${all[0].session_id}`), 404, /no such session/);
    await refused(first.call('DELETE', 'sessions?person_id=1'), 403, /only a manager/);
    assert.ok(await manager.isIn());
    const ended = await first.call('DELETE', `sessions/${own[1].session_id}`);
    assert.equal(ended.status, 200);
    assert.equal(await second.isIn(), false);
    assert.ok(await first.isIn());
    const many = await manager.call('DELETE', `sessions?person_id=${person_id}`);
    assert.deepEqual(many.body, {ended: 1});
    assert.equal(await first.isIn(), false);
    assert.ok(await manager.isIn());
});

test('what was asked for and waits is not done for one who was put out meanwhile', async () => {
    await add({login: 'two', role: 'manager'});
    const two = await Caller.signIn(central, 'two');
    const asked = Array.from({length: 12}, (_, i) => two.post('people',
        {name: `Nova ${i}`, role: 'packer', login: `nova${i}`, password: ANOTHER}));
    await Promise.race(asked);
    await manager.call('DELETE', 'sessions?person_id=2');
    const answers = (await Promise.all(asked)).map(one => one.status);
    assert.ok(answers.includes(401), answers.join());
    const {people} = (await manager.get('people')).body;
    assert.equal(people.length - 2, answers.filter(one => one === 200).length);
});

async function makeToken(name, scope) {
    const {status, body} = await manager.post('tokens', {name, scope});
    assert.equal(status, 200, body.detail);
    return {id: body.token_id, caller: Caller.withToken(central, body.token)};
}

test('a token does what its scope says; orders when nothing was asked for', async () => {
    const plain = (await makeToken('plain')).caller;
    const reader = (await makeToken('reader', 'read')).caller;
    assert.equal((await reader.get('orders')).status, 200);
    await refused(reader.post('orders', {orders: []}), 403,
        /the token's scope is read, and this asks for orders/);
    assert.equal((await plain.post('orders', {orders: []})).status, 200);
    for (const path of ['people', 'tokens', 'stations', 'sessions', 'rules/channel', 'access'])
        await refused(plain.get(path), 403, /scope is orders, and this asks for manager/);
    await refused(plain.post('people', {person_id: 1, password: ANOTHER}), 403, /scope/);
    await refused(manager.post('tokens', {name: 'x', scope: 'all'}), 400,
        /scope: must be read, orders, floor or manager/);
    const {tokens} = (await manager.get('tokens')).body;
    assert.deepEqual(tokens.map(one => [one.name, one.scope]),
        [['t', 'manager'], ['plain', 'orders'], ['reader', 'read']]);
});

test('a token that is withdrawn is void at once, and the list says why', async () => {
    const {id, caller} = await makeToken('shop');
    assert.equal((await caller.get('orders')).status, 200);
    await refused(manager.post(`tokens/${id}/withdraw`), 400, /^reason: is missing/);
    assert.equal((await caller.get('orders')).status, 200);
    const withdraw = () => manager.post(`tokens/${id}/withdraw`, {reason: 'it leaked'});
    assert.equal((await withdraw()).status, 200);
    await refused(caller.get('orders'), 401, /it was withdrawn: it leaked/);
    await refused(withdraw(), 409, /withdrawn already/);
    await refused(manager.post('tokens/99/withdraw', {reason: 'x'}), 404, /no such token/);
    const row = (await manager.get('tokens')).body.tokens.at(-1);
    assert.equal(row.gone_why, 'it leaked');
    assert.equal(row.peer, '127.0.0.1');
    assert.ok(row.used_ms > 0 && row.gone_ms >= row.used_ms);
});

test('a station is given another token, or withdrawn', async () => {
    const heard = async token =>
        (await Caller.withToken(central, token).get('station/feed?after=0')).status;
    const old = central.tokens.station;
    assert.notEqual(await heard(old), 401);
    await refused(manager.post('stations/1/token'), 400, /^reason: is missing/);
    const {body} = await manager.post('stations/1/token', {reason: 'its disk was sold'});
    assert.equal(await heard(old), 401);
    assert.notEqual(await heard(body.token), 401);
    const gone = await manager.post('stations/1/withdraw', {reason: 'bench given away'});
    assert.equal(gone.status, 200);
    const feed = await Caller.withToken(central, body.token).get('station/feed?after=0');
    assert.equal(feed.status, 401);
    assert.equal(feed.title, 'The station is withdrawn');
    assert.match(feed.detail, /bench given away/);
    const row = (await manager.get('stations')).body.stations[0];
    assert.equal(row.gone_why, 'bench given away');
    await refused(manager.post('stations/9/withdraw', {reason: 'x'}), 404, /no such station/);
});

test('what was done to rights is listed with who did it and why', async () => {
    const person_id = await add();
    const {id} = await makeToken('shop');
    await change(person_id, {role: 'packer'});
    await change(person_id, {password: ANOTHER});
    await change(person_id, {is_active: false, reason: 'left'});
    await manager.post(`tokens/${id}/withdraw`, {reason: 'it leaked'});
    await refused(change(1, {role: 'packer'}), 409, /last manager/);
    const {events} = (await manager.get('access')).body;
    assert.deepEqual(events.map(one => [one.kind, one.who, one.about, one.note]), [
        ['token_withdrawn', 'l', 'shop', 'it leaked'],
        ['deactivated', 'l', 'pim', 'left'],
        ['password_changed', 'l', 'pim', ''],
        ['role_changed', 'l', 'pim', 'supervisor to packer'],
        ['token_made', 'l', 'shop', 'orders'],
        ['person_added', 'l', 'pim', 'supervisor'],
        ['signed_in', 'l', 'l', ''],
    ]);
    assert.ok(events.every(one => one.peer === '127.0.0.1' && one.person_id === 1));
});

test('who is refused is listed with the name that was tried', async () => {
    await add();
    const pim = await Caller.signIn(central, 'pim');
    const reader = (await makeToken('reader', 'read')).caller;
    const {id, caller: gone} = await makeToken('gone');
    await manager.post(`tokens/${id}/withdraw`, {reason: 'it leaked'});
    await Caller.signIn(central, 'pim"\n\\' + 'x'.repeat(50), 'wrong');
    await Caller.withToken(central, 'no token at all').get('orders');
    await pim.post('tokens', {name: 'mine'});
    await reader.post('orders', {orders: []});
    await gone.get('orders');
    const {events} = (await manager.get('access')).body;
    assert.deepEqual(events.filter(one => one.is_refusal)
        .map(one => [one.kind, one.who, one.about]), [
        ['token_refused', 'gone', '/api/v1/orders'],
        ['scope_refused', 'reader', '/api/v1/orders'],
        ['role_refused', 'pim', '/api/v1/tokens'],
        ['token_refused', '', '/api/v1/orders'],
        ['sign_in_refused', 'pim???' + 'x'.repeat(34), ''],
    ]);
    await refused(pim.get('access'), 403, /your role/);
});

test('a flood of guesses is counted, and is no row and no line each', async () => {
    const guesser = Caller.withToken(central, 'a guess');
    for (let i = 0; i < 300; i++)
        await guesser.get('orders');
    for (let i = 0; i < 60; i++)
        await Caller.withToken(central, 'other').post(`channels/shop${i}/push`, {});
    await Promise.all(Array.from({length: 40}, (_, i) =>
        Caller.signIn(central, `nobody${i}`, 'wrong')));
    const {events} = (await manager.get('access')).body;
    const refusals = events.filter(one => one.is_refusal);
    // A minute may end while this runs.
    assert.ok(refusals.length <= 2 * 21, `${refusals.length} rows`);
    assert.ok(refusals.length >= 3, `${refusals.length} rows`);
});

test('what somebody or something else has is said to be taken', async () => {
    const mia = {name: 'Mia', role: 'packer', login: 'mia', badge: 'M7700'};
    assert.equal((await manager.post('people', mia)).status, 200);
    await refused(manager.post('people', {...mia, badge: 'M7701'}), 409,
        /^another person has this login$/);
    await refused(manager.post('people', {...mia, login: 'mia2', badge: '!BM7700'}), 400,
        /^badge: belongs to somebody else$/);
    assert.equal((await manager.post('stations', {name: 'bench-7'})).status, 200);
    await refused(manager.post('stations', {name: 'bench-7'}), 409,
        /^another station has this name$/);
});

test('a password that is easy to guess is refused with a sentence', async () => {
    const person = {name: 'Ana Exemplo', role: 'manager', login: 'ana.longa'};
    const tried = ['aaaaaaaaaa', 'aaaaaaaaaaaa', 'Password1234', 'tallyman2026', 'ana.longa123'];
    for (const password of tried) {
        const {status, detail} = await manager.post('people', {...person, password});
        assert.equal(status, 400, password);
        assert.match(detail, /^password: (use at least 12 characters|is too easy to guess)/);
    }
    assert.equal((await manager.post('people', {...person, password: ANOTHER})).status, 200);
});

// A new site says its set-up code and its address on standard output.
async function startNew() {
    const child = start('tallyman-central', ['--db', path.join(makeFolder('access-new'), 'c.db'),
        '--listen', '127.0.0.1:0']);
    const words = await new Promise(resolve => {
        let text = '';
        child.stdout.on('data', data => {
            text += data;
            if (/listens on \S+/.test(text))
                resolve(text);
        });
    });
    const of = pattern => words.match(pattern)[1];
    return {child, code: of(/code once: (\S+)/), url: of(/listens on (\S+)/)};
}

test('the first manager needs a good password too', async () => {
    const fresh = await startNew();
    const nobody = new Caller(fresh, {Origin: new URL(fresh.url).origin});
    const first = password => nobody.post('setup',
        {code: fresh.code, name: 'Maria Exemplo', login: 'maria', password});
    await refused(first('aaaaaaaaaa'), 400, /at least 12 characters/);
    await refused(first('aaaaaaaaaaaa'), 400, /too easy to guess/);
    await refused(first('MariaExemplo1'), 400, /too easy to guess/);
    assert.equal((await first(PASSWORD)).status, 200);
    const maria = await Caller.signIn(fresh, 'maria');
    const {events} = (await maria.get('access')).body;
    assert.deepEqual(events.map(one => [one.kind, one.who]),
        [['signed_in', 'maria'], ['person_added', 'maria']]);
    fresh.child.kill('SIGTERM');
    assert.equal(await fresh.child.ended, 0);
});
