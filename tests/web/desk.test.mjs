// Desks of the bench's page: each that a station may name has a module, and each module
// keeps the contract in desk.js.
import assert from 'node:assert/strict';
import path from 'node:path';
import {test} from 'node:test';
import {loadDesk} from '../../station/web/bench/desk/desk.js';
import {programText, read, WEB} from './source.mjs';

const OWN = ['signed_out', 'pin', 'loading']; // states that the shell draws itself

const contract = read(path.join(WEB, 'bench/desk/desk.js')).text;
const table = contract.match(/const DESKS = \{([^}]*)\}/)[1];
const names = [...table.matchAll(/^ {4}(\w+):/gm)].map(one => one[1]);

test('every desk of a station has a module for the page', () => {
    const desks = /struct desk \w+ = \{\s*\.name = "(\w+)"/g;
    const known = [...programText().matchAll(desks)].map(one => one[1]);
    assert.ok(known.includes('pack'));
    assert.deepEqual(known.filter(name => !names.includes(name)), []);
});

for (const name of names)
    test(`the ${name} desk keeps the contract`, async () => {
        const desk = await loadDesk(name);
        assert.ok(desk.good instanceof Set);
        for (const part of ['slate', 'ledger', 'alarm'])
            assert.equal(typeof desk[part], 'function', part);
        const empty = {state: 'nowhere', queue: [], last: {}};
        for (const state of OWN)
            assert.equal(desk.slate({...empty, state}), undefined, state);
        assert.equal(desk.ledger(empty).sum, 0);
        assert.equal(typeof desk.alarm('of another time', empty).proof, 'function');
    });

test('a station that names no desk shows the packing desk', async () => {
    assert.equal(await loadDesk(), await loadDesk('pack'));
});

test('a desk that the page does not have is told on the slate', async () => {
    const desk = await loadDesk('returns');
    assert.ok(desk.slate({}).head);
    assert.deepEqual(desk.ledger({}), {});
});

test('the packing desk asks for the line that comes next', async () => {
    const {slate} = await loadDesk('pack');
    const line = {no: 2, want: 5, done: 2, short: 1, item: null};
    const state = {state: 'picking', order: {order_no: 'A', tote: ''}, line, line_count: 3};
    assert.deepEqual(slate(state, {}, '').key, line);
    assert.equal(slate({...state, line: undefined}, {}, '').key, 'all_short');
    assert.equal(slate({...state, armed: 'short'}, {}, '').key, 'short');
    assert.equal(slate(state, {}, 'problem').key, 'problem');
});
