// Files as people have them, through the real import.
import assert from 'node:assert/strict';
import {Buffer} from 'node:buffer';
import test from 'node:test';
import {startOffice} from '../kit/office.mjs';
import {endAll, makeFolder} from '../kit/programs.mjs';

test.afterEach(endAll);

const itemOf = async (office, sku) => {
    const {items} = await office.ask('GET', 'items');
    const {item_id: id} = items.find(one => one.sku === sku);
    return office.ask('GET', `items/${id}`);
};

const send = (office, bytes, more = '') =>
    office.ask('POST', `import?kind=items&format=csv${more}`, bytes, 'text/plain');

test('columns that a file does not have leave things as they are', async () => {
    const office = await startOffice(makeFolder('columns'), []);
    await office.load('items', 'sku,name,weight_g,codes,hs,origin,needs_lot\n' +
        'A,Mug,350,4006381333931,691110,PT,1\n');
    const before = await itemOf(office, 'A');
    const report = await send(office, 'sku,name\nA,Enamel mug\n');
    assert.deepEqual([report.changed, report.removes], [1, []]);
    assert.deepEqual(await itemOf(office, 'A'), {...before, name: 'Enamel mug'});
    const seen = await send(office, 'sku,weight_g,hs\nA,,\n', '&preview=1');
    assert.deepEqual(seen.removes.map(one => [one.line, one.column]),
        [[2, 'weight_g'], [2, 'hs']]);
    assert.equal((await itemOf(office, 'A')).weight_mg, 350000);
    await send(office, 'sku,weight_g\nA,\n');
    const after = await itemOf(office, 'A');
    assert.deepEqual([after.weight_mg, after.codes, after.hs],
        [0, before.codes, before.hs]);
    assert.equal(await office.stop(), 0);
});

test('encodings and sheets of other countries are read, and said', async () => {
    const office = await startOffice(makeFolder('encodings'), []);
    const name = 'Müller €uro’s';
    const rows = `sku,name\nW,${name}\n`;
    const western = Buffer.from(rows.replaceAll('€', '\x80').replaceAll('’', '\x92'), 'latin1');
    const CASES = [[western, 'windows-1252'],
        [Buffer.from('\ufeff' + rows, 'utf16le'), 'utf-16le'],
        [Buffer.from('\ufeff' + rows, 'utf8'), 'utf-8']];
    for (const [bytes, encoding] of CASES) {
        const report = await send(office, bytes);
        assert.deepEqual([report.refused, report.encoding], [0, encoding], encoding);
        assert.equal((await itemOf(office, 'W')).name, name, encoding);
    }
    const chosen = await send(office, western, '&encoding=iso-8859-15');
    assert.equal(chosen.encoding, 'iso-8859-15');
    const none = await send(office, Buffer.from('sku,name\nW,\x81\n', 'latin1'));
    assert.equal(none.status, 400);
    assert.match(none.detail, /neither UTF-8, UTF-16 nor Windows-1252/);

    const sheet = await send(office,
        ' SKU ;Name;WEIGHT_G;codes\nSEM-1;"Teller, blau";1,5;4006381333931\nBIG;Big;1.234,5;\n');
    const doubt = await send(office, 'sku;name;weight_g\nDBT;Doubt;1.234\nOK-1;Fine;0.125\n');
    assert.deepEqual([doubt.new, doubt.refused], [1, 1], JSON.stringify(doubt));
    assert.match(doubt.problems[0].why, /"1.234" may be thousands or thousandths/);
    assert.deepEqual([sheet.new, sheet.separator], [2, ';']);
    const plate = await itemOf(office, 'SEM-1');
    assert.deepEqual([plate.name, plate.weight_mg], ['Teller, blau', 1500]);
    assert.equal((await itemOf(office, 'BIG')).weight_mg, 1234500);
    assert.equal(await office.stop(), 0);
});

test('a code that a sheet made a number is refused, a line break is a blank', async () => {
    const office = await startOffice(makeFolder('sheet'), []);
    const report = await send(office, 'sku,name,codes\nX-7,Sheet,4.00638E+12\n' +
        'BOM-1,"Two\r\nlines",\n');
    assert.deepEqual([report.new, report.refused], [1, 1]);
    assert.match(report.problems[0].why, /a sheet made a number of this code.*as text/);
    const second = await send(office, 'sku,name,codes\nEX-9,Nine,A9;4.00638E+12\n');
    assert.match(second.problems[0].why, /a sheet made a number of this code/);
    await send(office, 'sku,name\n00123,Zeros\n');
    const zeros = await send(office, 'sku,name,weight_g\n123,Zeros,5\n');
    assert.match(zeros.problems[0].why, /unknown item 123; 00123 is known.*as text/);
    const count = await office.ask('POST', 'import?kind=stock&format=csv',
        'sku,place,qty\n123,Z-1,4\n', 'text/plain');
    assert.match(count.problems[0].why, /unknown item 123; 00123 is known/);
    assert.match((await itemOf(office, 'BOM-1')).name, /^Two +lines$/);
    assert.equal(await office.stop(), 0);
});

test('an order that says nowhere, and an event that is none, are refused by name', async () => {
    const office = await startOffice(makeFolder('files-names'), []);
    const {code, ...rest} = {code: 'hook', system: 'webhook', url: 'https://shop.example/in'};
    await office.load('items', 'sku,name,codes\nMUG,Mug,MUG\n');
    const order = {channel: 'api', order_no: 'W-1', lines: [{sku: 'MUG', qty: 1}]};
    const nowhere = await office.ask('POST', 'orders', {...order, customer: 'Maria'});
    assert.equal(nowhere.status, 400);
    assert.match(nowhere.detail, /address: is missing: say where it goes/);
    const nameOnly = await office.ask('POST', 'orders', {...order, groups: [{name: 'Maria'}]});
    assert.match(nameOnly.detail, /street: is missing, and so are city and postal/);
    const hook = await office.ask('POST', 'rules/channel',
        {code, body: {...rest, events: ['order.recieved']}});
    assert.equal(hook.status, 400);
    assert.match(hook.detail, /order.recieved is no event; nearest is order.received/);
    await office.must('POST', 'rules/channel', {code, body: {...rest, events: ['order.received']}});
    assert.equal(await office.stop(), 0);
});

test('an item may name what stands further down in its file', async () => {
    const office = await startOffice(makeFolder('later'), []);
    const lines = 'sku,name,parts,substitute\nOLD,Old,,MID\nMID,Mid,,NEW\nSET,Set,NEW*2;ALONE,\n' +
        'NEW,New,,\nALONE,Alone,,\nBAD,Bad,,NOWHERE\n';
    for (const preview of ['&preview=1', '']) {
        const report = await office.ask('POST', 'import?kind=items&format=csv' + preview, lines,
            'text/plain');
        assert.deepEqual([report.new, report.refused], [5, 1], JSON.stringify(report));
        assert.deepEqual(report.problems, [{line: 7, why: 'the substitute is not a known item'}]);
    }
    assert.equal((await itemOf(office, 'OLD')).substitute, 'MID');
    const json = {items: [{sku: 'J-1', name: 'J', substitute: 'J-2'}, {sku: 'J-2', name: 'J'}]};
    assert.equal((await office.must('POST', 'import?kind=items&format=json', json)).new, 2);
    assert.equal((await itemOf(office, 'J-1')).substitute, 'J-2');
    assert.equal(await office.stop(), 0);
});
