// What a channel says of an order again: sent from elsewhere, given back, changed without a
// newer version. What it still wants is packed, and no more.
import assert from 'node:assert/strict';
import test from 'node:test';
import {AdobeShop} from '../kit/adobe.mjs';
import {endFloors, openFloor} from '../kit/floor.mjs';
import {startOffice} from '../kit/office.mjs';
import {makeFolder} from '../kit/programs.mjs';
import {SHOP, push} from '../kit/shopify.mjs';
import {until} from '../kit/wait.mjs';

const shops = [];
test.afterEach(async () => {
    endFloors();
    await Promise.all(shops.splice(0).map(shop => shop.stop()));
});

async function wholeOf(office, no) {
    const {orders} = await office.must('GET', 'orders');
    const found = orders.find(one => one.order_no === no);
    return found && office.must('GET', `orders/${found.order_id}`);
}

const wants = order => order.lines.filter(line => line.qty > 0)
    .map(line => `${line.qty} ${line.sku}`).join(', ');

async function seen(office, no, what, holds) {
    let last;
    return until(what, async () => {
        last = await wholeOf(office, no);
        return holds(last) && last;
    }).catch(error => assert.fail(`${error.message}: ${JSON.stringify(last)}`));
}

async function openShop(office) {
    const shop = new AdobeShop();
    shops.push(shop);
    await shop.start();
    const {key, secret, token, tokenSecret} = shop.keys;
    await office.must('POST', 'rules/channel', {code: 'adobe', body: {system: 'adobe',
        url: shop.url, key, secret, token, token_secret: tokenSecret, poll_s: 1,
        may_be_private: true, sources: ['main_source=MAIN'], events: ['shipment.packed']}});
    return shop;
}

test('what an Adobe shop sends itself is not packed, what is packed here stays', async () => {
    const floor = await openFloor('adobe-sent');
    const {office} = floor;
    const shop = await openShop(office);
    shop.add(1, [[11, 'MUG', 3], [12, 'TEE', 1]]);
    shop.add(2, [[21, 'MUG', 1], [22, 'TEE', 2]]);
    shop.add(3, [[31, 'MUG', 0.4], [32, 'TEE', 2.5]]);
    shop.add(4, [[41, 'MUG', 1]]);
    const old = shop.add(5, [[51, 'MUG', 1]], {state: 'complete'});
    old.items[0].qty_shipped = 1;
    const change = (order, change_) => {
        change_(order);
        shop.touch(order);
    };
    await seen(office, '10004', 'it came', order => order);
    change(shop.find('1'), order => {
        order.items[0].qty_shipped = 2;
        order.items[1].qty_shipped = 1;
    });
    change(shop.find('2'), order => {
        order.items.forEach(item => {
            item.qty_refunded = item.qty_ordered;
        });
    });
    const one = await seen(office, '10001', 'the rest', order => wants(order) === '1 MUG');
    assert.notEqual(one.state, 'cancelled');
    await seen(office, '10002', 'given back', order => order.state === 'cancelled');
    const measured = await wholeOf(office, '10003');
    assert.equal(measured.state, 'held');
    assert.match(JSON.stringify(measured.holds), /0\.4 of MUG is no number of pieces/);
    assert.equal(await wholeOf(office, '10005'), undefined);
    // Packed here, and complete at the shop because of that.
    await floor.packHere('10004');
    await seen(office, '10004', 'packed', order => order.state === 'packed');
    await until('the shop knows', () => shop.shipments.some(s => s.order_id === 4));
    change(shop.find('4'), order => {
        order.state = 'complete';
        order.items[0].qty_shipped = 1;
    });
    change(shop.find('1'), order => {
        order.items[0].qty_shipped = 3;
        order.state = 'complete';
    });
    // The bench had it in line, and gives it back by itself.
    await seen(office, '10001', 'all is sent', order => order.state === 'cancelled');
    const packed = await wholeOf(office, '10004');
    assert.equal(packed.state, 'packed');
    assert.deepEqual(packed.parcels.map(parcel => parcel.state), ['announced']);
    floor.verify();
    await floor.close();
});

const pushed = (id, more = {}) => ({id, name: `#${id}`, email: 'k@example.org', currency: 'EUR',
    financial_status: 'paid', total_price: '19.80', created_at: '2026-11-20T10:00:00+01:00',
    updated_at: '2026-11-20T10:00:00+01:00', cancelled_at: null,
    shipping_address: {name: 'Kari Prøve', address1: 'Prøvegata 1', city: 'Oslo', zip: '0150',
        country_code: 'NO'},
    line_items: [lineOf(1, 'MUG', 2, 2), lineOf(2, 'TEE', 1, 1)], ...more});
const lineOf = (id, sku, quantity, left) => ({id, sku, name: sku, quantity,
    current_quantity: quantity, fulfillable_quantity: left, requires_shipping: true,
    price: '9.90'});

async function startShop(name) {
    const office = await startOffice(makeFolder(name), []);
    await office.load('items', 'sku,name\nMUG,Mug\nTEE,Tee\n');
    await office.load('stock', 'sku,place,qty\nMUG,A-1,100\nTEE,A-2,100\n');
    await office.must('POST', 'rules/channel', SHOP);
    return office;
}

test('pushes: sent from elsewhere, in any order; two of one second', async () => {
    const office = await startShop('push-sent');
    const later = {updated_at: '2026-11-20T11:00:00+01:00'};
    const gone = {...later, fulfillment_status: 'fulfilled',
        line_items: [lineOf(1, 'MUG', 2, 0), lineOf(2, 'TEE', 1, 0)]};
    await push(office, pushed(1));
    await push(office, pushed(1, {...later,
        line_items: [lineOf(1, 'MUG', 2, 1), lineOf(2, 'TEE', 1, 0)]}));
    assert.equal(wants(await wholeOf(office, '#1')), '1 MUG');
    await push(office, pushed(2));
    await push(office, pushed(2, gone));
    await push(office, pushed(3, gone));
    await push(office, pushed(3));
    await push(office, pushed(4, {...later, line_items: [lineOf(1, 'MUG', 2, 2)]}));
    assert.equal(wants(await wholeOf(office, '#4')), '2 MUG');
    await push(office, pushed(5, {financial_status: 'pending'}));
    assert.equal((await wholeOf(office, '#5')).state, 'held');
    await push(office, pushed(5));
    await push(office, pushed(5, {financial_status: 'pending'}));
    await push(office, pushed(6));
    await push(office, pushed(6, {line_items: [lineOf(1, 'MUG', 1, 1)]}));
    const states = await Promise.all([2, 3, 5, 6].map(async id =>
        (await wholeOf(office, `#${id}`)).state));
    assert.deepEqual(states, ['cancelled', 'cancelled', 'released', 'held']);
    assert.match(JSON.stringify((await wholeOf(office, '#6')).holds), /twice in one second/);
    assert.equal(await office.stop(), 0);
});

const COLUMNS = ['Name', 'Email', 'Financial Status', 'Currency', 'Total', 'Created at',
    'Lineitem quantity', 'Lineitem name', 'Lineitem price', 'Lineitem sku',
    'Lineitem requires shipping', 'Shipping Name', 'Shipping Address1', 'Shipping City',
    'Shipping Zip', 'Shipping Country', 'Refunded Amount'];
const fileOf = rows => [COLUMNS.join(','), ...rows.map(([no, status, street, qty, back = '']) =>
    [no, 'k@example.org', status, 'EUR', '19.80', '2026-11-20 10:00:00 +0100', qty, 'Mug', '9.90',
        'MUG', 'true', 'Kari Prøve', street, 'Oslo', '0150', 'NO', back].join(',')), ''].join('\n');

test('a file read again is believed once, and an older one is not', async () => {
    const office = await startShop('file-again');
    const take = text => office.ask('POST', 'import?kind=orders&format=shopify&channel=shop', text,
        'text/plain');
    const first = fileOf([['#1', 'pending', 'Prøvegata 1', 2], ['#2', 'paid', 'Prøvegata 2', 2],
        ['#3', 'paid', 'Prøvegata 3', 2], ['#4', 'paid', 'Prøvegata 4', 2]]);
    const second = fileOf([['#1', 'paid', 'Prøvegata 1', 2], ['#2', 'paid', 'Nygata 22', 2],
        ['#3', 'pending', 'Prøvegata 3', 1],
        ['#4', 'partially_refunded', 'Prøvegata 4', 2, '9.90']]);
    assert.equal((await take(first)).new, 4);
    assert.equal((await wholeOf(office, '#1')).state, 'held');
    const report = await take(second);
    assert.deepEqual([report.changed, report.refused], [4, 0], JSON.stringify(report));
    const check = async () => {
        assert.equal((await wholeOf(office, '#1')).state, 'released');
        assert.match(JSON.stringify((await wholeOf(office, '#2')).groups), /Nygata 22/);
        const three = await wholeOf(office, '#3');
        assert.deepEqual([wants(three), three.payment, three.state], ['1 MUG', 'paid', 'released']);
        const four = await wholeOf(office, '#4');
        assert.equal(four.state, 'held');
        assert.match(JSON.stringify(four.holds), /by the channel: 9\.90 EUR given back/);
    };
    await check();
    assert.equal((await take(second)).refused, 0);
    const old = await take(first);
    assert.match(JSON.stringify(old.problems), /it said this before it was changed/);
    await check();
    assert.equal(await office.stop(), 0);
});

test('rows of an order that stand apart are one order', async () => {
    const office = await startShop('rows-apart');
    const take = (format, text) => office.ask('POST',
        `import?kind=orders&format=${format}&channel=shop`, text, 'text/plain');
    // Sorted by item: the row that says the most comes last, one has no number.
    const [head, one] = fileOf([['#1', 'paid', 'Prøvegata 1', 2]]).split('\n');
    const more = (no, sku, qty) => [no, '', '', '', '', '', qty, sku, '5.00', sku, 'true', '', '',
        '', '', '', ''].join(',');
    const [, two] = fileOf([['#2', 'paid', 'Prøvegata 2', 3]]).split('\n');
    const shop = await take('shopify', [head, more('#1', 'TEE', 4), two, more('', 'TEE', 5), one,
        more('#2', 'NIX', 'x'), ''].join('\n'));
    assert.deepEqual([shop.new, shop.refused], [1, 1], JSON.stringify(shop));
    assert.equal(shop.problems[0].line, 6);
    assert.equal(wants(await wholeOf(office, '#1')), '2 MUG, 4 TEE');
    const columns = 'channel,order_no,customer,address,city,postal,country,sku,qty\n';
    const own = await take('csv', columns +
        ['C-1', 'C-2', 'C-1', 'C-2'].map((no, i) =>
            `web,${no},Kari,Rua 1,Porto,4000-101,PT,${i < 2 ? 'MUG' : 'TEE'},${i + 1}\n`).join(''));
    assert.deepEqual([own.new, own.refused], [2, 0], JSON.stringify(own));
    assert.equal(wants(await wholeOf(office, 'C-1')), '1 MUG, 3 TEE');
    const report = ['order-id', 'order-item-id', 'purchase-date', 'sku', 'product-name',
        'quantity-to-ship', 'recipient-name', 'ship-address-1', 'ship-city', 'ship-postal-code',
        'ship-country', 'is-buyer-requested-cancellation'];
    const no = n => `305-000000${n}-000000${n}`;
    const row = (n, item, sku, wish = '') => [no(n), item, '2026-11-20T09:00:00+00:00', sku, sku,
        1, 'Rui Exemplo', 'Rua 1', 'Porto', '4000-101', 'PT', wish];
    const market = await take('amazon', [report, row(1, 11, 'MUG'), row(2, 21, 'MUG', 'true'),
        row(1, 12, 'TEE'), row(1, 11, 'MUG')].map(one_ => one_.join('\t')).join('\n') + '\n');
    assert.deepEqual([market.new, market.refused], [2, 0], JSON.stringify(market));
    assert.equal(wants(await wholeOf(office, no(1))), '1 MUG, 1 TEE');
    const wish = await wholeOf(office, no(2));
    assert.equal(wish.state, 'held');
    assert.match(JSON.stringify(wish.holds), /the buyer asks to cancel MUG/);
    assert.equal(await office.stop(), 0);
});

test('one odd field loses no order: it is taken, and held where it has to be', async () => {
    const office = await startShop('odd-fields');
    const address = {...pushed(1).shipping_address, address1: 'Ж'.repeat(600)};
    const wide = {...address, address1: 'Ж'.repeat(255), name: 'Й'.repeat(255),
        zip: '4000-101 Porto'};
    const note = 'Ring twice\r\n😀 ' + 'й'.repeat(3000);
    const method = 'Доставка курьером до двери в удобное время';
    await push(office, pushed(1, {shipping_address: address}));
    await push(office, pushed(2, {note, shipping_address: wide,
        shipping_lines: [{title: method}]}));
    await push(office, pushed(3, {shipping_address: {...address, address1: 'Rua 1',
        zip: '1'.repeat(40)}}));
    await push(office, pushed(4, {line_items: [lineOf(1, 'MUG', 1, 1),
        {...lineOf(2, '', 2, 2), sku: '', name: 'Gift wrap'}]}));
    const [one, two, three, four] = await Promise.all([1, 2, 3, 4].map(id =>
        wholeOf(office, `#${id}`)));
    assert.deepEqual([one, two, three, four].map(order => order.state),
        ['held', 'released', 'held', 'held']);
    assert.match(JSON.stringify(one.holds), /by the channel: address1 is too long/);
    assert.match(one.groups[0].street, /^Ж{511}$/);
    assert.match(two.groups[0].street, /^Ж{255}$/);
    assert.match(two.groups[0].name, /^Й{255}$/);
    assert.match(two.customer, /^Й{255}$/);
    assert.ok(two.groups[0].note.startsWith('Ring twice\n😀 йй'));
    assert.ok(two.groups[0].note.endsWith('й…'));
    assert.equal(two.groups[0].service, method);
    assert.match(JSON.stringify(three.holds), /zip is too long/);
    assert.equal(wants(four), '1 MUG, 2 ?Gift wrap');
    const {exceptions} = await office.must('GET', 'exceptions');
    assert.deepEqual(exceptions.filter(row => row.kind === 'channel'), []);
    const long = 'Any note. '.repeat(42).trim();
    const file = fileOf([['#9', 'paid', 'Rua 9', 1]]).split('\n');
    const csv = [file[0] + ',Notes,Shipping Method,Lineitem discount',
        `${file[1]},"${long}\r\n!",${'Standard '.repeat(6).trim()},-5.00`, ''].join('\n');
    const report = await office.ask('POST',
        'import?kind=orders&format=shopify&channel=shop', csv, 'text/plain');
    assert.equal(report.new, 1, JSON.stringify(report));
    const nine = await wholeOf(office, '#9');
    assert.deepEqual([nine.groups[0].note, nine.lines[0].discount_minor], [long + '\n!', 500]);
    assert.equal(await office.stop(), 0);
});

test('an order that is marked as sent at the shop once it is packed here leaves', async () => {
    const floor = await openFloor('push-marked');
    const {office} = floor;
    await office.must('POST', 'rules/channel', SHOP);
    await push(office, pushed(1));
    await floor.packHere('#1');
    await seen(office, '#1', 'packed', order => order.state === 'packed');
    await push(office, pushed(1, {updated_at: '2026-11-20T11:00:00+01:00',
        fulfillment_status: 'fulfilled',
        line_items: [lineOf(1, 'MUG', 2, 0), lineOf(2, 'TEE', 1, 0)]}));
    const order = await wholeOf(office, '#1');
    assert.equal(order.state, 'packed');
    const {exceptions} = await office.must('GET', 'exceptions');
    assert.deepEqual(exceptions, []);
    // Less than was packed: it stays here until somebody has looked.
    await push(office, pushed(1, {updated_at: '2026-11-20T12:00:00+01:00',
        line_items: [lineOf(1, 'MUG', 1, 1), lineOf(2, 'TEE', 1, 1)]}));
    const told = (await office.must('GET', 'exceptions')).exceptions;
    assert.deepEqual(told.map(row => row.kind).sort(), ['edit', 'intercept']);
    assert.match(JSON.stringify(told), /line 1: 2 are packed, the channel wants 1/);
    await floor.close();
});

const twin = (channel, no, sku, name) => ({channel, order_no: no, lines: [{sku, qty: 1}],
    groups: [{name, street: 'Rua 1', city: 'Lisboa', postal: '1000-001', country: 'PT'}]});

// The screen once it asks which of several orders is meant.
const asked = (floor, what) => until(what, async () => {
    const s = await floor.station.state();
    return s.which && s;
});

test('a number that two channels gave asks which order is meant, in touch and out of it',
    async () => {
        const floor = await openFloor('twins');
        const {office, station} = floor;
        await until('she is signed in', async () => {
            const {state} = await station.state();
            if (state === 'signed_out') // central has perhaps told it of nobody yet
                await floor.scan('!BSUE');
            return state === 'ready';
        });
        const both = [['shop-a', 'Ana Um'], ['shop-b', 'Bento Dois']];
        for (const [[channel, name], sku] of [[both[0], 'MUG'], [both[1], 'TEE']])
            await office.must('POST', 'orders', twin(channel, 'D1', sku, name));
        await until('both wait here', async () => (await station.state()).queue.length === 2);
        await floor.scan('D1');
        const which = both.map(([channel, customer]) => ({channel, customer}));
        assert.deepEqual((await asked(floor, 'it asks')).which, which);
        await floor.scan('%CONT');
        assert.equal((await station.state()).which, undefined);
        await floor.scan('D1');
        await asked(floor, 'it asks again');
        await floor.scan('%WHY-2');
        const open = await until('it is open', async () => {
            const s = await station.state();
            return s.state === 'picking' && s;
        });
        assert.deepEqual(open.lines.map(line => line.item.sku), ['TEE']);
        await floor.packHere('D1');
        await until('central knows', async () =>
            (await wholeOf(office, 'D1')).state === 'packed');
        // Only the other one is left of this number.
        await floor.scan('D1');
        await until('the other is open', async () =>
            (await station.state()).lines?.[0]?.item.sku === 'MUG');
        await floor.packHere('D1');
        for (const [[channel, name], sku] of [[both[0], 'MUG'], [both[1], 'TEE']])
            await office.must('POST', 'orders', twin(channel, 'D2', sku, name));
        await until('both wait here', async () => (await station.state()).queue?.length === 2);
        await office.stop();
        await until('central is away', async () =>
            (await station.state()).health.central.word !== 'online');
        await floor.scan('D2');
        assert.deepEqual((await asked(floor, 'it asks by itself')).which, which);
        await floor.scan('%WHY-1');
        assert.deepEqual((await station.state()).lines.map(line => line.item.sku), ['MUG']);
        await station.kill('SIGTERM');
    });
