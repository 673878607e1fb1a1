// Long lists as the office reads them: only by the marks that central gives.
import assert from 'node:assert/strict';
import {after, before, test} from 'node:test';
import {cell} from '../../station/web/kit/cell.js';
import {allOf, page} from '../../station/web/office/api.js';

const {fetch} = globalThis;
const asked = [];
let rows = [];

// Answers as central does, the newest first, with marks that no reader could make.
function answerOf(address) {
    asked.push(address);
    const query = new URL(address, 'http://central').searchParams;
    const mark = query.get('after');
    const from = mark ? Number(mark.split('.')[1]) : 0;
    const to = from + Number(query.get('limit'));
    const next = to < rows.length ? {next: `mark.${to}`} : {};
    return {orders: rows.slice(from, to), ...next};
}

before(() => {
    globalThis.fetch = async address => Response.json(answerOf(address));
});
after(() => {
    globalThis.fetch = fetch;
});

for (const size of [0, 1, 99, 100, 101, 199, 200, 201, 450])
    test(`a list of ${size} rows is read to its end, each row once`, async () => {
        rows = Array.from({length: size}, (_, n) => ({order_id: size - n}));
        asked.length = 0;
        const told = [];
        const all = await allOf('orders?state=released', 'orders', 1000, n => told.push(n));
        assert.deepEqual(all, rows);
        assert.equal(told.at(-1), size);
        assert.equal(asked.length, Math.max(1, Math.ceil(size / 100)));
    });

test('a list that is longer than wanted is read no further', async () => {
    rows = Array.from({length: 450}, (_, n) => ({order_id: n}));
    assert.equal((await allOf('orders', 'orders', 200, () => {})).length, 200);
});

test('a page says by central\'s mark whether there are more', async () => {
    rows = Array.from({length: 101}, (_, n) => ({order_id: n}));
    const first = await page('orders', 'orders', null);
    assert.equal(first.next, 'mark.100');
    const last = await page('orders', 'orders', first.next);
    assert.deepEqual([last.rows.length, last.next], [1, undefined]);
});

test('no cell of a saved list is run as a formula by a spreadsheet', () => {
    for (const begin of ['=', '+', '-', '@', '\t=', '\r=', '\n=', '\uFF1D', '\uFF0B'])
        assert.match(cell(`${begin}1+cmd`), /^"?'/, JSON.stringify(begin));
    assert.equal(cell('\r=1'), '"\'\r=1"');
    assert.equal(cell('a\rb'), '"a\rb"');
    assert.equal(cell('-12.5'), '-12.5');
    assert.equal(cell('He said "no", again'), '"He said ""no"", again"');
});
