// A storm of a shop's pushes: edits, refunds, cancellations and shipments from elsewhere, doubled,
// late and in any order, some of one second. A simple model says what the shop wants; no more
// than that is packed, and what it wants is packed or waits for a person.
import assert from 'node:assert/strict';
import test from 'node:test';
import {endFloors, openFloor} from '../kit/floor.mjs';
import {Noise, STORM_SEED} from '../kit/garbage.mjs';
import {SHOP, push} from '../kit/shopify.mjs';
import {agrees, atRest, exceptionsOf, mayBe, openOf, ordersOf, packable, packedOf,
    shuffled}
    from '../kit/storm.mjs';
import {until} from '../kit/wait.mjs';

test.afterEach(endFloors);

const START = Date.parse('2026-11-20T10:00:00Z');
const CITIES = ['Porto', 'Braga', 'Faro'];

// The shop: its orders, and each push that it has sent of them.
class Shop {
    constructor(random) {
        Object.assign(this, {random, orders: new Map(), sent: [], clock: START});
    }
    place(id) {
        const line = (no, sku) => ({no, sku, qty: 1 + this.random(4), sent: 0});
        this.orders.set(id, {id, lines: [line(1, 'MUG'), line(2, 'TEE')], isCancelled: false,
            status: this.random(4) ? 'paid' : 'pending', city: CITIES[0]});
        this.tell(id);
    }
    change(id) {
        const order = this.orders.get(id);
        const line = order.lines[this.random(2)];
        const left = line.qty - line.sent;
        const acts = [
            () => Object.assign(line, {qty: line.sent + this.random(left + 3)}),
            () => Object.assign(line, {sent: line.sent + this.random(left + 1)}),
            () => Object.assign(order, {status: 'paid'}),
            () => Object.assign(order, {city: CITIES[this.random(3)]}),
            () => Object.assign(order, {isCancelled: this.random(3) === 0}),
        ];
        if (!order.isCancelled)
            acts[this.random(acts.length)]();
        this.tell(id);
    }
    // Most changes have a second of their own.
    tell(id) {
        this.clock += this.random(12) ? 1000 : 0;
        this.sent.push({id, at: this.clock, no: this.sent.length,
            order: structuredClone(this.orders.get(id))});
    }
}

const idOf = no => Number(no.slice(1));

const wanted = order => order.isCancelled ? {}
    : Object.fromEntries(order.lines.map(line => [line.sku, line.qty - line.sent])
        .filter(([, qty]) => qty > 0));

function bodyOf({id, at, order}) {
    const time = new Date(at).toISOString();
    return {id, name: `#${id}`, email: 'k@example.org', currency: 'EUR',
        financial_status: order.status, total_price: '9.90', created_at: time, updated_at: time,
        cancelled_at: order.isCancelled ? time : null,
        shipping_address: {name: 'Kari Prøve', address1: 'Rua 1', city: order.city,
            zip: '4000-101', country_code: 'PT'},
        line_items: order.lines.map(line => ({id: id * 10 + line.no, sku: line.sku,
            name: line.sku, quantity: 9, current_quantity: line.qty,
            fulfillable_quantity: line.qty - line.sent, requires_shipping: true, price: '9.90'}))};
}

// The newest of each order's pushes; of one second either may be meant.
const newestOf = (messages, id) => {
    const own = messages.filter(one => one.id === id);
    const at = Math.max(...own.map(one => one.at));
    return own.filter(one => one.at === at);
};

function check(shop, seen, id, order, isTold) {
    const choices = newestOf(shop.sent, id).map(one => one.order);
    const words = `seed ${STORM_SEED}, order ${id}: ${JSON.stringify({choices, state: order.state,
        lines: order.lines, timeline: order.timeline.map(row => row.kind + ' ' + row.note)})}`;
    const packed = packedOf(order);
    if (order.state === 'cancelled') {
        assert.ok(choices.some(one => agrees(wanted(one), {})), words);
        return;
    }
    if (order.state === 'held')
        return; // a person has it: unpaid, or two changes of one second
    const isPacked = Object.keys(packed).length > 0;
    const isRight = choices.some(one => isPacked ? mayBe(one, packed)
        : agrees(wanted(one), openOf(order)));
    assert.ok(isRight || (isPacked && isTold), words);
    for (const [sku, qty] of Object.entries(packed))
        assert.ok(qty <= (seen.get(id)?.[sku] ?? 0), `more than was wanted then; ${words}`);
}

async function packOne(floor, shop, delivered, seen) {
    const orders = packable(await ordersOf(floor.office));
    if (orders.length === 0)
        return;
    const {order_no: no} = orders[shop.random(orders.length)];
    const id = idOf(no);
    await atRest(floor);
    await floor.packHere(no);
    const most = {};
    for (const {order} of newestOf(delivered, id))
        for (const [sku, qty] of Object.entries(wanted(order)))
            most[sku] = Math.max(most[sku] ?? 0, qty);
    seen.set(id, most);
    await atRest(floor);
}

test('no more is packed than the shop wants, and nothing is forgotten', async () => {
    const floor = await openFloor('storm-pushes');
    const {office} = floor;
    const noise = new Noise(STORM_SEED);
    const random = below => noise.below(below);
    const shop = new Shop(random);
    await office.must('POST', 'rules/channel', SHOP);
    for (let id = 1; id <= 40; id++)
        shop.place(id);
    for (let i = 0; i < 120; i++)
        shop.change(1 + random(40));
    const rest = shuffled(shop.sent, random);
    const delivered = [], seen = new Map();
    while (rest.length > 0) {
        for (const message of rest.splice(0, 24)) {
            await push(office, bodyOf(message));
            delivered.push(message);
        }
        await packOne(floor, shop, delivered, seen);
    }
    let orders;
    await until('what is stopped has come back from the bench', async () => {
        orders = await ordersOf(office);
        const isAsked = one => one.is_stopping && one.state === 'claimed';
        return ![...orders.values()].some(order => order.shipments.some(isAsked));
    });
    assert.ok(orders.size > 35, `${orders.size} orders`);
    const told = await exceptionsOf(office);
    for (const [no, order] of orders)
        check(shop, seen, idOf(no), order, told.has(order.order_id));
    floor.verify();
    await floor.close();
});
