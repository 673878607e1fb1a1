// A storm of a shop's pushes: edits, refunds, cancellations and shipments from elsewhere, doubled,
// late and in any order, some of one second. A simple model says what the shop wants; no more
// than that is packed, and what it wants is packed or waits for a person.
import assert from 'node:assert/strict';
import test from 'node:test';
import {endFloors, openFloor} from '../kit/floor.mjs';
import {Noise, STORM_SEED} from '../kit/garbage.mjs';
import {SHOP, push} from '../kit/shopify.mjs';
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
        const line = (no, sku) => ({no, sku, qty: 1 + this.random(4), gone: 0});
        this.orders.set(id, {id, lines: [line(1, 'MUG'), line(2, 'TEE')], isCancelled: false,
            status: this.random(4) ? 'paid' : 'pending', city: CITIES[0]});
        this.tell(id);
    }
    change(id) {
        const order = this.orders.get(id);
        const line = order.lines[this.random(2)];
        const left = line.qty - line.gone;
        const acts = [
            () => Object.assign(line, {qty: line.gone + this.random(left + 3)}),
            () => Object.assign(line, {gone: line.gone + this.random(left + 1)}),
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

const wanted = order => order.isCancelled ? {}
    : Object.fromEntries(order.lines.map(line => [line.sku, line.qty - line.gone])
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
            fulfillable_quantity: line.qty - line.gone, requires_shipping: true, price: '9.90'}))};
}

// In any order, some twice.
function shuffled(messages, random) {
    const all = messages.flatMap(one => random(5) ? [one] : [one, one]);
    const late = all.map(one => [one, one.no + random(12)]);
    return late.sort((a, b) => a[1] - b[1]).map(([one]) => one);
}

async function ordersOf(office) {
    const {orders} = await office.must('GET', 'orders?limit=200');
    const load = one => office.must('GET', `orders/${one.order_id}`);
    const whole = await Promise.all(orders.map(load));
    return new Map(whole.map(order => [Number(order.order_no.slice(1)), order]));
}

const packedOf = order => Object.fromEntries(order.lines
    .filter(line => line.qty_shipped > 0).map(line => [line.sku, line.qty_shipped]));
const openOf = order => Object.fromEntries(order.lines
    .filter(line => line.qty > 0).map(line => [line.sku, line.qty]));

// Somebody may have entered at the shop as sent what was packed here.
const mayBe = (order, packed) => !order.isCancelled && order.lines.every(({sku, qty, gone}) => {
    const have = packed[sku] ?? 0;
    return qty - gone <= have && have <= qty - Math.max(0, gone - have);
});

// The newest of each order's pushes; of one second either may be meant.
const newestOf = (messages, id) => {
    const own = messages.filter(one => one.id === id);
    const at = Math.max(...own.map(one => one.at));
    return own.filter(one => one.at === at);
};

const told = (office, order) => office.must('GET', 'exceptions?limit=200')
    .then(({exceptions}) => exceptions.some(one => one.order_id === order.order_id));

async function check(office, shop, seen, id, order) {
    const choices = newestOf(shop.sent, id).map(one => one.order);
    const words = `seed ${STORM_SEED}, order ${id}: ${JSON.stringify({choices, state: order.state,
        lines: order.lines, timeline: order.timeline.map(row => row.kind + ' ' + row.note)})}`;
    const same = (a, b) => JSON.stringify(a) === JSON.stringify(b);
    const packed = packedOf(order);
    if (order.state === 'cancelled') {
        assert.ok(choices.some(one => same(wanted(one), {})), words);
        return;
    }
    if (order.state === 'held')
        return; // a person has it: unpaid, or two changes of one second
    const isPacked = Object.keys(packed).length > 0;
    const isRight = choices.some(one => isPacked ? mayBe(one, packed)
        : same(wanted(one), openOf(order)));
    assert.ok(isRight || (isPacked && await told(office, order)), words);
    for (const [sku, qty] of Object.entries(packed))
        assert.ok(qty <= (seen.get(id)?.[sku] ?? 0), `more than was wanted then; ${words}`);
}

async function packOne(floor, shop, delivered, seen) {
    const orders = [...(await ordersOf(floor.office)).entries()]
        .filter(([, order]) => order.state === 'released');
    if (orders.length === 0)
        return;
    const [id] = orders[shop.random(orders.length)];
    await until('the bench is at rest', async () => {
        const s = await floor.station.state();
        return s.health.central.word === 'online' && s.health.central.unsent === 0;
    });
    await floor.packHere(`#${id}`);
    const most = {};
    for (const {order} of newestOf(delivered, id))
        for (const [sku, qty] of Object.entries(wanted(order)))
            most[sku] = Math.max(most[sku] ?? 0, qty);
    seen.set(id, most);
    await until('central knows', async () => {
        const s = await floor.station.state();
        return s.health.central.unsent === 0;
    });
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
    for (const [id, order] of orders)
        await check(office, shop, seen, id, order);
    floor.verify();
    await floor.close();
});
