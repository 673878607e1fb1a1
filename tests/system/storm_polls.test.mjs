// Storms of changes at shops that are polled, while a bench packs and they are told: what a shop
// wants is what is packed, and what it wants in the end is packed or waits for a person.
import assert from 'node:assert/strict';
import test from 'node:test';
import {AdobeShop} from '../kit/adobe.mjs';
import {endFloors, openFloor} from '../kit/floor.mjs';
import {Noise, STORM_SEED} from '../kit/garbage.mjs';
import {ordersOf, pollStorm} from '../kit/storm.mjs';
import {VendureShop} from '../kit/vendure.mjs';

test.afterEach(endFloors);

const ORDERS = 30;
const STORM = {turns: 4, changes: 20};
const CITIES = ['Porto', 'Braga', 'Faro'];

const unitsOf = pairs => Object.fromEntries(pairs.filter(([, qty]) => qty > 0));

class StormyAdobe extends AdobeShop {
    noOf = order => order.increment_id;
    isOver = order => ['canceled', 'closed'].includes(order.state);
    addressOf = order => order.extension_attributes.shipping_assignments[0].shipping.address;
    cityOf = order => this.addressOf(order).city;
    leftOf = item =>
        item.qty_ordered - item.qty_canceled - item.qty_refunded - item.qty_shipped;
    wanted(order) {
        return this.isOver(order) ? {}
            : unitsOf(order.items.map(item => [item.sku, this.leftOf(item)]));
    }
    change(order, random) {
        const item = order.items[random(order.items.length)];
        const some = () => random(this.leftOf(item) + 1);
        const acts = [
            () => Object.assign(item, {qty_refunded: item.qty_refunded + some()}),
            () => Object.assign(item, {qty_canceled: item.qty_canceled + some()}),
            () => Object.assign(item, {qty_shipped: item.qty_shipped + some()}),
            () => Object.assign(this.addressOf(order), {city: CITIES[random(3)]}),
            () => Object.assign(order, {state: random(3) ? 'processing' : 'canceled'}),
        ];
        if (!this.isOver(order))
            acts[random(acts.length)]();
        if (order.state === 'processing' && order.items.every(one => this.leftOf(one) === 0))
            order.state = order.items.every(one => one.qty_shipped === 0) ? 'closed' : 'complete';
        if (random(8)) // else in the second of the change before it
            this.touch(order);
        else
            order.updated_at = new Date(this.clock).toISOString().slice(0, 19).replace('T', ' ');
    }
}

class StormyVendure extends VendureShop {
    noOf = order => order.code;
    isOver = order => order.state === 'Cancelled';
    cityOf = order => order.shippingAddress.city;
    leftOf = (order, line) => line.quantity - this.sentOf(order, line);
    wanted(order) {
        return this.isOver(order) ? {} : unitsOf(order.lines.map(line =>
            [line.productVariant.sku, this.leftOf(order, line)]));
    }
    change(order, random) {
        const line = order.lines[random(order.lines.length)];
        const some = () => random(this.leftOf(order, line) + 1);
        const own = order.fulfillments.find(one => one.isElsewhere);
        const acts = [
            () => Object.assign(line, {quantity: line.quantity - some()}),
            () => Object.assign(line, {quantity: line.quantity + random(3)}),
            () => order.fulfillments.push({id: `e${++this.fulfilled}`, state: 'Shipped',
                isElsewhere: true, lines: [{orderLineId: line.id, quantity: some()}]}),
            () => Object.assign(own ?? {}, {state: 'Cancelled'}),
            () => Object.assign(order.shippingAddress, {city: CITIES[random(3)]}),
            () => Object.assign(order, {state: random(3) ? 'PaymentSettled' : 'Cancelled'}),
        ];
        if (!this.isOver(order))
            acts[random(acts.length)]();
    }
}

async function storm(t, name, shop, rule) {
    const noise = new Noise(STORM_SEED);
    const random = below => noise.below(below);
    const floor = await openFloor(`storm-${name}`);
    await shop.start();
    t.after(() => shop.stop());
    for (let id = 1; id <= ORDERS; id++)
        shop.add(id, [[shop.lineOf(id, 0), 'MUG', 1 + random(4)],
            [shop.lineOf(id, 1), 'TEE', 1 + random(3)]]);
    await floor.office.must('POST', 'rules/channel', {code: name, body: {...rule, system: name,
        url: shop.url, poll_s: 1, may_be_private: true, sources: ['main_source=MAIN'],
        events: ['shipment.packed']}});
    const packed = await pollStorm(floor, shop, random, STORM);
    assert.ok(packed >= STORM.turns, `${packed} were packed`);
    assert.deepEqual(shop.complaints, [], JSON.stringify(shop.complaints.length > 0 &&
        [...(await ordersOf(floor.office)).values()]
            .find(order => shop.complaints[0].includes(order.order_no))));
    const {deliveries} = await floor.office.must('GET', 'deliveries?state=done&limit=200');
    assert.ok(deliveries.length >= packed && deliveries.every(one => one.tries === 1),
        JSON.stringify(deliveries.filter(one => one.tries !== 1)));
    floor.verify();
    await floor.close();
}

test('an Adobe shop', async t => {
    const shop = Object.assign(new StormyAdobe(), {lineOf: (id, n) => id * 10 + n});
    const {key, secret, token, tokenSecret} = shop.keys;
    await storm(t, 'adobe', shop, {key, secret, token, token_secret: tokenSecret});
});

test('a Vendure shop', async t => {
    const shop = Object.assign(new StormyVendure(), {lineOf: (id, n) => `${id * 10 + n}`});
    await storm(t, 'vendure', shop, {key: shop.key});
});
