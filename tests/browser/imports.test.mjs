// What is imported as JSON is packed as it says: kits by their parts, serials once.
import assert from 'node:assert/strict';
import {after, before, test} from 'node:test';
import {Bench} from '../kit/bench.mjs';
import {startSite} from '../kit/site.mjs';
import {until} from '../kit/wait.mjs';

const GTIN = '9506000134352';
const WITH_SERIAL = `]C1010${GTIN}21SN-1`;
const KIT = {sku: 'KIT-1', name: 'A kit',
    parts: [{sku: 'SKU-001', qty: 2}, {sku: 'SKU-002', qty: 1}]};
const SERIAL = {sku: 'S-1', name: 'With serials', needs_serial: true, weight_mg: 5000,
    codes: [{code: GTIN}]};

let site;
let bench;

const send = (kind, body) => bench.office('POST', `import?kind=${kind}&format=json`, body);

function orderOf(no, lines) {
    const to = {address: 'Calle Inventada 7\n28001 Madrid', country: 'Spain'};
    return {channel: 'api', order_no: no, customer: 'Somebody', ...to, lines};
}

function untilOpen(no) {
    const isOpen = s => s.state === 'picking' && s.order.order_no === no &&
        s.lines.every(line => line.item);
    return bench.until(`order ${no}`, isOpen);
}

before(async () => {
    site = await startSite('browser-imports');
    bench = new Bench(site);
    await bench.signIn();
});

after(() => site?.stop());

test('JSON imports are read, and repeated they change nothing', async () => {
    const items = {items: [KIT, SERIAL]};
    assert.equal((await send('items', items)).new, 2);
    assert.equal((await send('items', items)).same, 2);
    const stock = {stock: [{sku: 'S-1', place: 'B-1', qty: 3}]};
    assert.equal((await send('stock', stock)).new, 1);
    const lines = [{sku: 'KIT-1', qty: 1}, {sku: 'S-1', qty: 1}];
    const orders = {orders: [orderOf('J-1', lines), orderOf('J-2', [])]};
    const report = await send('orders', orders);
    assert.equal(report.new, 1);
    assert.equal(report.refused, 1);
    assert.deepEqual(report.problems.map(one => one.line), [2]);
    assert.equal((await send('orders', orders)).same, 1);
});

test('a kit is packed by its parts', async () => {
    await bench.scan('J-1');
    await untilOpen('J-1');
    let s = await bench.scan('KIT-1');
    assert.equal(s.last.verdict, 'kit_scan_parts');
    for (const sku of ['SKU-001', 'SKU-001', 'SKU-002'])
        await bench.scan(bench.codes[sku]);
    s = await bench.scan(GTIN);
    assert.equal(s.last.verdict, 'serial_missing');
    s = await bench.scan(WITH_SERIAL);
    assert.equal(s.last.verdict, 'took_last');
    s = await bench.until('label', one => one.state === 'labelling');
    await bench.scan(s.parcel.sscc);
    await bench.until('done', one => one.state === 'done');
});

test('a serial leaves only once', async () => {
    await send('orders', {orders: [orderOf('J-3', [{sku: 'S-1', qty: 1}])]});
    await bench.scan('J-3');
    await untilOpen('J-3');
    // The bench hears of what has left from central, in a while.
    await until('the serial is known to have left', async () => {
        const s = await bench.scan(WITH_SERIAL);
        if (s.last.verdict === 'serial_shipped')
            return true;
        await bench.scan('%UNDO');
        return false;
    });
});
