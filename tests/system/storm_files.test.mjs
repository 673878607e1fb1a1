// Storms of order files without versions: each names the orders as they stand that day, some are
// read twice, some again after a newer one, some never. What was read last and moves forward is
// what is packed; an older file changes nothing.
import assert from 'node:assert/strict';
import test from 'node:test';
import {endFloors, openFloor} from '../kit/floor.mjs';
import {Noise, STORM_SEED} from '../kit/garbage.mjs';
import {agrees, atRest, exceptionsOf, mayBe, openOf, ordersOf, packable, packedOf}
    from '../kit/storm.mjs';

test.afterEach(endFloors);

const ORDERS = 24;
const TURNS = 8;
const CHANGES = 10;
const WHEN = '2026-11-20 10:00:00 +0100';

const S_HEAD = 'Name,Email,Financial Status,Currency,Total,Created at,Lineitem quantity,' +
    'Lineitem name,Lineitem price,Lineitem sku,Lineitem requires shipping,' +
    'Lineitem fulfillment status,Shipping Name,Shipping Address1,Shipping City,Shipping Zip,' +
    'Shipping Country,Cancelled at,Id';
const A_HEAD = 'order-id order-item-id purchase-date payments-date buyer-email buyer-name ' +
    'buyer-phone-number sku product-name quantity-purchased quantity-shipped quantity-to-ship ' +
    'ship-service-level recipient-name ship-address-1 ship-city ship-postal-code ship-country ' +
    'currency item-price item-tax is-buyer-requested-cancellation';

// How each of them writes a row, and what its rows can say.
const SHOPIFY = {
    sentOf: line => line.qty, // of a line all or nothing
    noOf: id => `#${2500 + id}`,
    head: S_HEAD,
    row: (no, order, line) => [no, 'u@example.org', order.isPaid ? 'paid' : 'pending', 'EUR',
        '9.90', WHEN, line.qty, 'Item', '3.30', line.sku, 'true',
        line.sent ? 'fulfilled' : 'pending', 'Kari', 'Rua 1', order.city, '4000-101', 'PT',
        order.isCancelled ? WHEN : '', `55${no.slice(1)}`].join(','),
};
const AMAZON = {
    sentOf: (line, random) => line.sent + random(line.qty - line.sent + 1),
    noOf: id => `305-0000030-00000${10 + id}`,
    head: A_HEAD.split(' ').join('\t'),
    row: (no, order, line, n) => [no, `3${no.slice(-2)}${n}`, '2026-11-20T09:00:00+00:00',
        '2026-11-20T09:00:00+00:00', 'x@example.org', 'Kari', '', line.sku, 'Item', line.qty,
        line.sent, line.qty - line.sent, 'Standard', 'Kari', 'Rua 1', order.city, '4000-101',
        'PT', 'EUR', '9.90', '1.85', order.isCancelled ? 'true' : 'false'].join('\t'),
};

class Files {
    constructor(form, random) {
        Object.assign(this, {form, random, changes: 0});
        const line = sku => ({sku, qty: 1 + random(4), sent: 0});
        this.orders = Array.from({length: ORDERS}, () => ({lines: [line('MUG'), line('TEE')],
            isPaid: random(4) > 0 || form === AMAZON, isCancelled: false, city: 'Porto'}));
    }
    change() {
        const order = this.orders[this.random(ORDERS)];
        const line = order.lines[this.random(2)];
        const acts = [
            () => Object.assign(line, {sent: this.form.sentOf(line, this.random)}),
            () => Object.assign(order, {isPaid: true}),
            () => Object.assign(order, {city: `Braga ${++this.changes}`}),
            () => Object.assign(order, {isCancelled: this.random(3) === 0}),
        ];
        if (!order.isCancelled)
            acts[this.random(acts.length)]();
    }
    // As they stand now.
    write() {
        return {at: structuredClone(this.orders), text: [this.form.head,
            ...this.orders.flatMap((order, id) => order.lines.map((line, n) =>
                this.form.row(this.form.noOf(id), order, line, n)))].join('\n') + '\n'};
    }
}

const wanted = order => order.isCancelled ? {} : Object.fromEntries(order.lines
    .map(line => [line.sku, line.qty - line.sent]).filter(([, qty]) => qty > 0));

function wrongOf(order, own, isTold) {
    if (!own || own.state === 'cancelled')
        return agrees(wanted(order), {}) ? '' : 'is gone';
    const packed = packedOf(own);
    const isPacked = Object.keys(packed).length > 0;
    const isStopping = own.shipments.some(one => one.is_stopping && one.state === 'claimed');
    if (isStopping || own.state === 'held' || (isPacked && isTold))
        return '';
    if (isPacked)
        return mayBe(order, packed) ? '' : 'was packed otherwise';
    if (!agrees(openOf(own), wanted(order)))
        return 'wants something else';
    return own.groups[0].city === order.city ? '' : 'goes elsewhere';
}

async function check(floor, form, read) {
    const [have, told] = [await ordersOf(floor.office), await exceptionsOf(floor.office)];
    for (const [id, order] of read.at.entries()) {
        const own = have.get(form.noOf(id));
        const wrong = wrongOf(order, own, told.has(own?.order_id));
        assert.equal(wrong, '', `seed ${STORM_SEED}: ${JSON.stringify({order, own})}`);
    }
    return have;
}

async function packOne(floor, form, read, have, random) {
    const released = packable(have);
    if (released.length === 0)
        return 0;
    const {order_no: no} = released[random(released.length)];
    await atRest(floor);
    await floor.packHere(no);
    await atRest(floor);
    const own = (await ordersOf(floor.office)).get(no);
    const order = read.at.find((one, id) => form.noOf(id) === no);
    assert.deepEqual(packedOf(own), wanted(order), `seed ${STORM_SEED}`);
    return 1;
}

async function storm(name, form) {
    const noise = new Noise(STORM_SEED);
    const random = below => noise.below(below);
    const floor = await openFloor(`storm-${name}`);
    const take = file => floor.office.must('POST', `import?kind=orders&format=${name}`, file.text,
        'text/plain');
    const shop = new Files(form, random);
    const all = [shop.write()];
    let packed = 0;
    await take(all[0]);
    for (let turn = 0; turn < TURNS; turn++) {
        for (let i = 0; i < CHANGES; i++)
            shop.change();
        const file = shop.write();
        if (random(4) === 0)
            continue; // nobody read that day's
        all.push(file);
        await take(file);
        if (random(3) === 0)
            await take(file);
        if (random(3) === 0)
            await take(all[random(all.length)]);
        const have = await check(floor, form, file);
        packed += await packOne(floor, form, file, have, random);
        await check(floor, form, file);
    }
    assert.ok(packed > 0, `seed ${STORM_SEED}`);
    floor.verify();
    await floor.close();
}

test('a shop’s export, read day after day', () => storm('shopify', SHOPIFY));
test('a market’s report, read day after day', () => storm('amazon', AMAZON));
