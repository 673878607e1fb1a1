// Orders as shops send them: what is sent or given back there is not packed.
import assert from 'node:assert/strict';
import test from 'node:test';
import {orderOf, startOffice} from '../kit/office.mjs';
import {endAll, makeFolder} from '../kit/programs.mjs';
import {SHOP, push} from '../kit/shopify.mjs';

test.afterEach(endAll);

const SHOPIFY = ['Name', 'Email', 'Financial Status', 'Fulfillment Status', 'Currency', 'Total',
    'Created at', 'Lineitem quantity', 'Lineitem name', 'Lineitem price', 'Lineitem sku',
    'Lineitem requires shipping', 'Lineitem fulfillment status', 'Shipping Name',
    'Shipping Street', 'Shipping Address1', 'Shipping City', 'Shipping Zip',
    'Shipping Country', 'Refunded Amount', 'Source'];
const FIRST = {'Email': 'k@example.org', 'Financial Status': 'paid', 'Currency': 'EUR',
    'Total': '19.80', 'Created at': '2026-11-20 10:00:00 +0100', 'Shipping Name': 'Kari Prøve',
    'Shipping Address1': 'Prøvegata 1', 'Shipping City': 'Oslo', 'Shipping Zip': '\'0150',
    'Shipping Country': 'NO'};
const LINE = {'Lineitem quantity': '1', 'Lineitem name': 'Mug', 'Lineitem price': '9.90',
    'Lineitem sku': 'MUG', 'Lineitem requires shipping': 'true',
    'Lineitem fulfillment status': 'pending'};
const row = (no, more) => {
    const fields = {...LINE, ...more, Name: no};
    return SHOPIFY.map(name => `"${fields[name] ?? ''}"`).join(',');
};
const exportOf = rows => [SHOPIFY.join(','), ...rows, ''].join('\n');

const AMAZON = ['order-id', 'order-item-id', 'purchase-date', 'sku', 'product-name',
    'quantity-purchased', 'quantity-shipped', 'quantity-to-ship', 'currency', 'item-price',
    'item-tax', 'recipient-name', 'ship-address-1', 'ship-city', 'ship-postal-code',
    'ship-country'];
const reportOf = rows => [AMAZON, ...rows].map(fields => fields.join('\t')).join('\n') + '\n';
const amazonRow = (no, item, sku, left) => [no, item, '2026-11-20 09:00:00+00', sku, 'Mug', 1,
    1 - left, left, 'EUR', '9.90', '1.85', 'Rui Exemplo', 'Rua 1', 'Porto', '4000-101', 'PT'];

const take = (office, format, text) =>
    office.ask('POST', `import?kind=orders&format=${format}&channel=shop`, text, 'text/plain');

async function ordersOf(office) {
    const {orders} = await office.must('GET', 'orders');
    const whole = await Promise.all(orders.map(one =>
        office.must('GET', `orders/${one.order_id}`)));
    return Object.fromEntries(whole.map(one => [one.order_no, one]));
}
const skusOf = order => order.lines.map(line => line.sku);

async function startShop(name) {
    const office = await startOffice(makeFolder(name), []);
    await office.load('items', 'sku,name\nMUG,Mug\nBLUE,Blue mug\n');
    await office.must('POST', 'rules/channel', SHOP);
    return office;
}

test('a shop\'s export: what it has sent or paid back is not packed', async () => {
    const office = await startShop('export');
    const report = await take(office, 'shopify', exportOf([
        row('#1', {...FIRST, 'Fulfillment Status': 'fulfilled',
            'Lineitem fulfillment status': 'fulfilled'}),
        row('#1', {'Lineitem sku': 'BLUE', 'Lineitem fulfillment status': ''}),
        row('#2', {...FIRST, 'Lineitem fulfillment status': 'fulfilled'}),
        row('#2', {'Lineitem sku': 'BLUE'}),
        row('#3', {...FIRST, 'Financial Status': 'partially_refunded',
            'Refunded Amount': '9.90'}),
        row('#4', {...FIRST, 'Currency': 'JPY', 'Total': '1980', 'Lineitem price': '1980',
            'Created at': '2026-11-20 09:00:00 UTC', 'Shipping Address1': '',
            'Shipping Street': 'Prøvegata 7 apt 2'})]));
    assert.deepEqual([report.new, report.same, report.refused], [3, 1, 0],
        JSON.stringify(report));
    assert.deepEqual(report.problems, []);
    assert.match(report.notes[0].why, /already sent or given back/);
    const orders = await ordersOf(office);
    assert.deepEqual(Object.keys(orders).sort(), ['#2', '#3', '#4']);
    assert.deepEqual(skusOf(orders['#2']), ['BLUE']);
    assert.equal(orders['#3'].state, 'held');
    assert.equal(orders['#4'].lines[0].price_minor, 1980);
    const counter = await take(office, 'shopify', exportOf([
        row('#8', {...FIRST, Source: 'pos'}),
        row('#9', {...FIRST, 'Shipping Address1': '', 'Shipping Street': '', 'Shipping City': '',
            'Shipping Zip': ''})]));
    assert.equal(counter.new, 2, JSON.stringify(counter));
    const held = await ordersOf(office);
    assert.deepEqual(['#8', '#9'].map(no => held[no].holds.map(hold => hold.note).join()),
        ['by the channel: sold over the counter', 'by the channel: it has no address']);
    assert.equal(orders['#4'].total_minor, 1980);
    assert.match(JSON.stringify(orders['#4']), /Prøvegata 7 apt 2/);
    assert.equal(await office.stop(), 0);
});

test('a file read again stops what was cancelled or paid back meanwhile', async () => {
    const office = await startShop('again');
    const file = (first, second, third) => exportOf([row('#1', {...FIRST, ...first}),
        row('#2', {...FIRST, ...second}), row('#3', {...FIRST, ...third})])
        .replaceAll('Refunded Amount', 'Cancelled at');
    assert.equal((await take(office, 'shopify', file({}, {}, {}))).new, 3);
    const gone = {'Refunded Amount': '2026-11-21 10:00:00 +0100'};
    const paidBack = {'Financial Status': 'refunded'};
    const report = await take(office, 'shopify', file(gone, paidBack,
        {...paidBack, 'Lineitem fulfillment status': 'restocked'}));
    assert.deepEqual([report.changed, report.refused], [3, 0], JSON.stringify(report));
    const orders = await ordersOf(office);
    assert.deepEqual(['#1', '#2', '#3'].map(no => orders[no].state),
        ['cancelled', 'held', 'cancelled']);
    // The older file again: a payment never goes back, nor does what was cancelled.
    const old = await take(office, 'shopify', file({}, {}, {}));
    assert.deepEqual([old.refused, old.same], [2, 1], JSON.stringify(old));
    const still = await ordersOf(office);
    assert.deepEqual(['#1', '#2', '#3'].map(no => still[no].state),
        ['cancelled', 'held', 'cancelled']);
    assert.equal(await office.stop(), 0);
});

test('rows that go, come or change places stay the lines of their items', async () => {
    const office = await startShop('rows');
    const both = more => exportOf([row('#1', {...FIRST, ...more}),
        row('#1', {'Lineitem sku': 'BLUE', 'Lineitem quantity': '3'})]);
    await take(office, 'shopify', both({}));
    const again = await take(office, 'shopify',
        both({'Lineitem fulfillment status': 'fulfilled'}));
    assert.equal(again.changed, 1, JSON.stringify(again));
    const own = rows => 'channel,order_no,customer,address,city,postal,country,sku,qty\r' +
        rows.map(([sku, qty]) => `web,R-1,Kari,Rua 1,Porto,4000-101,PT,${sku},${qty}`).join('\r');
    // Of an old sheet, too, that ends its lines with CR alone.
    const cr = await take(office, 'csv', own([['MUG', 1], ['BLUE', 2]]));
    assert.deepEqual([cr.new, cr.refused], [1, 0], JSON.stringify(cr));
    await take(office, 'csv', own([['BLUE', 3], ['MUG', 1]]));
    const orders = await ordersOf(office);
    const wanted = no => orders[no].lines.map(line => `${line.qty} ${line.sku}`);
    assert.deepEqual(wanted('#1'), ['0 MUG', '3 BLUE']);
    assert.deepEqual(wanted('R-1'), ['1 MUG', '3 BLUE']);
    assert.equal(await office.stop(), 0);
});

test('a market\'s report: what was sent from elsewhere meanwhile is not packed', async () => {
    const office = await startShop('market-sent');
    const no = '305-0000032-0000032';
    const reportWith = (...units) => reportOf(['MUG', 'BLUE'].map((sku, n) => {
        const row = amazonRow(no, 321 + n, sku, 1);
        row.splice(5, 6, ...units, 'EUR', '9.90', '0.00');
        return row;
    }));
    assert.equal((await take(office, 'amazon', reportWith(3, 0, 3))).new, 1);
    assert.equal((await take(office, 'amazon', reportWith(3, 3, 0))).changed, 1);
    assert.equal((await ordersOf(office))[no].state, 'cancelled');
    const range = await take(office, 'amazon', reportWith(3, '99999999999', 0));
    assert.match(range.problems[0].why, /quantity-shipped "99999999999" is not a number in range/);
    assert.equal(await office.stop(), 0);
});

test('a market\'s report: a row that is gone costs no other row', async () => {
    const office = await startShop('market');
    const no = '305-0000030-0000030';
    const report = await take(office, 'amazon', reportOf([
        amazonRow(no, 301, 'MUG', 0), amazonRow(no, 302, 'BLUE', 1)]));
    assert.deepEqual([report.new, report.refused], [1, 0], JSON.stringify(report.problems));
    assert.deepEqual(skusOf((await ordersOf(office))[no]), ['BLUE']);
    // Three for 10.00, and one of three that was bought for 9.90.
    const three = '305-0000031-0000031';
    const [whole, part] = [amazonRow(three, 311, 'MUG', 3), amazonRow(three, 312, 'BLUE', 1)];
    whole.splice(5, 6, 3, 0, 3, 'EUR', '10.00', '2.00');
    part.splice(5, 6, 3, 2, 1, 'EUR', '9.90', '0.00');
    assert.equal((await take(office, 'amazon', reportOf([whole, part]))).new, 1);
    const order = (await ordersOf(office))[three];
    assert.deepEqual(order.lines.map(line => [line.qty, line.price_minor, line.discount_minor]),
        [[3, 334, 2], [1, 330, 0]]);
    assert.equal(order.total_minor, 2190);
    const LINES = [{sku: 'MUG', qty: 1}];
    await office.must('POST', 'rules/profile', {code: 'express', body: {name: 'Express'}});
    const wrong = await office.ask('POST', 'orders', {...orderOf('P-1', LINES),
        profile: 'expres'});
    assert.match(JSON.stringify(wrong), /profile: expres is not known here; express is/);
    const weeb = await office.ask('POST', 'orders', {...orderOf('P-1', LINES),
        channel: 'shpo'});
    assert.match(JSON.stringify(weeb), /channel: shpo is not known here; shop is/);
    const right = await office.ask('POST', 'orders', {...orderOf('P-1', LINES),
        profile: 'express'});
    assert.equal(right.status, 201, JSON.stringify(right));
    // One odd field loses no order: it is taken, and held where a person has to look.
    const odd = await take(office, 'csv', 'channel,order_no,customer,address,city,postal,' +
        'country,sku,qty,price,discount,note,service\n' +
        `web,O-1,Kari,${'Long Street '.repeat(100)},Porto,4000-101,PT,MUG,1,9,,,\n` +
        'web,O-2,Kari,Rua 1,Porto,4000-101,PT,MUG,2.5,9,,,\n' +
        'web,O-3,Kari,Rua 1,Porto,4000-101,PT,MUG,0,9,,,\n' +
        'web,O-3,,,,,,BLUE,1,9,,,\n' +
        'web,O-4,Kari,Rua 1,Porto,4000-101,PT,MUG,1,9,-2.00,' +
        `${'n'.repeat(5000)},${'s'.repeat(200)}\n` +
        `web,O-5,Kari,${'x'.repeat(1020)},Porto,4000-101,Freedonia,MUG,1,9,,,\n` +
        'web,O-6,Kari,Rua 1,Porto,4000-101,PT,MUG,0,9,,,\n');
    assert.deepEqual([odd.new, odd.refused], [5, 1], JSON.stringify(odd.problems));
    assert.match(odd.problems[0].why, /none is wanted of MUG/);
    const odds = await ordersOf(office);
    const noteOf = no => odds[no].holds.map(hold => hold.note).join();
    assert.match(noteOf('O-1'), /address is too long/);
    assert.match(noteOf('O-2'), /2.5 of MUG is no number of pieces/);
    assert.match(noteOf('O-3'), /none is wanted of MUG/);
    assert.deepEqual(skusOf(odds['O-3']), ['BLUE']);
    assert.deepEqual([odds['O-4'].holds.length, odds['O-4'].lines[0].discount_minor], [0, 200]);
    assert.match(noteOf('O-5'), /Freedonia is not known/);
    const yen = await take(office, 'csv', 'channel,order_no,customer,address,city,postal,' +
        'country,currency,sku,qty,price\nweb,C-3,Kari,Rua 1,Porto,4000-101,PT,JPY,MUG,1,1980\n');
    assert.equal(yen.new, 1, JSON.stringify(yen));
    assert.equal((await ordersOf(office))['C-3'].lines[0].price_minor, 1980);
    assert.equal(await office.stop(), 0);
});

const pushed = (id, more = {}) => ({id, name: `#${id}`, email: 'k@example.org', currency: 'EUR',
    financial_status: 'paid', total_price: '9.90', created_at: '2026-11-20T10:00:00+01:00',
    updated_at: '2026-11-20T10:00:00+01:00', cancelled_at: null,
    shipping_address: {name: 'Kari Prøve', address1: 'Prøvegata 1', city: 'Oslo', zip: '0150',
        country_code: 'NO'},
    line_items: [{id: 1, sku: 'MUG', name: 'Mug', quantity: 1, current_quantity: 1,
        requires_shipping: true, price: '9.90'}], ...more});

test('pushes: given back, cancelled first, tests and sales over the counter', async () => {
    const office = await startShop('pushes');
    const later = '2026-11-20T11:00:00+01:00';
    await push(office, pushed(1));
    assert.notEqual((await ordersOf(office))['#1'].state, 'cancelled');
    await push(office, pushed(1, {updated_at: later, financial_status: 'refunded',
        line_items: [{...pushed(1).line_items[0], current_quantity: 0}]}));
    await push(office, pushed(2, {updated_at: later, cancelled_at: later}));
    await push(office, pushed(2));
    await push(office, pushed(3, {test: true}));
    await push(office, pushed(4, {shipping_address: null, source_name: 'pos'}));
    await push(office, pushed(5, {currency: 'EUROS'}));
    const {exceptions} = await office.must('GET', 'exceptions');
    assert.ok(exceptions.some(one => /^shop pushed orders.updated and it was not taken: currency/
        .test(one.note)), JSON.stringify(exceptions));
    const orders = await ordersOf(office);
    assert.deepEqual(['#1', '#2', '#3', '#4'].map(no => orders[no]?.state),
        ['cancelled', 'cancelled', 'held', 'held']);
    assert.equal(await office.stop(), 0);
});
