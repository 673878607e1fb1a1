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
    assert.match(told.note, /^cancelled: 1 parcels are packed and do not leave/);
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
        {carrier, warehouse: 'MAIN'});
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

function parcelsOf(office, order) {
    return Promise.all(order.parcels.map(row => office.ask('GET', `parcels/${row.tracking}`)));
}
