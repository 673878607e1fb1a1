// What the office does reaches a bench that is packing, and the other way.
import assert from 'node:assert/strict';
import {after, before, test} from 'node:test';
import {Bench} from '../kit/bench.mjs';
import {startSite} from '../kit/site.mjs';
import {until} from '../kit/wait.mjs';

const FRUITLESS_MS = 1500; // central is asked meanwhile, and has nothing

let site;
let bench;

const gtinOf = sku => bench.codes[sku];

async function orderOnBench() {
    const {order} = await site.state();
    const {found} = await bench.office('GET', 'search?q=' + order.order_no);
    return {no: order.order_no, ...await bench.office('GET', 'orders/' + found[0].id)};
}

before(async () => {
    site = await startSite('flows');
    bench = new Bench(site);
    await bench.signIn();
});

after(() => site?.stop());

test('a larger quantity is asked for, a smaller one is taken out again', async () => {
    await bench.until('work', s => s.queue?.length > 0);
    await bench.scan('%CONT');
    let s = await bench.until('picking', one => one.state === 'picking');
    const order = await orderOnBench();
    const line = order.lines.find(one => one.sku === s.line.item.sku);
    const want = s.line.want;
    const path = `orders/${order.order_id}/lines/${line.line_no}`;
    const change = qty => bench.office('POST', path, {qty, reason: 'customer_asked'});
    assert.equal((await change(want + 2)).outcome, 'changed');
    await bench.until('two more', one => one.line?.want === want + 2);
    await bench.scan(gtinOf(line.sku));
    await bench.scan(gtinOf(line.sku));
    assert.equal((await change(1)).outcome, 'changed');
    s = await bench.until('take out', one => one.state === 'unpacking');
    assert.equal(s.alarm, 'take_out');
    assert.equal(s.sum.excess, 1);
    s = await bench.scan(gtinOf(line.sku));
    assert.notEqual(s.state, 'unpacking');
    assert.equal(s.sum.excess, 0);
    await change(want + 5);
    const isOpen = one => one.state === 'picking' && one.line?.want === want + 5;
    await bench.until('open again', isOpen);
});

test('a parcel on hold comes back to the exact scan', async () => {
    const before = await site.state();
    const order = await orderOnBench();
    await bench.scan('%HOLD');
    let s = await bench.scan('%WHY-1');
    assert.equal(s.state, 'ready');
    const [held] = await until('held', async () => {
        const {shipments} = await bench.office('GET', 'shipments?state=held');
        return shipments.length === 1 && shipments;
    });
    s = await bench.scan(order.no);
    assert.equal(s.notice, 'on_hold');
    const path = `shipments/${held.shipment_id}/release`;
    const answer = await bench.office('POST', path, {reason: 'looked_at'});
    assert.equal(answer.status, 200);
    const isBack = work => work.order_no === order.no && work.state === 'leased';
    await bench.until('released', one => one.queue?.some(isBack));
    s = await bench.scan(order.no);
    assert.equal(s.state, 'picking');
    assert.equal(s.sum.done, before.sum.done);
});

test('another badge takes the open parcel over when it is scanned twice', async () => {
    const before = await site.state();
    let s = await bench.scan('!BP0002');
    assert.equal(s.notice, 'handover');
    assert.equal(s.person.name, before.person.name);
    s = await bench.scan('!BP0002');
    assert.equal(s.person.name, 'Packer 2');
    assert.equal(s.sum.done, before.sum.done);
    assert.equal(s.order.order_no, before.order.order_no);
});

function untilCopy(n) {
    const isOut = s => s.state === 'labelling' && s.parcel.copies === n;
    return bench.until(`copy ${n}`, isOut);
}

test('a second reprint is a supervisor’s', async () => {
    let s = await site.state();
    while (s.state === 'picking')
        s = await bench.scan(gtinOf(s.line.item.sku));
    s = await bench.until('label', one => one.state === 'labelling');
    const tracking = s.parcel.tracking;
    await bench.scan('%REPRINT');
    await bench.scan('%WHY-1');
    s = await untilCopy(2);
    assert.equal(s.parcel.tracking, tracking, 'never two live numbers');
    await bench.scan('%REPRINT');
    s = await bench.scan('%WHY-1');
    assert.equal(s.notice, 'supervisor');
    await bench.scan('!BS0001');
    s = await untilCopy(3);
    assert.equal(s.person.name, 'Packer 2', 'one act, not a session');
    s = await bench.scan(tracking);
    assert.equal(s.state, 'done');
});

test('a packed order cannot be claimed again, and its stock has moved once', async () => {
    const {order} = await site.state();
    const whole = await bench.order(order.order_no, one => one.state === 'packed');
    await bench.scan(order.order_no);
    await bench.until('refused', s => s.notice === 'already_packed');
    const shipment = whole.shipments[0].shipment_id;
    const isShipped = move => move.reason === 'ship' && move.shipment_id === shipment;
    for (const line of whole.lines) {
        const {moves} = await bench.office('GET', `items/${line.item_id}/moves`);
        const gone = moves.filter(isShipped).reduce((sum, move) => sum + move.qty, 0);
        assert.equal(gone, line.qty);
    }
});

test('an order that comes while nothing waits shows by itself', async () => {
    const {shipments} = await bench.office('GET', 'shipments?state=released');
    for (const one of shipments)
        await bench.cancel(one.order_id);
    await bench.scan('%HOLD');
    await bench.scan('%WHY-1');
    await bench.until('queue', s => s.queue?.some(work => work.state === 'leased'));
    await bench.scan('%CONT');
    await bench.until('open', s => s.state === 'picking');
    await new Promise(resolve => setTimeout(resolve, FRUITLESS_MS));
    const {items} = await bench.office('GET', 'items');
    const late = {channel: 'api', order_no: 'LATE-1', customer: 'Somebody', country: 'Spain',
        address: 'Calle Inventada 7\n28001 Madrid', lines: [{sku: items[0].sku, qty: 1}]};
    const report = await bench.office('POST', 'import?kind=orders&format=json', {orders: [late]});
    assert.equal(report.new, 1);
    await until('claimed', async () => {
        const released = await bench.office('GET', 'shipments?state=released');
        return released.shipments.length === 0;
    });
    await bench.scan('%HOLD');
    await bench.scan('%WHY-1');
    await bench.until('the late order', s => s.queue?.some(work => work.order_no === 'LATE-1'));
});
