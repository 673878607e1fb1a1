// The office's side of the floor: nothing is taken away without a reason that is kept with
// who gave it, a misspelt parameter is told the right one, and whatever was scanned once
// leads to its order: a parcel, a used tote, a name, a lot that has left.
import assert from 'node:assert/strict';
import {after, before, test} from 'node:test';
import {Bench} from '../kit/bench.mjs';
import {startSite} from '../kit/site.mjs';
import {until} from '../kit/wait.mjs';

const GTIN = '09506000134352';
const LOT = 'Lot77b';

let site;
let bench;
let order;

before(async () => {
    site = await startSite('floor-office');
    bench = new Bench(site);
    await bench.signIn();
});

after(() => site?.stop());

const found = async q => (await bench.office('GET', `search?q=${encodeURIComponent(q)}`)).found;

const leadsTo = async (q, via) => {
    const rows = await found(q);
    const row = rows.find(one => one.kind === 'order' && one.via === via);
    assert.equal(row?.id, order.order_id, `${q} by ${via}: ${JSON.stringify(rows)}`);
};

async function importRows(kind, text) {
    const answer = await fetch(new URL(`api/v1/import?kind=${kind}&format=csv`, site.office), {
        method: 'POST',
        headers: {Authorization: `Bearer ${bench.token}`, 'Content-Type': 'text/plain'},
        body: text,
    });
    assert.equal((await answer.json()).new, 1);
}

test('a parcel, its tote and its customer lead to the order, in any spelling', async () => {
    const tracking = await bench.pack('W-00001');
    order = await bench.order('W-00001', one => one.parcels.length > 0);
    const [{sscc}] = order.parcels;
    const [{tote}] = order.shipments;
    await leadsTo('w-00001', 'order_no');
    await leadsTo(tracking.toLowerCase(), 'tracking');
    await leadsTo(`(00)${sscc}`, 'sscc');
    await leadsTo(`00${sscc}`, 'sscc');
    await leadsTo(tote.toLowerCase(), 'tote');
    const [, surname] = order.customer.split(' ');
    const bare = surname.normalize('NFD').replaceAll(/\p{M}/gu, '').toUpperCase();
    await until('its words', async () =>
        (await found(bare)).some(one => one.id === order.order_id && one.via === 'customer'));
});

test('a lot leads to the list of who got it, in any letter case', async () => {
    await importRows('items', `sku,name,needs_lot,codes\nYOG-1,Yoghurt,1,${GTIN}\n`);
    await importRows('stock', `sku,place,qty,lot\nYOG-1,Y-1,5,${LOT}\n`);
    const [lot] = (await found(LOT.toUpperCase())).filter(one => one.kind === 'recall');
    assert.deepEqual([lot.text, lot.note], [LOT, 'YOG-1']);
    const {moves} = await bench.office('GET', `items/${lot.id}/recall?lot=${LOT}`);
    assert.deepEqual(moves, [], 'nothing of it has left');
    const [item] = await found('y-1');
    assert.deepEqual([item.id, item.via], [lot.id, 'place']);
});

test('what takes something away needs a reason, and the timeline keeps it', async () => {
    const {orders: [one]} = await bench.office('GET', 'orders?state=released');
    const path = `orders/${one.order_id}`;
    for (const [act, body] of [['cancel', {}], ['hold', {}], ['close', {}],
        ['lines/1', {qty: 0}], ['unhold/manual', {}]]) {
        const refused = await bench.office('POST', `${path}/${act}`, body);
        assert.equal(refused.status, 400, act);
        assert.match(refused.detail, /^reason: is missing/);
    }
    assert.equal((await bench.office('GET', path)).state, 'released');
    await bench.office('POST', `${path}/cancel`, {reason: 'twice'});
    const after_it = await bench.office('GET', path);
    assert.equal(after_it.state, 'cancelled');
    assert.match(after_it.timeline.find(row => row.kind === 'act_cancel').note, /: twice$/);
});

test('a list is filtered, sorted and counted, and a misspelt parameter told the right one',
    async () => {
        const {orders, total} = await bench.office('GET', 'orders?channel=shop&state=packed');
        assert.deepEqual([orders.map(one => one.order_no), total], [['W-00001'], 1]);
        assert.equal((await bench.office('GET', 'orders?channel=none')).total, 0);
        const due = await bench.office('GET', 'orders?state=released&sort=due');
        const times = due.orders.map(one => one.due_ms);
        assert.deepEqual(times, times.toSorted((a, b) => a - b));
        assert.equal(due.total, due.orders.length);
        const wrong = async query => (await bench.office('GET', `orders?${query}`)).detail;
        assert.equal(await wrong('stat=held'), 'stat: is not known here; state is');
        assert.match(await wrong('state=relesed'), /relesed is nearest to released$/);
        assert.match(await wrong('sort=due'), /^sort: due goes with a state/);
        const none = await bench.office('GET', 'shipments?state=released&warehouse=NONE');
        assert.equal(none.detail, 'warehouse: is unknown');
        const people = await bench.office('GET', 'people?limit=1');
        assert.equal(people.people.length, 1);
        const more = await bench.office('GET', `people?limit=1&after=${people.next}`);
        assert.notEqual(more.people[0].person_id, people.people[0].person_id);
    });
