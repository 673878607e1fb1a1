// Large files are taken in slices: others are answered in between, a kill in
// the middle leaves whole orders, and the same file again takes the rest.
import assert from 'node:assert/strict';
import {execFileSync} from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import test from 'node:test';
import {startOffice} from '../kit/office.mjs';
import {BIN, endAll, makeFolder, start} from '../kit/programs.mjs';
import {until} from '../kit/wait.mjs';

const COUNT = 5000, ORDERS = 2000;
const rows = (count, row) => Array.from({length: count}, (_, i) => row(i)).join('');
const ITEMS = 'sku,name,weight_g,parts\n' + rows(COUNT, i => `S${i},Item ${i},${i % 900},\n`);
const STOCK = 'sku,place,qty\n' + rows(COUNT, i => `S${i},P-${i % 500},100\n`);
const ORDER_ROWS = 'channel,order_no,customer,address,country,sku,qty\n' +
    rows(ORDERS * 2, i => `c,N-${i >> 1},Ana,"Rua 1\nPorta 2",PT,S${i % 100},1\n`);

test.afterEach(endAll);

const send = (office, query, text) => office.ask('POST', `import?${query}`, text, 'text/plain');

// Asks on and on while the work goes on; how often it was answered, and how far
// the import was seen to be.
async function askDuring(office, work) {
    let isOver = false, answers = 0;
    const lines = new Set();
    const result = work.finally(() => (isOver = true));
    while (!isOver) {
        const {imports} = await office.must('GET', 'import');
        answers++;
        for (const one of imports)
            lines.add(one.line);
    }
    return {result: await result, answers, lines};
}

test('others are answered while a large file is taken', {timeout: 200000}, async () => {
    const office = await startOffice(makeFolder('import-slices'), []);
    for (const [kind, text] of [['items', ITEMS], ['stock', STOCK]]) {
        const {result, answers, lines} = await askDuring(office,
            send(office, `kind=${kind}&format=csv`, text));
        assert.equal(result.new, COUNT, JSON.stringify(result).slice(0, 500));
        assert.ok(answers >= 10, `${kind}: ${answers} answers`);
        assert.ok(lines.size >= 3, `${kind}: ${[...lines]}`);
    }
    const again = await send(office, 'kind=items&format=csv', ITEMS);
    assert.deepEqual([again.new, again.same], [0, COUNT]);
    const entries = rows(COUNT, i => `${i ? ',' : ''}\n{"sku":"J${i}","name":"J"}`);
    const json = await askDuring(office,
        send(office, 'kind=items&format=json', `{"items":[${entries}]}`));
    assert.equal(json.result.new, COUNT);
    assert.ok(json.answers >= 10, `${json.answers} answers`);
    assert.equal(await office.stop(), 0);
});

test('a preview changes nothing and knows what stands above', {timeout: 100000}, async () => {
    const office = await startOffice(makeFolder('import-preview'), []);
    const text = ITEMS + `KIT,Kit,,S1*2;S${COUNT - 1}\nBAD,Bad,,NONE*2\n`;
    const preview = await send(office, 'kind=items&format=csv&preview=1', text);
    assert.deepEqual([preview.new, preview.refused, preview.preview], [COUNT + 1, 1, true]);
    assert.deepEqual(preview.problems,
        [{line: COUNT + 3, why: 'a part of the kit is not a known item'}]);
    assert.deepEqual((await office.must('GET', 'items')).items, []);
    assert.equal(await office.stop(), 0);
});

test('what is wrong with a file as a whole is found before its first row', async () => {
    const office = await startOffice(makeFolder('import-whole'), []);
    const open = await send(office, 'kind=items&format=csv', ITEMS + 'X,"open\n');
    assert.match(open.detail, /line 5002: a quote is opened and never closed/);
    const good = rows(5000, i => `{"sku":"J${i}","name":"J"},\n`);
    const json = await send(office, 'kind=items&format=json', `{"items":[\n${good}{"sku":}]}`);
    assert.equal(json.status, 400);
    assert.match(json.detail, /^line 5002/);
    const cut = await send(office, 'kind=items&format=json', `{"items":[\n${good}{"sku":"A"}]`);
    assert.equal(cut.status, 400, JSON.stringify(cut));
    assert.deepEqual((await office.must('GET', 'items')).items, []);
    const odd = await send(office, 'kind=items&format=json',
        '{"items":[{"sku":"A","name":"A"},{"sku":"B","name":"B","colour":"red"},' +
        '{"sku":"C","name":"C","codes":[{"code":"1","x":1}]}]}');
    assert.deepEqual(odd.problems, [{line: 2, why: 'colour: is not known here'},
        {line: 3, why: 'codes: x: is not known here'}]);
    assert.equal(odd.new, 1);
    assert.equal(await office.stop(), 0);
});

test('a reason that is cut in the middle of a character is still given', async () => {
    const office = await startOffice(makeFolder('import-words'), []);
    for (const text of ['é'.repeat(30), 'x' + 'é'.repeat(30)]) {
        const {problems} = await send(office, 'kind=items&format=csv',
            `sku,name,weight_g\nA,A,${text}\n`);
        assert.equal(problems.length, 1);
        assert.match(problems[0].why, /^weight_g "x?é+.*" is not a number in range$/);
        const {orders} = await office.must('POST', 'orders', {orders: [{[text.repeat(8)]: 1}, {}]});
        assert.equal(orders.length, 2);
        assert.ok(orders.every(one => one.outcome === 'refused' && one.why));
    }
    assert.equal(await office.stop(), 0);
});

test('a kill in the middle leaves whole orders; the file again takes the rest',
    {timeout: 200000}, async () => {
        const office = await startOffice(makeFolder('import-kill'), []);
        await office.load('items', 'sku,name\n' + rows(100, i => `S${i},Item\n`));
        const lost = send(office, 'kind=orders&format=csv', ORDER_ROWS).catch(() => 'lost');
        for (let line = 0; line < ORDERS / 2;)
            line = (await office.must('GET', 'import')).imports[0]?.line ?? line;
        office.child.kill('SIGKILL');
        assert.equal(await lost, 'lost');
        const child = start('tallyman-central', ['--db', office.db, '--listen',
            new URL(office.url).host]);
        await new Promise(resolve => child.stdout.once('data', resolve));
        const half = JSON.parse(execFileSync('python3', ['-c', `import sqlite3, json, sys
c = sqlite3.connect(sys.argv[1])
print(json.dumps(c.execute('SELECT n, count(*) FROM (SELECT order_id, count(*) AS n FROM'
    ' order_line GROUP BY order_id) GROUP BY n').fetchall()))`, office.db]));
        assert.equal(half.length, 1, `orders by lines: ${half}`);
        assert.equal(half[0][0], 2);
        const report = await send(office, 'kind=orders&format=csv', ORDER_ROWS);
        assert.ok(report.same >= half[0][1] && report.same < ORDERS, JSON.stringify(report));
        assert.equal(report.new + report.same, ORDERS);
        child.kill('SIGTERM');
        assert.equal(await child.ended, 0);
        execFileSync(path.join(BIN, 'tallyman'), ['verify', office.db]);
    });

test('files of a partner are taken whatever bytes are in their names', async () => {
    const root = makeFolder('import-names');
    const office = await startOffice(root, []);
    await office.load('items', 'sku,name\nA,Aha\n');
    const folder = path.join(root, 'partner');
    fs.mkdirSync(path.join(folder, 'in'), {recursive: true});
    const head = 'channel,order_no,customer,address,country,sku,qty\n';
    const names = [Buffer.from('caf\xe9.csv', 'latin1'), Buffer.from('é'.repeat(59) + 'x.csv'),
        Buffer.from('x' + 'é'.repeat(60) + '.csv'), Buffer.from('a\nb.csv')];
    for (const [n, name] of names.entries())
        fs.writeFileSync(Buffer.concat([Buffer.from(folder + '/in/'), name]),
            `${head}p,F-${n},Ana,Rua 1,PT,A,1\np,F-${n}x,Ana,Rua 1,PT,A,many\n`);
    await office.must('POST', 'rules/channel',
        {code: 'partner', body: {system: 'file', folder, poll_s: 1}});
    await until('all are put away', async () => {
        const {channels} = await office.must('GET', 'integrations');
        assert.ok(channels.some(one => one.channel === 'partner'));
        return fs.readdirSync(path.join(folder, 'in')).length === 0;
    });
    assert.equal((await office.must('GET', 'orders')).orders.length, names.length);
    assert.equal(fs.readdirSync(path.join(folder, 'refused')).length, 2 * names.length);
    assert.equal(await office.stop(), 0);
});
