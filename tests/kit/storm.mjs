// storm.mjs - a shop whose orders change at random, and what central and a bench make of them.
//
// A shop here says what it wants of an order now ({sku: qty}, nothing for what was sent, given
// back or cancelled). Polled ones are settled with pollStorm: changes, then all that was read
// must agree, then some of it is packed and told to the shop, and so on.
import assert from 'node:assert/strict';
import {STORM_SEED} from './garbage.mjs';
import {until} from './wait.mjs';

const PATIENCE_MS = 30000;

// Every order of central, whole, by its number.
export async function ordersOf(office) {
    const {orders} = await office.must('GET', 'orders?limit=200');
    const load = one => office.must('GET', `orders/${one.order_id}`);
    const whole = await Promise.all(orders.map(load));
    return new Map(whole.map(order => [order.order_no, order]));
}

const some = pairs => Object.fromEntries(pairs.filter(([, qty]) => qty > 0));

export const packedOf = order => some(order.lines.map(line => [line.sku, line.qty_shipped]));
export const openOf = order => some(order.lines.map(line => [line.sku, line.qty]));
export const leftOf = order =>
    some(order.lines.map(line => [line.sku, line.qty - line.qty_shipped]));

export function agrees(a, b) {
    try {
        assert.deepEqual(a, b);
        return true;
    } catch {
        return false;
    }
}

// Orders with lines {sku, qty, sent} of a shop that is told of nothing: somebody may have
// entered there as sent what was packed here.
export const mayBe = (order, packed) => !order.isCancelled &&
    order.lines.every(({sku, qty, sent}) => {
        const have = packed[sku] ?? 0;
        return qty - sent <= have && have <= qty - Math.max(0, sent - have);
    });

// The orders that somebody has to look at.
export const exceptionsOf = office => office.must('GET', 'exceptions?limit=200')
    .then(({exceptions}) => new Set(exceptions.map(one => one.order_id)));

export async function atRest(floor) {
    await until('the bench is at rest', async () => {
        const s = await floor.station.state();
        return s.health.central.word === 'online' && s.health.central.unsent === 0;
    });
}

// In any order, some twice; each has its place in no.
export function shuffled(messages, random) {
    const all = messages.flatMap(one => random(5) ? [one] : [one, one]);
    const late = all.map(one => [one, one.no + random(12)]);
    return late.sort((a, b) => a[1] - b[1]).map(([one]) => one);
}

// Those that a bench can pack to the end: none that it was asked to stop.
export const packable = orders => [...orders.values()].filter(order =>
    order.state === 'released' && !order.shipments.some(one => one.is_stopping));

// What is wrong with an order of central's, in a word; nothing when it is right.
function wrongOf(shop, order, own, isTold) {
    const want = shop.wanted(order);
    if (!own)
        return agrees(want, {}) ? '' : 'is not here';
    if (own.deliveries.some(one => !['done', 'dead'].includes(one.state)))
        return 'is told of it still';
    if (own.state === 'cancelled')
        return agrees(want, {}) ? '' : 'is cancelled';
    const isPacked = Object.keys(packedOf(own)).length > 0;
    if (shop.isOver(order) && isPacked && own.parcels.some(one => !one.stop_ms) && !isTold)
        return 'would leave, and is cancelled';
    if (own.state === 'held' || (isPacked && isTold))
        return '';
    if (!agrees(leftOf(own), want))
        return 'wants something else';
    const isMoved = !isPacked && Object.keys(want).length > 0 &&
        own.groups[0].city !== shop.cityOf(order);
    return isMoved ? 'goes elsewhere' : '';
}

async function settle(floor, shop) {
    let last;
    await until('both agree', async () => {
        const [have, told] = [await ordersOf(floor.office), await exceptionsOf(floor.office)];
        last = shop.orders.map(order => {
            const own = have.get(shop.noOf(order));
            return {wrong: wrongOf(shop, order, own, told.has(own?.order_id)), own,
                want: shop.wanted(order), order};
        }).filter(one => one.wrong);
        return last.length === 0;
    }, PATIENCE_MS).catch(error =>
        assert.fail(`${error.message}, seed ${STORM_SEED}: ${JSON.stringify(last)}`));
}

// What lies in the parcel is what the shop wants now, for nothing changes meanwhile.
async function packOne(floor, shop, random) {
    const released = packable(await ordersOf(floor.office));
    if (released.length === 0)
        return 0;
    const {order_no: no} = released[random(released.length)];
    const want = shop.wanted(shop.orders.find(order => shop.noOf(order) === no));
    await atRest(floor);
    await floor.packHere(no);
    await atRest(floor);
    const own = (await ordersOf(floor.office)).get(no);
    assert.deepEqual(packedOf(own), want, `seed ${STORM_SEED}: ${JSON.stringify(own)}`);
    return 1;
}

// Returns how many orders were packed.
export async function pollStorm(floor, shop, random, {turns, changes}) {
    let packed = 0;
    await settle(floor, shop);
    for (let turn = 0; turn < turns; turn++) {
        for (let i = 0; i < changes; i++)
            shop.change(shop.orders[random(shop.orders.length)], random);
        await settle(floor, shop);
        packed += await packOne(floor, shop, random);
        packed += await packOne(floor, shop, random);
        await settle(floor, shop);
    }
    return packed;
}
