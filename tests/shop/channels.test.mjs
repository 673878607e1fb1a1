// Channels end to end: orders in, shipments, stock and cancellations back, with
// lost answers, repeats and refusals. Central and bench are the real programs.
import assert from 'node:assert/strict';
import crypto from 'node:crypto';
import fs from 'node:fs';
import http from 'node:http';
import {createRequire} from 'node:module';
import {after, before, test} from 'node:test';
import path from 'node:path';
import {startSite} from '../kit/site.mjs';
import {AdobeShop} from '../kit/adobe.mjs';
import {Bench} from '../kit/bench.mjs';
import {until} from '../kit/wait.mjs';

const {Webhook} = createRequire(import.meta.url)('standardwebhooks');
const SECRET = 'whsec_' + crypto.randomBytes(32).toString('base64');
let site, bench, shop, receiver;
const heard = [];

before(async () => {
    site = await startSite('channels');
    bench = new Bench(site);
    await bench.signIn();
    const {shipments} = await bench.office('GET', 'shipments?state=released');
    for (const one of shipments)
        await bench.cancel(one.order_id);
    shop = new AdobeShop();
    await shop.start();
    receiver = http.createServer(async (request, response) => {
        let text = '';
        for await (const part of request)
            text += part;
        heard.push({
            id: request.headers['webhook-id'],
            body: new Webhook(SECRET).verify(text, request.headers),
        });
        if (receiver.fails-- > 0)
            response.writeHead(503);
        response.end();
    });
    receiver.fails = 0;
    await new Promise(resolve => receiver.listen(0, '127.0.0.1', resolve));
    await bench.rule('channel', 'hook', {
        system: 'webhook',
        url: `http://127.0.0.1:${receiver.address().port}/`,
        secret: SECRET,
        may_be_private: true,
        events: ['order.received', 'shipment.packed', 'order.cancelled'],
    });
    await bench.rule('channel', 'adobe', {
        system: 'adobe',
        url: shop.url,
        key: 'ck',
        secret: 'cs',
        token: 'at',
        token_secret: 'ats',
        poll_s: 1,
        may_be_private: true,
        sources: ['main_source=MAIN'],
        events: ['shipment.packed', 'stock.changed', 'order.cancelled', 'order.closed'],
    });
});

after(async () => {
    receiver?.close();
    await shop?.stop();
    await site?.stop();
});

test('an Adobe order is packed here and shipped there once, its answer lost', async () => {
    shop.add(1, [
        [11, 'SKU-001', 1],
        [12, 'SKU-002', 2],
    ]);
    const order = await bench.order('10001', o => o.state === 'released');
    assert.equal(order.customer, 'Ana Exemplo');
    assert.deepEqual(
        order.lines.map(l => [l.sku, l.qty, l.price_minor, l.channel_line]),
        [
            ['SKU-001', 1, 850, '11'],
            ['SKU-002', 2, 850, '12'],
        ]
    );
    shop.faults.push('drop-after'); // the shipment is made, nobody hears of it
    const tracking = await bench.pack('10001');
    await until('shipped at the shop', () => shop.shipments.length === 1);
    await until('known as unknown, asked after, done', async () => {
        const {deliveries} = await bench.office('GET', 'deliveries?state=done');
        return deliveries.some(
            d => d.event === 'shipment.packed' && d.channel === 'adobe' && d.tries === 2
        );
    });
    assert.equal(shop.shipments.length, 1);
    assert.equal(shop.shipments[0].tracks[0].track_number, tracking);
    assert.equal(shop.shipments[0].source, 'main_source');
    const {
        parcels: [{carrier}],
    } = await bench.office('GET', `orders/${order.order_id}`);
    const load = (code, onto) =>
        bench.office('POST', 'handover', {code, carrier: onto}).then(answer => answer.verdict);
    assert.equal(await load('no such code', carrier), 'unknown');
    assert.equal(await load(tracking, 'another'), 'other_carrier');
    assert.equal(await load(tracking, carrier), 'loaded');
    assert.equal(await load(tracking, carrier), 'gone_before');
    assert.equal(
        shop.calls.filter(c => c === 'POST /V1/order/1/ship').length,
        1,
        'never repeated blindly'
    );
});

test('stock goes to the source as on hand, after the shipment', async () => {
    await until('stock', () => shop.stock['main_source/SKU-001'] !== undefined);
    const {items} = await bench.office('GET', 'items');
    const item = items.find(i => i.sku === 'SKU-001');
    const {warehouses} = await bench.office('GET', `items/${item.item_id}/warehouses`);
    assert.equal(shop.stock['main_source/SKU-001'], warehouses[0].qty);
    const ship = shop.calls.indexOf('POST /V1/order/1/ship');
    assert.ok(shop.calls.indexOf('POST /V1/inventory/source-items') > ship);
});

test('edits and cancellations at the shop follow the order', async () => {
    const first = shop.add(2, [[21, 'SKU-003', 1]]);
    await bench.order('10002', o => o.state === 'released');
    // The shop's way to edit: the old order is cancelled, a child takes over.
    Object.assign(shop.touch(first), {
        state: 'canceled',
        relation_child_id: '3',
        relation_child_real_id: '10002-1',
    });
    shop.add(3, [[31, 'SKU-003', 2]], {
        increment_id: '10002-1',
        relation_parent_id: '2',
        relation_parent_real_id: '10002',
    });
    const edited = await bench.order('10002-1', o => o.state === 'released' && o.version > 0);
    assert.deepEqual(
        edited.lines.filter(l => l.qty > 0).map(l => [l.channel_line, l.qty]),
        [['31', 2]]
    );
    const {found} = await bench.office('GET', 'search?q=10002');
    assert.deepEqual(found.map(one => one.id), [edited.order_id], 'one order, not two');
    shop.touch(shop.orders.find(o => o.entity_id === 3)).state = 'canceled';
    await bench.order('10002-1', o => o.state === 'cancelled');
});

test('fraud at the shop holds, and its end releases', async () => {
    const order = shop.add(4, [[41, 'SKU-001', 1]], {status: 'fraud'});
    await bench.order('10004', o => o.state === 'held');
    shop.touch(order).status = 'processing';
    await bench.order('10004', o => o.state === 'released');
});

test('a channel that refuses is retried, and blocks nothing', async () => {
    const {order_id} = await bench.order('10004', o => o.state === 'released');
    shop.faults.push(503);
    assert.equal((await bench.cancel(order_id)).outcome, 'changed');
    await until(
        'cancelled at the shop',
        () => shop.orders.find(o => o.entity_id === 4).state === 'canceled'
    );
    const {channels} = await bench.office('GET', 'integrations');
    const row = channels.find(c => c.channel === 'adobe');
    assert.equal(row.system, 'adobe');
    assert.ok(row.latency_p50_ms >= 0, 'intake latency is measured');
    assert.ok(
        !JSON.stringify(await bench.office('GET', 'rules/channel')).includes('"cs"'),
        'secrets stay inside'
    );
});

test('webhooks out are signed, retried with the same id, and thin', async () => {
    receiver.fails = 1;
    shop.add(5, [[51, 'SKU-002', 1]]);
    await bench.order('10005', o => o.state === 'released');
    await until(
        'told twice',
        () =>
            heard.filter(h => h.body.type === 'order.received' && h.body.data.order_no === '10005')
                .length === 2
    );
    const [a, b] = heard.filter(h => h.body.data.order_no === '10005');
    assert.equal(a.id, b.id);
    assert.ok(!JSON.stringify(a.body).includes('Exemplo'), 'no names in a webhook');
    assert.ok(
        heard.some(
            h => h.body.type === 'shipment.packed' && h.body.data.shipment.tracking.length === 1
        )
    );
});

const push = async (body, headers = {}, secret = 'hush') => {
    const text = JSON.stringify(body);
    return fetch(new URL('api/v1/channels/shopify/push', site.office), {
        method: 'POST',
        body: text,
        headers: {
            'Content-Type': 'application/json',
            'X-Shopify-Topic': 'orders/updated',
            'X-Shopify-Webhook-Id': crypto.randomUUID(),
            'X-Shopify-Hmac-Sha256': crypto
                .createHmac('sha256', secret)
                .update(text)
                .digest('base64'),
            ...headers,
        },
    }).then(answer => answer.status);
};

const shopifyOrder = (second, more = {}) => ({
    id: 450789469,
    name: '#1001',
    email: 'bob@example.org',
    currency: 'EUR',
    total_price: '20.00',
    financial_status: 'paid',
    created_at: '2026-11-20T10:00:00+01:00',
    updated_at: `2026-11-20T10:00:${String(second).padStart(2, '0')}+01:00`,
    shipping_lines: [{title: 'Standard'}],
    shipping_address: {
        name: 'Bob Exemplo',
        address1: 'Calle Inventada 3',
        city: 'Madrid',
        zip: '28001',
        country_code: 'ES',
        latitude: 40.41,
        longitude: -3.7,
    },
    line_items: [
        {
            id: 1,
            sku: 'SKU-001',
            name: 'One',
            quantity: second,
            price: '10.00',
            requires_shipping: true,
        },
        {id: 2, sku: '', name: 'Gift card', quantity: 1, price: '0.00', requires_shipping: false},
    ],
    ...more,
});

test('Shopify pushes in any order, doubled and late, end as the newest', async () => {
    await bench.rule('channel', 'shopify', {system: 'shopify', secret: 'hush', events: []});
    assert.equal(await push(shopifyOrder(3), {}, 'wrong'), 401);
    const id = crypto.randomUUID();
    for (const second of [3, 1, 4, 2, 4, 1])
        assert.equal(await push(shopifyOrder(second)), 200);
    assert.equal(await push(shopifyOrder(5), {'X-Shopify-Webhook-Id': id}), 200);
    assert.equal(
        await push(shopifyOrder(9), {'X-Shopify-Webhook-Id': id}),
        200,
        'seen before: answered, and nothing changes'
    );
    const order = await bench.order('#1001', o => o.state === 'released');
    assert.deepEqual(
        order.lines.map(l => l.qty),
        [5]
    );
    assert.equal(order.shipments.filter(s => s.state !== 'cancelled').length, 1);
    assert.equal(await push(shopifyOrder(50, {line_items: 'nonsense'})), 200, 'kept for a person');
    const {inbox} = await bench.office('GET', 'inbox?state=dead');
    assert.match(inbox[0].why, /line_items/);
    assert.equal(await push(shopifyOrder(51, {cancelled_at: '2026-11-20T11:00:00+01:00'})), 200);
    await bench.order('#1001', o => o.state === 'cancelled');
});

test('an unknown item is drafted and held, not lost', async () => {
    assert.equal(
        await push(
            shopifyOrder(1, {
                id: 7,
                name: '#1007',
                line_items: [{id: 1, sku: 'BRAND-NEW', name: 'New', quantity: 1, price: '1.00'}],
            })
        ),
        200
    );
    const order = await bench.order('#1007', o => o.state === 'held');
    assert.equal(order.holds[0].kind, 'item');
});

test('files dropped by a partner are taken once and answered line by line', async () => {
    const folder = path.join(site.folder, 'partner');
    fs.mkdirSync(path.join(folder, 'in'), {recursive: true});
    await bench.rule('channel', 'partner', {system: 'file', folder, poll_s: 1});
    const head = 'channel,order_no,customer,name,address,city,postal,country,sku,qty,price\n';
    const good =
        head +
        'partner,P-1,Shop One,Ana,Rua 1,Porto,4000-001,PT,SKU-001,2,9.90\n' +
        'partner,P-1,Shop One,Ana,Rua 1,Porto,4000-001,PT,SKU-002,1,5.00\n';
    fs.writeFileSync(path.join(folder, 'in', 'one.csv'), good);
    fs.writeFileSync(
        path.join(folder, 'in', 'two.csv'),
        head + 'partner,P-2,Shop One,Ana,Rua 1,Porto,4000-001,PT,NO-SUCH,2,9.90\n'
    );
    fs.writeFileSync(path.join(folder, 'in', 'again.csv'), good);
    await until(
        'read',
        () =>
            fs.existsSync(path.join(folder, 'refused', 'two.csv')) &&
            fs.existsSync(path.join(folder, 'done', 'one.csv')) &&
            fs.existsSync(path.join(folder, 'done', 'again.csv'))
    );
    assert.match(
        fs.readFileSync(path.join(folder, 'refused', 'two.csv.report.json'), 'utf8'),
        /unknown item NO-SUCH/
    );
    assert.match(
        fs.readFileSync(path.join(folder, 'done', 'one.csv.report.json'), 'utf8'),
        /"same": 1/
    );
    const order = await bench.order('P-1', o => o.state === 'released');
    assert.equal(order.lines.length, 2);
});

test('Amazon and Shopify files are read as they are exported', async () => {
    const send = (format, text, channel) =>
        fetch(
            new URL(`api/v1/import?kind=orders&format=${format}&channel=${channel}`, site.office),
            {method: 'POST', headers: {Authorization: `Bearer ${bench.token}`}, body: text}
        ).then(a => a.json());
    const tsv = Buffer.from(
        [
            'order-id\torder-item-id\tpurchase-date\tbuyer-email\tsku\tproduct-name\t' +
                'quantity-purchased\tship-service-level\trecipient-name\tship-address-1\t' +
                'ship-city\tship-state\tship-postal-code\tship-country\tnew-column',
            '111-2222222-3333333\t9001\t2026-11-20T10:00:00+00:00\tb@example.org\tSKU-001\t' +
                'A "quoted" mug\t2\tStandard\tJosé Exemplo\tRua 5\tFaro\t\t8000-001\tPT\tx',
            '111-2222222-3333333\t9002\t2026-11-20T10:00:00+00:00\tb@example.org\tSKU-002\t' +
                'Tea\t1\tStandard\tJosé Exemplo\tRua 5\tFaro\t\t8000-001\tPT\tx',
            'not-a-number\t9003\t2026-11-20T10:00:00+00:00\tb@example.org\tSKU-002\t' +
                'Tea\t1\tStandard\tX\tRua 5\tFaro\t\t8000-001\tPT\tx',
        ].join('\n'),
        'latin1'
    );
    const amazon = await send('amazon', tsv, 'amazon-es');
    assert.deepEqual([amazon.new, amazon.refused], [1, 1]);
    const order = await bench.order('111-2222222-3333333', o => o.state === 'released');
    assert.equal(order.groups[0].name, 'José Exemplo');
    assert.deepEqual(
        order.lines.map(l => [l.channel_line, l.qty]),
        [
            ['9001', 2],
            ['9002', 1],
        ]
    );
    assert.equal((await send('amazon', tsv, 'amazon-es')).same, 1);
    const csv =
        'Name,Email,Financial Status,Currency,Total,Shipping Method,Created at,' +
        'Lineitem quantity,Lineitem name,Lineitem price,Lineitem sku,' +
        'Lineitem requires shipping,Shipping Name,Shipping Address1,Shipping City,' +
        'Shipping Zip,Shipping Country,Notes,Id,Vendor\n' +
        '#2001,c@example.org,paid,EUR,30.00,Standard,2025-10-07 09:50:26 +0200,' +
        '2,"Mug, red",10.00,SKU-001,true,Léa Exemple,Rue 9,Paris,' +
        '\'75008,FR,"ring\ntwice",777,V\n' +
        '#2001,c@example.org,,,,,,1,Tea,10.00,SKU-002,true,,,,,,,,V\n';
    assert.equal((await send('shopify', csv, 'shopify')).new, 1);
    const exported = await bench.order('#2001', o => o.state === 'released');
    assert.equal(exported.groups[0].postal, '75008');
    assert.equal(exported.groups[0].note, 'ring\ntwice');
    assert.equal(exported.placed_ms, Date.parse('2025-10-07T07:50:26Z'));
});

test('the stand-in shop saw nothing that the real one would refuse', () => {
    assert.deepEqual(shop.complaints, []);
});
