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
    await setServices(office);
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
    assert.ok(exceptions.some(one => /address changed: 1 of its parcels/.test(one.note)));
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

const service = (code, carrier, max_g, minor) => ({code, body: {name: `Service ${code}`, carrier,
    max_g, areas: [{country: '', zone: 0, days: 2}], zones: [{steps: [[50000, minor]]}]}});

// Two carriers with numbers of their own, the cheaper of which takes 20 kg.
async function setServices(office) {
    const days = {open: '00:00', close: '23:59'};
    await office.must('POST', 'rules/calendar', {code: 'ALL', body: {weekdays: '1111111'}});
    await office.must('POST', 'rules/warehouse',
        {code: 'MAIN', body: {name: 'Main', country: 'PT', calendar: 'ALL', ...days}});
    for (const [code, prefix] of [['LIGHT', 'L'], ['STRONG', 'S']])
        await office.must('POST', 'rules/carrier', {code, body: {name: code, calendar: 'ALL',
            tracking: {kind: 'plain', prefix, digits: 8, first: 1, end: 1000}}});
    for (const one of [service('SMALL', 'LIGHT', 20000, 300), service('BIG', 'STRONG', 40000, 900)])
        await office.must('POST', 'rules/service', one);
}

// Packs as far as the label, with so much on the scale.
async function labelAt(floor, no, grams) {
    floor.devices.scale.grams = 0;
    return until(`the label of ${no}`, async () => {
        const s = await floor.station.state();
        if (s.state === 'labelling' && s.order.order_no === no)
            return s;
        if (s.state !== 'weighing' || s.weigh.is_judged)
            await floor.act(no);
        floor.devices.scale.grams =
            s.state === 'weighing' && s.weigh.look !== 'not_cleared' ? grams : 0;
        return false;
    });
}

test('25 kg do not go by a service for 20 kg: another is found before the label', async () => {
    const floor = await openFloor('decide-service');
    const {office, devices} = floor;
    await setServices(office);
    await office.load('items', 'sku,name,codes\nIRON,Iron,IRON\n');
    await office.load('stock', 'sku,place,qty\nIRON,A-9,100\n');
    await office.must('POST', 'orders', orderOf('H-1', [{sku: 'IRON', qty: 5}]));
    const heavy = await labelAt(floor, 'H-1', 25000);
    assert.match(heavy.parcel.tracking, /^S/);
    const printed = devices.printer.labels.filter(one => one.includes('SSCC')).at(-1);
    assert.match(printed, /Service BIG/);
    await floor.scan(heavy.parcel.tracking);
    const packed = await floor.isPacked('H-1');
    assert.deepEqual(packed.shipments.map(one => [one.service, one.carrier]), [['BIG', 'STRONG']]);
    assert.equal(packed.parcels[0].cost_minor, 900);
    assert.ok(packed.timeline.some(one => one.note === 'SMALL, then BIG'));
    // The first carrier's numbers stand on no label: the next parcel has the lowest of them.
    await office.must('POST', 'orders', orderOf('H-2', [{sku: 'IRON', qty: 1}]));
    const light = await labelAt(floor, 'H-2', 5000);
    assert.match(light.parcel.tracking, /^L0*1$/);
    floor.verify();
    await floor.close();
});

test('a dearer service waits for a person, and a box that is too large is refused', async () => {
    const floor = await openFloor('decide-dear');
    const {office} = floor;
    await setServices(office);
    await office.must('POST', 'rules/profile', {code: 'default', body: {ask_above_minor: 100}});
    const small = service('SMALL', 'LIGHT', 20000, 300);
    await office.must('POST', 'rules/service', {...small,
        body: {...small.body, max_side_mm: 500}});
    await office.must('POST', 'boxes', {code: 'LONG', name: 'Long', length_mm: 600, width_mm: 200,
        height_mm: 200, tare_mg: 300000, cost_minor: 50});
    await office.must('POST', 'orders', orderOf('W-1', [{sku: 'MUG', qty: 2}]));
    await until('it is open', async () => {
        await floor.act('W-1');
        return (await floor.station.state()).state === 'picking';
    });
    const proposed = part => until(`a proposal ${part}`, async () => {
        const {exceptions} = await office.ask('GET', 'exceptions?kind=carriage');
        return exceptions.find(one => one.new_service && one.note.includes(part));
    });
    await until('the box is refused', async () => {
        await floor.scan('LONG');
        return (await floor.station.state()).alarm === 'box_over_service';
    });
    assert.equal((await floor.station.state()).parcel.box, '');
    await proposed('is in a box that is too large for SMALL');
    const label = labelAt(floor, 'W-1', 25000);
    const heavy = await proposed('weighs 25000 g, more than SMALL takes');
    assert.match(heavy.note, /BIG takes it for 9\.00 EUR, planned were 3\.00 EUR/);
    assert.equal(floor.devices.printer.labels.length, 0, 'nothing is printed before it is taken');
    await office.must('POST', `exceptions/${heavy.exception_id}/take`, {});
    await label;
    const printed = floor.devices.printer.labels.filter(one => one.includes('SSCC')).at(-1);
    assert.match(printed, /Service BIG/);
    floor.verify();
    await floor.close();
});

test('what no service takes gets no label, whoever signs', async () => {
    const floor = await openFloor('decide-none');
    const {office, devices} = floor;
    await setServices(office);
    await office.must('POST', 'orders', orderOf('N-1', [{sku: 'MUG', qty: 1}]));
    const stuck = until('it is too heavy', async () => {
        const s = await floor.station.state();
        return s.alarm === 'over_service' && s;
    });
    labelAt(floor, 'N-1', 45000).catch(() => {});
    await stuck;
    await until('the office is told', async () => {
        const {exceptions} = await office.ask('GET', 'exceptions');
        return exceptions.some(one => one.kind === 'carriage' && /45000 g/.test(one.note));
    });
    await floor.scan('!BANA');
    const s = await floor.station.state();
    assert.equal(s.state, 'weighing');
    assert.equal(devices.printer.labels.length, 0);
    await floor.close();
});
