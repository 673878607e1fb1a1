// What could do harm at the bench: it asks, it can be taken back, it ends by itself.
import assert from 'node:assert/strict';
import test from 'node:test';
import {endFloors, openFloor} from '../kit/floor.mjs';
import {orderOf} from '../kit/office.mjs';
import {until} from '../kit/wait.mjs';

test.afterEach(endFloors);

async function shows(floor, what, holds) {
    let last;
    return until(what, async () => {
        last = await floor.station.state();
        return holds(last) && last;
    }).catch(error => assert.fail(`${error.message}: ${JSON.stringify(last)}`));
}

async function open(name, no, qty) {
    const floor = await openFloor(name);
    await floor.office.must('POST', 'orders', orderOf(no, [{sku: 'MUG', qty}]));
    await until('open', async () => {
        const s = await floor.station.state();
        if (s.state === 'signed_out')
            await floor.scan('!BSUE');
        else if (s.state !== 'picking')
            await floor.scan(no);
        return s.state === 'picking';
    });
    return floor;
}

// Who did what to an order at a bench, and why.
const acts = order => order.timeline.filter(row => row.kind.startsWith('act_'))
    .map(row => [row.kind, row.person.slice(0, 3), row.note]);

const stockAt = async (office, sku) => {
    const {items} = await office.ask('GET', 'items');
    const id = items.find(one => one.sku === sku).item_id;
    const {stock} = await office.ask('GET', `items/${id}/stock`);
    return Object.fromEntries(stock.map(row => [row.place, row.qty]));
};

test('a short says which kind, is taken back by UNDO, and empties no full place', async () => {
    const floor = await open('short', 'S-1', 3);
    const {office} = floor;
    await until('one is in', async () => {
        await floor.scan('MUG');
        return (await floor.station.state()).sum.done >= 1;
    });
    const {sum} = await floor.station.state();
    await floor.scan('%SHORT');
    await shows(floor, 'asked', s => s.armed === 'short');
    await floor.scan('%SHORT-1');
    await shows(floor, 'short', s => s.last.verdict === 'short');
    await floor.scan('%UNDO');
    let s = await shows(floor, 'undone', one => one.last.verdict === 'undone');
    assert.deepEqual([s.sum.done, s.line.short], [sum.done, 0]);
    await floor.scan('%SHORT-1');
    await shows(floor, 'short again', one => one.last.verdict === 'short');
    await floor.packHere('S-1');
    const {exceptions} = await until('told', async () => {
        const list = await office.ask('GET', 'exceptions');
        return list.exceptions.some(one => one.kind === 'count') && list;
    });
    const {note} = exceptions.find(one => one.kind === 'count');
    assert.match(note, /^A-1: a packer found none of MUG, the books show 9\d\d/);
    const after = await stockAt(office, 'MUG');
    assert.equal(after.LOST, 3 - sum.done);
    assert.equal(after['A-1'], 1000 - 3);
    // A count finds them again; nothing is bought twice.
    await office.load('stock', `sku,place,qty\nMUG,A-1,${1000 - sum.done}\n`);
    const found = await stockAt(office, 'MUG');
    assert.deepEqual([found.LOST ?? 0, found['A-1']], [0, 1000 - sum.done]);
    floor.verify();
    await floor.close();
});

test('a silent scale stops nobody who has a supervisor', async () => {
    const floor = await open('silent', 'W-1', 1);
    floor.devices.scale.isSilent = true;
    await until('weighing', async () => {
        const s = await floor.station.state();
        if (s.state === 'picking')
            await floor.scan('MUG');
        return s.state === 'weighing' && s.weigh.look === 'no_sample';
    });
    await floor.scan('!BANA');
    const asked = await shows(floor, 'asked why', one => one.asks_why === 'override');
    assert.deepEqual(asked.whys, ['counted', 'wrong_weight', 'no_scale', 'other']);
    await floor.scan('%WHY-3');
    const s = await shows(floor, 'label', one => one.state === 'labelling');
    await floor.scan(s.parcel.tracking);
    await shows(floor, 'done', one => one.state === 'done');
    assert.deepEqual(acts(await floor.isPacked('W-1')), [['act_override', 'Ana', 'no_scale']]);
    // Her badge was there, so nobody asks who has the station's token.
    const {exceptions} = await floor.office.ask('GET', 'exceptions');
    assert.deepEqual(exceptions.filter(one => one.kind === 'person'), []);
    floor.verify();
    await floor.close();
});

test('a hold and a second label say who wanted them and why', async () => {
    const floor = await open('why', 'Y-1', 1);
    const {office} = floor;
    await floor.scan('%HOLD');
    await shows(floor, 'asked why', s => s.asks_why === 'hold' && s.notice === 'why');
    await floor.scan('%WHY-3');
    const [held] = await until('it is held', async () => {
        const {shipments} = await office.ask('GET', 'shipments?state=held');
        return shipments.length === 1 && shipments;
    });
    const {exceptions} = await office.ask('GET', 'exceptions');
    assert.equal(exceptions.find(one => one.kind === 'held').note,
        'put on hold at the bench (no_box)');
    await office.must('POST', `shipments/${held.shipment_id}/release`, {reason: 'looked_at'});
    let s = await until('its label is out', async () => {
        const now = await floor.station.state();
        floor.devices.scale.grams = now.state === 'weighing' ? 500 : 0;
        const next = {ready: 'Y-1', picking: 'MUG', weighing: now.weigh?.is_judged && '%CONT'};
        if (next[now.state])
            await floor.scan(next[now.state]);
        return now.state === 'labelling' && now;
    });
    const [first] = floor.devices.printer.labels;
    assert.ok(first);
    await floor.scan('%REPRINT');
    await shows(floor, 'asked why', one => one.asks_why === 'reprint');
    await floor.scan('%WHY-2');
    s = await shows(floor, 'the second', one =>
        one.state === 'labelling' && one.parcel.copies === 2);
    await floor.scan(s.parcel.tracking);
    assert.deepEqual(acts(await floor.isPacked('Y-1')), [['act_bench_hold', 'Sue', 'no_box'],
        ['act_release', '', 'test: looked_at'], ['act_reprint', 'Sue', 'torn']]);
    floor.verify();
    await floor.close();
});

test('the question who takes over is closed by the next scan of the work', async () => {
    const floor = await open('over', 'O-1', 3);
    await floor.scan('!BANA');
    await shows(floor, 'asked', s => s.notice === 'handover');
    await floor.scan('MUG');
    await shows(floor, 'work goes on', s => s.notice === '');
    await floor.scan('!BANA');
    const s = await shows(floor, 'asked again', one => one.notice === 'handover');
    assert.match(s.person.name, /^Sue/);
    await floor.scan('!BANA');
    await shows(floor, 'taken over', one => /^Ana/.test(one.person.name));
    await floor.packHere('O-1');
    await floor.close();
});

test('a hold says that it is one, and a kit that is not whole says the way out', async () => {
    const floor = await openFloor('harm-words');
    const {office} = floor;
    await office.must('POST', 'import?kind=items&format=json', {items: [{sku: 'SET', name: 'Set',
        codes: [{code: 'SET', qty: 1}], parts: [{sku: 'MUG', qty: 1}, {sku: 'TEE', qty: 1}]}]});
    const {order_id: id} = await office.must('POST', 'orders',
        orderOf('W-1', [{sku: 'SET', qty: 1}]));
    const see = (what, holds) => until(what, async () => {
        const s = await floor.station.state();
        return holds(s) && s;
    });
    await until('it is open', async () => {
        const s = await floor.station.state();
        await floor.scan(s.state === 'signed_out' ? '!BSUE' : 'W-1');
        return s.state === 'picking';
    });
    await floor.scan('MUG');
    await floor.scan('%SHORT-1');
    const stuck = await see('the kit is not whole', s => s.is_kit_short);
    assert.equal(stuck.line, undefined);
    for (const code of ['%REMOVE', 'MUG', '%SHORT-1'])
        await floor.scan(code);
    await see('nothing is left', s => !s.is_kit_short && s.line === undefined);
    await floor.scan('%UNDO');
    await floor.scan('MUG');
    await see('one is in again', s => s.sum.in_box === 1);
    await office.must('POST', `orders/${id}/hold`, {reason: 'check_address'});
    const held = await see('it stops', s => s.alarm === 'stopped');
    assert.equal(held.order.is_on_hold, true);
    await floor.close();
});
