// A storm of changes at an Adobe shop while it is polled: what it wants in the end is what the
// office has, whatever was seen on the way.
import assert from 'node:assert/strict';
import test from 'node:test';
import {AdobeShop} from '../kit/adobe.mjs';
import {Noise, STORM_SEED} from '../kit/garbage.mjs';
import {startOffice} from '../kit/office.mjs';
import {endAll, makeFolder} from '../kit/programs.mjs';
import {until} from '../kit/wait.mjs';

test.afterEach(endAll);

const ORDERS = 30;

const leftOf = item => item.qty_ordered - item.qty_canceled - item.qty_refunded - item.qty_shipped;

function change(order, random) {
    const item = order.items[random(order.items.length)];
    const address = order.extension_attributes.shipping_assignments[0].shipping.address;
    const some = () => random(leftOf(item) + 1);
    const acts = [
        () => Object.assign(item, {qty_refunded: item.qty_refunded + some()}),
        () => Object.assign(item, {qty_canceled: item.qty_canceled + some()}),
        () => Object.assign(item, {qty_shipped: item.qty_shipped + some()}),
        () => Object.assign(address, {city: ['Porto', 'Braga', 'Faro'][random(3)]}),
        () => Object.assign(order, {state: random(3) ? 'processing' : 'canceled'}),
    ];
    if (order.state !== 'canceled')
        acts[random(acts.length)]();
    if (order.state === 'processing' && order.items.every(one => leftOf(one) === 0))
        order.state = order.items.every(one => one.qty_shipped === 0) ? 'closed' : 'complete';
}

const wantedOf = order => ['canceled', 'closed'].includes(order.state) ? ''
    : order.items.filter(item => leftOf(item) > 0)
        .map(item => `${leftOf(item)} ${item.sku}`).join(', ');

async function haveOf(office) {
    const {orders} = await office.must('GET', 'orders?limit=200');
    const load = one => office.must('GET', `orders/${one.order_id}`);
    const whole = await Promise.all(orders.map(load));
    return Object.fromEntries(whole.map(order => [order.order_no, {
        wants: order.state === 'cancelled' ? '' : order.lines.filter(line => line.qty > 0)
            .map(line => `${line.qty} ${line.sku}`).join(', '),
        city: order.groups[0].city, state: order.state}]));
}

function differs(shop, have) {
    return shop.orders.filter(order => {
        const own = have[order.increment_id];
        const {city} = order.extension_attributes.shipping_assignments[0].shipping.address;
        const isRight = own ? own.wants === wantedOf(order) : wantedOf(order) === '';
        return !isRight || own?.wants && own.city !== city;
    }).map(order => ({wants: wantedOf(order), own: have[order.increment_id] ?? null,
        no: order.increment_id}));
}

test('what an Adobe shop wants in the end is what is to be packed', async t => {
    const noise = new Noise(STORM_SEED);
    const random = below => noise.below(below);
    const office = await startOffice(makeFolder('storm-polls'), []);
    const shop = new AdobeShop();
    await shop.start();
    t.after(() => shop.stop());
    const {key, secret, token, tokenSecret} = shop.keys;
    await office.load('items', 'sku,name\nMUG,Mug\nTEE,Tee\n');
    await office.load('stock', 'sku,place,qty\nMUG,A-1,1000\nTEE,A-2,1000\n');
    await office.must('POST', 'rules/channel', {code: 'adobe', body: {system: 'adobe',
        url: shop.url, key, secret, token, token_secret: tokenSecret, poll_s: 1,
        may_be_private: true, sources: ['main_source=MAIN'], events: ['shipment.packed']}});
    for (let id = 1; id <= ORDERS; id++)
        shop.add(id, [[id * 10, 'MUG', 1 + random(4)], [id * 10 + 1, 'TEE', 1 + random(3)]]);
    for (let turn = 0; turn < 6; turn++) {
        for (let i = 0; i < 20; i++) {
            const order = shop.find(String(1 + random(ORDERS)));
            change(order, random);
            if (random(8)) // else in the second of the change before it
                shop.touch(order);
            else
                order.updated_at = new Date(shop.clock).toISOString().slice(0, 19)
                    .replace('T', ' ');
        }
        await new Promise(resolve => setTimeout(resolve, 400 + random(900)));
    }
    let last;
    await until('both agree', async () => {
        last = differs(shop, await haveOf(office));
        return last.length === 0;
    }).catch(error => assert.fail(`${error.message}, seed ${STORM_SEED}: ${JSON.stringify(last)}`));
    assert.deepEqual(shop.complaints, []);
    assert.equal(await office.stop(), 0);
});
