// What the office does reaches a bench that is packing, and the other way.
import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import {after, before, test} from 'node:test';
import path from 'node:path';
import {startSite} from '../kit/site.mjs';

let site, token;

async function office(method, where, body) {
    const answer = await fetch(new URL('api/v1/' + where, site.office), {method, headers: {Authorization: `Bearer ${token}`, 'Content-Type': 'application/json'}, body: body && JSON.stringify(body)});
    return {status: answer.status, ...await answer.json()};
}

const state = () => fetch(new URL('bench/state', site.bench)).then(answer => answer.json());

async function until(what, holds) {
    for (let i = 0; i < 200; i++) {
        const s = await state();
        if (holds(s))
            return s;
        await new Promise(resolve => setTimeout(resolve, 50));
    }
    assert.fail(`${what}: ${JSON.stringify(await state())}`);
}

async function scan(code) {
    const {scans} = await state();
    await fetch(new URL('bench/scan', site.bench), {method: 'POST', headers: {'Content-Type': 'application/json', 'Sec-Fetch-Site': 'same-origin'}, body: JSON.stringify({code})});
    return until('scan', s => s.scans > scans);
}

const gtinOf = sku => site.items.find(item => item.sku === sku).gtin;

async function orderOnBench() {
    const {order} = await state();
    const {found} = await office('GET', 'search?q=' + order.order_no);
    return {no: order.order_no, ...await office('GET', 'orders/' + found[0].id)};
}

before(async () => {
    site = await startSite('flows');
    token = readFileSync(path.join(site.folder, 'token'), 'utf8').trim();
    await until('central', s => s.health.central.word === 'online');
    for (let i = 0; i < 50 && (await state()).state !== 'ready'; i++)
        await scan('!BP0001');
});

after(() => site?.stop());

test('a larger quantity is asked for, a smaller one is taken out again', async () => {
    await until('work', s => s.queue?.length > 0);
    await scan('%CONT');
    let s = await until('picking', one => one.state === 'picking');
    const order = await orderOnBench();
    const line = order.lines.find(one => one.sku === s.line.item.sku);
    const want = s.line.want;
    assert.equal((await office('POST', `orders/${order.order_id}/lines/${line.line_no}`, {qty: want + 2})).outcome, 'changed');
    s = await until('two more', one => one.line?.want === want + 2);
    await scan(gtinOf(line.sku));
    await scan(gtinOf(line.sku));
    assert.equal((await office('POST', `orders/${order.order_id}/lines/${line.line_no}`, {qty: 1})).outcome, 'changed');
    s = await until('take out', one => one.state === 'unpacking');
    assert.equal(s.alarm, 'take_out');
    assert.equal(s.sum.excess, 1);
    s = await scan(gtinOf(line.sku));
    assert.notEqual(s.state, 'unpacking');
    assert.equal(s.sum.excess, 0);
    await office('POST', `orders/${order.order_id}/lines/${line.line_no}`, {qty: want + 5});
    await until('open again', one => one.state === 'picking' && one.line?.want === want + 5);
});

test('a parcel on hold comes back to the exact scan', async () => {
    const before = await state();
    const order = await orderOnBench();
    let s = await scan('%HOLD');
    assert.equal(s.state, 'ready');
    for (let i = 0; i < 100; i++) {
        const {shipments} = await office('GET', 'shipments?state=held');
        if (shipments.length === 1)
            break;
        await new Promise(resolve => setTimeout(resolve, 50));
    }
    s = await scan(order.no);
    assert.equal(s.notice, 'on_hold');
    const {shipments} = await office('GET', 'shipments?state=held');
    assert.equal((await office('POST', `shipments/${shipments[0].shipment_id}/release`)).status, 200);
    await until('released', one => one.queue?.some(work => work.order_no === order.no && work.state === 'leased'));
    s = await scan(order.no);
    assert.equal(s.state, 'picking');
    assert.equal(s.sum.done, before.sum.done);
});

test('another badge takes the open parcel over when it is scanned twice', async () => {
    const before = await state();
    let s = await scan('!BP0002');
    assert.equal(s.notice, 'handover');
    assert.equal(s.person.name, before.person.name);
    s = await scan('!BP0002');
    assert.equal(s.person.name, 'Packer 2');
    assert.equal(s.sum.done, before.sum.done);
    assert.equal(s.order.order_no, before.order.order_no);
});

test('a second reprint is a supervisor’s', async () => {
    let s = await state();
    while (s.state === 'picking')
        s = await scan(gtinOf(s.line.item.sku));
    s = await until('label', one => one.state === 'labelling');
    const tracking = s.parcel.tracking;
    await scan('%REPRINT');
    s = await until('copy 2', one => one.state === 'labelling' && one.parcel.copies === 2);
    assert.equal(s.parcel.tracking, tracking, 'never two live numbers');
    s = await scan('%REPRINT');
    assert.equal(s.notice, 'supervisor');
    await scan('!BS0001');
    s = await until('copy 3', one => one.state === 'labelling' && one.parcel.copies === 3);
    assert.equal(s.person.name, 'Packer 2', 'one act, not a session');
    s = await scan(tracking);
    assert.equal(s.state, 'done');
});

test('a packed order cannot be claimed again, and its stock has moved once', async () => {
    const {order} = await state();
    const {found} = await office('GET', 'search?q=' + order.order_no);
    let whole;
    for (let i = 0; i < 100; i++) {
        whole = await office('GET', 'orders/' + found[0].id);
        if (whole.state === 'shipped')
            break;
        await new Promise(resolve => setTimeout(resolve, 50));
    }
    assert.equal(whole.state, 'shipped');
    await scan(order.order_no);
    await until('refused', s => s.notice === 'already_packed');
    for (const line of whole.lines) {
        const {moves} = await office('GET', `items/${line.item_id}/moves`);
        const shipped = moves.filter(move => move.reason === 'ship' && move.shipment_id === whole.shipments[0].shipment_id);
        assert.equal(shipped.reduce((sum, move) => sum + move.qty, 0), line.qty);
    }
});

test('JSON imports are read, and repeated they change nothing', async () => {
    const send = (kind, body) => office('POST', `import?kind=${kind}&format=json`, body);
    const items = {items: [{sku: 'KIT-1', name: 'A kit', parts: [{sku: 'SKU-001', qty: 2}, {sku: 'SKU-002', qty: 1}]}, {sku: 'S-1', name: 'With serials', needs_serial: true, weight_mg: 5000, codes: [{code: '9506000134352'}]}]};
    assert.equal((await send('items', items)).new, 2);
    assert.equal((await send('items', items)).same, 2);
    assert.equal((await send('stock', {stock: [{sku: 'S-1', place: 'B-1', qty: 3}]})).new, 1);
    const orders = {orders: [{channel: 'api', order_no: 'J-1', customer: 'Somebody', country: 'Spain', lines: [{sku: 'KIT-1', qty: 1}, {sku: 'S-1', qty: 1}]},
        {channel: 'api', order_no: 'J-2', customer: 'Somebody', country: 'Spain', lines: []}]};
    const report = await send('orders', orders);
    assert.equal(report.new, 1);
    assert.equal(report.refused, 1);
    assert.deepEqual(report.problems.map(p => p.line), [2]);
    assert.equal((await send('orders', orders)).same, 1);
});

test('a kit is packed by its parts, and a serial leaves only once', async () => {
    await scan('J-1');
    let s = await until('kit', one => one.state === 'picking' && one.order.order_no === 'J-1' && one.lines.every(line => line.item));
    s = await scan('KIT-1');
    assert.equal(s.last.verdict, 'kit_scan_parts');
    for (const sku of ['SKU-001', 'SKU-001', 'SKU-002'])
        s = await scan(gtinOf(sku));
    s = await scan('9506000134352');
    assert.equal(s.last.verdict, 'serial_missing');
    s = await scan(']C1' + '0109506000134352' + '21SN-1');
    assert.equal(s.last.verdict, 'took_last');
    s = await until('label', one => one.state === 'labelling');
    await scan(s.parcel.sscc);
    await until('done', one => one.state === 'done');
    await office('POST', 'import?kind=orders&format=json', {orders: [{channel: 'api', order_no: 'J-3', customer: 'Somebody', country: 'Spain', lines: [{sku: 'S-1', qty: 1}]}]});
    await scan('J-3');
    await until('open', one => one.state === 'picking' && one.order.order_no === 'J-3');
    for (let i = 0; i < 40; i++) {
        s = await scan(']C1' + '0109506000134352' + '21SN-1');
        if (s.last.verdict === 'serial_shipped')
            break;
        await scan('%UNDO');
        await new Promise(resolve => setTimeout(resolve, 100));
    }
    assert.equal(s.last.verdict, 'serial_shipped');
});

test('an order that comes while nothing waits shows by itself', async () => {
    const {shipments} = await office('GET', 'shipments?state=released');
    for (const one of shipments)
        await office('POST', `orders/${one.order_id}/cancel`);
    await scan('%HOLD');
    await until('queue', s => s.queue?.some(work => work.state === 'leased'));
    await scan('%CONT');
    await until('open', s => s.state === 'picking');
    await new Promise(resolve => setTimeout(resolve, 1500)); // central is asked and has none
    const {items} = await office('GET', 'items');
    const report = await office('POST', 'import?kind=orders&format=json', {orders: [{channel: 'api', order_no: 'LATE-1', customer: 'Somebody', country: 'Spain', lines: [{sku: items[0].sku, qty: 1}]}]});
    assert.equal(report.new, 1);
    for (let i = 0; i < 100; i++) {
        if ((await office('GET', 'shipments?state=released')).shipments.length === 0)
            break;
        await new Promise(resolve => setTimeout(resolve, 100));
    }
    await scan('%HOLD');
    await until('the late order', s => s.queue?.some(work => work.order_no === 'LATE-1'));
});
