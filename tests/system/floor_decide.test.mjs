// What central decides reaches the packer, the label and the books: box, note, place, contents,
// and an address that changes while a bench has the order or the dock has its parcel.
import assert from 'node:assert/strict';
import test from 'node:test';
import {endFloors, openFloor} from '../kit/floor.mjs';
import {orderOf} from '../kit/office.mjs';
import {until} from '../kit/wait.mjs';

test.afterEach(endFloors);

const NOTE = 'Gift: lay the card on top';
const LINES = [{sku: 'MUG', qty: 2}, {sku: 'TEE', qty: 1}];

function placed(no, more = {}) {
    const order = orderOf(no, LINES);
    Object.assign(order.groups[0], more);
    return order;
}

// Packs as far as the label that waits to be scanned.
async function label(floor, no) {
    return until(`the label of ${no}`, async () => {
        const s = await floor.station.state();
        if (s.state === 'labelling')
            return s;
        await floor.act(no);
        return false;
    });
}

const alarmed = (floor, name) => until(`the alarm ${name}`, async () => {
    const s = await floor.station.state();
    return s.alarm === name && s;
});

async function orderNow(floor, no) {
    const {found} = await floor.office.ask('GET', `search?q=${no}`);
    return floor.office.ask('GET', `orders/${found.find(one => one.kind === 'order').id}`);
}

test('the packer sees note and place, and the books keep box and contents', async () => {
    const floor = await openFloor('decide');
    const {office} = floor;
    await office.must('POST', 'orders', placed('A-1', {note: NOTE}));
    await until('it is open', async () => {
        const s = await floor.station.state();
        if (s.state === 'picking')
            return true;
        await floor.act('A-1');
        return false;
    });
    const {order, line} = await floor.station.state();
    assert.equal(order.packing_note, NOTE);
    assert.equal(line.place, 'A-1');
    await floor.scan('BOX-M');
    assert.equal((await floor.station.state()).parcel.box, 'BOX-M');
    await floor.packHere('A-1');
    const {parcels: [row]} = await floor.isPacked('A-1');
    assert.equal(row.box, 'BOX-M');
    const {box, contents} = await office.ask('GET', `parcels/${row.tracking}`);
    assert.equal(box, 'BOX-M');
    assert.deepEqual(contents.map(one => [one.sku, one.qty]), [['MUG', 2], ['TEE', 1]]);
    floor.verify();
    await floor.close();
});

test('an address that changes under the packer freezes, shows both and prints anew', async () => {
    const floor = await openFloor('decide-address');
    const {office} = floor;
    await office.must('POST', 'orders', placed('R-1'));
    const before = await label(floor, 'R-1');
    const {order_id: id} = await orderNow(floor, 'R-1');
    await office.must('POST', `orders/${id}/groups/1`, {street: 'Rua Nova 9'});
    const frozen = await alarmed(floor, 'readdressed');
    assert.match(frozen.to_before, /Rua Inventada 7/);
    assert.match(frozen.to_now, /Rua Nova 9/);
    assert.equal(floor.devices.printer.labels.length, 2, 'nothing is printed before it is seen');
    await floor.scan('%CONT');
    const after = await label(floor, 'R-1');
    assert.notEqual(after.parcel.tracking, before.parcel.tracking);
    await floor.scan(before.parcel.tracking);
    await alarmed(floor, 'label_other');
    await floor.scan(after.parcel.tracking);
    const shipped = await floor.isPacked('R-1');
    assert.deepEqual(shipped.parcels.map(one => one.tracking), [after.parcel.tracking]);
    const printed = floor.devices.printer.labels.filter(one => one.includes('SSCC'));
    assert.match(printed.at(-1), /Rua Nova 9/);
    floor.verify();
    await floor.close();
});

test('a parcel on the dock does not leave for an address that is gone', async () => {
    const floor = await openFloor('decide-dock');
    const {office} = floor;
    await office.must('POST', 'orders', {...placed('K-1'), version: 1});
    await floor.packHere('K-1');
    const {parcels: [row]} = await floor.isPacked('K-1');
    await office.must('POST', 'orders', {...placed('K-1', {street: 'Rua Nova 9'}), version: 2});
    const parcel = await office.ask('GET', `parcels/${row.tracking}`);
    assert.equal(parcel.stop_note, 'address changed');
    const {verdict} = await office.must('POST', 'handover',
        {code: row.tracking, carrier: parcel.carrier});
    assert.equal(verdict, 'stopped');
    assert.match((await orderNow(floor, 'K-1')).groups[0].street, /Rua Nova 9/);
    const {exceptions} = await office.ask('GET', 'exceptions');
    assert.ok(exceptions.some(one => /address changed: 1 parcels/.test(one.note)));
    await floor.close();
});

test('another country while it is packed: the bench stops, and it is held', async () => {
    const floor = await openFloor('decide-abroad');
    const {office} = floor;
    await office.must('POST', 'orders', placed('X-1'));
    await label(floor, 'X-1');
    const {order_id: id} = await orderNow(floor, 'X-1');
    await office.must('POST', `orders/${id}/groups/1`, {country: 'ES', postal: '28001',
        city: 'Madrid', region: 'Madrid'});
    await alarmed(floor, 'stopped');
    assert.equal((await orderNow(floor, 'X-1')).state, 'held');
    await floor.close();
});
