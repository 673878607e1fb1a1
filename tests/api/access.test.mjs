// Who may do what, and for how long: at central, over HTTP.
import assert from 'node:assert/strict';
import test from 'node:test';
import {endAll} from '../kit/programs.mjs';
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
    await refused(change(1, {is_active: false, reason: 'none'}), 409, last);
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
