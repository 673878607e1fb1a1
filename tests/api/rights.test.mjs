// Who may call what: every route with every kind of caller, against a table.
//
// A route that is not in the table fails, and so does one that lets more or fewer in.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import test from 'node:test';
import {endAll} from '../kit/programs.mjs';
import {Caller, PASSWORD} from './caller.mjs';
import {startCentral} from './central.mjs';

const ROLES = ['packer', 'receiver', 'supervisor', 'manager'];
const SCOPES = ['read', 'orders', 'floor', 'manager'];

// "GET /api/v1/orders packer read": the least role and the least scope that may; "all"
// for anybody, "station" for stations, "-" for nobody.
const TABLE = fs.readFileSync(new URL('rights.txt', import.meta.url), 'utf8').split('\n')
    .filter(line => line && !line.startsWith('#')).map(line => line.split(/ +/));

let central;
const callers = {}; // name: Caller
test.before(async () => {
    central = await startCentral('rights');
    const first = await Caller.signIn(central, 'l');
    callers.nobody = new Caller(central, {});
    callers.station = Caller.withToken(central, central.tokens.station);
    for (const role of ROLES) {
        const person = {name: `One ${role}`, login: `one.${role}`, role, password: PASSWORD};
        assert.equal((await first.post('people', person)).status, 200);
        callers[role] = await Caller.signIn(central, person.login);
    }
    for (const scope of SCOPES) {
        const {body} = await first.post('tokens', {name: `of ${scope}`, scope});
        callers[`token ${scope}`] = Caller.withToken(central, body.token);
    }
});
test.after(async () => {
    await central.stop();
    endAll();
});

const inDocument = () => Object.entries(central.document.paths).flatMap(([template, item]) =>
    Object.keys(item).map(method => `${method.toUpperCase()} ${template}`));

// A receiver has no more rights than a packer: both work at a bench.
const rankOf = name => ROLES.indexOf(name === 'receiver' ? 'packer' : name);

function may(name, [, , role, scope]) {
    if (role === 'all')
        return true;
    if (name === 'station' || role === 'station')
        return name === role;
    if (name.startsWith('token '))
        return scope !== '-' && SCOPES.indexOf(name.slice(6)) >= SCOPES.indexOf(scope);
    return ROLES.includes(name) && rankOf(name) >= rankOf(role);
}

// Whoever is let in is told that there is no such parameter; so nothing is done.
async function isLetIn(caller, method, template) {
    const path = template.replace('/api/', '../').replace(/\{\w+\}/g, '999999');
    const answer = await caller.call(method, `${path}?nonsense=1`);
    if ([401, 403, 429].includes(answer.status))
        return false;
    assert.deepEqual([answer.status, answer.detail], [400, 'nonsense: is not known here'],
        `${method} ${template}`);
    return true;
}

test('every route stands in the table, and nothing else', () => {
    const rows = TABLE.map(([method, template]) => `${method} ${template}`);
    const routes = inDocument();
    assert.deepEqual(routes.filter(one => !rows.includes(one)), [], 'is in no row');
    assert.deepEqual(rows.filter(one => !routes.includes(one)), [], 'is no route');
    assert.equal(rows.length, routes.length);
});

test('each kind of caller is let in where the table says, and nowhere else', async () => {
    const wrong = [];
    for (const row of TABLE)
        for (const [name, caller] of Object.entries(callers)) {
            const is = await isLetIn(caller, row[0], row[1]);
            if (is !== may(name, row))
                wrong.push(`${row[0]} ${row[1]}: ${name} is ${is ? 'let in' : 'refused'}`);
        }
    assert.deepEqual(wrong, []);
});

test('the description says of each route what the table says', () => {
    const people = {packer: 'Anybody signed in', supervisor: 'Supervisors and managers',
        manager: 'Managers'};
    for (const [method, template, role, scope] of TABLE) {
        const {description} = central.document.paths[template][method.toLowerCase()];
        const want = {all: 'Anybody may call it.', station: 'Stations call it.'}[role] ??
            `${people[role]} may call it, and programs whose token has the scope ${scope}.`;
        assert.equal(description, want, `${method} ${template}`);
    }
});
