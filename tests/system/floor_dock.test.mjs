// Between packing and the lorry: what is cancelled then does not leave.
import assert from 'node:assert/strict';
import test from 'node:test';
import {endFloors, openFloor} from '../kit/floor.mjs';

test.afterEach(endFloors);

test('a parcel of a cancelled order is red at the lorry and on no manifest', async () => {
    const floor = await openFloor('dock');
    const {office} = floor;
    const shipped = [];
    for (const no of ['D-1', 'D-2', 'D-3'])
        shipped.push(await floor.pack(no));
    const {tracking: mine, carrier} = (await parcelsOf(office, shipped[0]))[0];
    const {tracking: other} = (await parcelsOf(office, shipped[1]))[0];
    const {tracking: kept, sscc} = (await parcelsOf(office, shipped[2]))[0];
    const load = async code =>
        (await office.must('POST', 'handover', {code, carrier})).verdict;

    const cancelled = await office.must('POST', `orders/${shipped[0].order_id}/cancel`,
        {reason: 'customer'});
    assert.equal(cancelled.outcome, 'changed');
    const again = await office.ask('POST', `orders/${shipped[0].order_id}/cancel`,
        {reason: 'customer'});
    assert.equal(again.status, 409);
    assert.equal(await load(mine), 'stopped');
    const {exceptions} = await office.ask('GET', 'exceptions');
    const told = exceptions.find(one => one.kind === 'intercept');
    assert.match(told.note, /^cancelled: 1 of its parcels are packed and must not leave/);
    const row = await office.ask('GET', `parcels/${mine}`);
    assert.ok(row.stop_ms > 0);
    assert.equal(row.stop_note, 'cancelled');

    // By hand, with a reason, and back.
    await office.must('POST', `parcels/00${sscc}/stop`, {reason: 'damaged'});
    assert.equal(await load(`00${sscc}`), 'stopped');
    const nameless = await office.ask('POST', `parcels/${kept}/unstop`, {});
    assert.equal(nameless.status, 400);
    await office.must('POST', `parcels/${kept}/unstop`, {reason: 'looked at'});

    const {manifest_id: manifest} = await office.must('POST', 'manifests',
        {carrier, warehouse: 'MAIN', takes_unscanned: true, reason: 'loaded_seen'});
    const rows = await Promise.all([mine, other, kept].map(async code =>
        (await office.ask('GET', `parcels/${code}`)).manifest_id));
    assert.deepEqual(rows, [0, manifest, manifest]);
    assert.equal(await load(other), 'gone_before');
    // What has left cannot be stopped any more.
    const late = await office.ask('POST', `parcels/${other}/stop`, {reason: 'x'});
    assert.equal(late.status, 409);
    const gone = await office.ask('POST', `orders/${shipped[1].order_id}/cancel`,
        {reason: 'customer'});
    assert.match(gone.detail, /left already: use a return/);
    floor.verify();
    await floor.close();
});

test('the goods of a parcel that was kept back lie at a place again', async () => {
    const floor = await openFloor('dock-back');
    const {office} = floor;
    const order = await floor.pack('B-1');
    const [{tracking, sscc}] = await parcelsOf(office, order);
    const before = await stockOf(office, 'MUG');
    const back = (body, code = tracking) => office.ask('POST', `parcels/${code}/put_back`,
        {place: 'A-1', then: 'not_wanted', reason: 'looked_at', ...body});
    assert.match((await back()).detail, /not kept back/);
    await office.must('POST', `orders/${order.order_id}/cancel`, {reason: 'customer'});
    assert.deepEqual((await office.ask('GET', 'kept_back')).parcels.map(row => row.tracking),
        [tracking]);
    assert.match((await back({place: 'A-99'})).detail, /place: is unknown: A-99/);
    assert.match((await back({place: 'CUSTOMER'})).detail, /place: is none of the parcel's/);
    assert.match((await back({then: 'perhaps'})).detail, /then/);
    const done = await back({}, `(00)${sscc}`);
    assert.deepEqual([done.units, done.is_told], [3, false]);
    assert.equal(await stockOf(office, 'MUG'), before + 2);
    const over = await office.ask('GET', `orders/${order.order_id}`);
    assert.equal(over.state, 'cancelled');
    assert.ok(over.parcels[0].back_ms > 0);
    assert.match(over.timeline.find(row => row.kind === 'act_put_back').note, /looked_at$/);
    assert.match((await back()).detail, /back already/);
    assert.match((await office.ask('POST', `parcels/${tracking}/unstop`, {reason: 'x'})).detail,
        /not stopped/);
    assert.deepEqual((await office.ask('GET', 'kept_back')).parcels, []);
    assert.deepEqual((await office.ask('GET', 'manifests')).open, []);
    floor.verify();
    await floor.close();
});

test('goods that are wanted again are packed again', async () => {
    const floor = await openFloor('dock-again');
    const {office} = floor;
    const order = await floor.pack('B-2');
    const [{tracking}] = await parcelsOf(office, order);
    await office.must('POST', `parcels/${tracking}/stop`, {reason: 'damaged'});
    await office.must('POST', `parcels/${tracking}/put_back`,
        {place: 'A-1', then: 'again', reason: 'damaged'});
    assert.equal((await office.ask('GET', `orders/${order.order_id}`)).state, 'released');
    await floor.scan('B-2');
    await floor.packHere('B-2');
    const anew = await floor.isPacked('B-2');
    assert.equal(anew.parcels.length, 2);
    assert.notEqual(anew.parcels[1].tracking, tracking);
    // Held until somebody has looked.
    await office.must('POST', `parcels/${anew.parcels[1].tracking}/stop`, {reason: 'damaged'});
    await office.must('POST', `parcels/${anew.parcels[1].tracking}/put_back`,
        {place: 'A-1', then: 'ask', reason: 'damaged'});
    const held = await office.ask('GET', `orders/${order.order_id}`);
    assert.deepEqual([held.state, held.holds[0].note], ['held', 'came back from the dock']);
    floor.verify();
    await floor.close();
});

test('only what was scanned at the lorry is handed over by itself', async () => {
    const floor = await openFloor('dock-loaded');
    const {office} = floor;
    const packed = [await floor.pack('L-1'), await floor.pack('L-2')];
    const [[one], [two]] = await Promise.all(packed.map(order => parcelsOf(office, order)));
    const lorry = {carrier: one.carrier, warehouse: 'MAIN'};
    const stateOf = async order => (await office.ask('GET', `orders/${order.order_id}`)).state;
    const empty = await office.ask('POST', 'manifests', lorry);
    assert.match(empty.detail, /no parcel was loaded/);
    await office.must('POST', 'handover', {code: one.tracking, carrier: one.carrier});
    const {open: [waiting]} = await office.ask('GET', 'manifests');
    assert.deepEqual([waiting.parcels, waiting.loaded, waiting.stopped], [2, 1, 0]);
    await office.must('POST', 'manifests', lorry);
    assert.equal((await office.ask('GET', `parcels/${two.tracking}`)).manifest_id, 0);
    assert.deepEqual([await stateOf(packed[0]), await stateOf(packed[1])], ['shipped', 'packed']);
    const unsaid = await office.ask('POST', 'manifests', {...lorry, takes_unscanned: true});
    assert.equal(unsaid.status, 400);
    const {manifest_id: id} = await office.must('POST', 'manifests',
        {...lorry, takes_unscanned: true, reason: 'loaded_seen'});
    const paper = await office.ask('GET', `manifests/${id}`);
    assert.deepEqual([paper.unscanned, paper.why], [1, 'loaded_seen']);
    assert.equal(await stateOf(packed[1]), 'shipped');
    await floor.close();
});

async function stockOf(office, sku) {
    const {found} = await office.ask('GET', `search?q=${sku}`);
    const {id} = found.find(one => one.kind === 'item');
    const {stock} = await office.ask('GET', `items/${id}/stock`);
    return stock.filter(row => row.place === 'A-1').reduce((sum, row) => sum + row.qty, 0);
}

function parcelsOf(office, order) {
    return Promise.all(order.parcels.map(row => office.ask('GET', `parcels/${row.tracking}`)));
}
