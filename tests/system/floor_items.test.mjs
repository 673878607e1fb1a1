// Goods as they come: what is scanned at a real bench, and what its screen, its
// journal and central say of it.
import assert from 'node:assert/strict';
import test from 'node:test';
import {endFloors, openFloor} from '../kit/floor.mjs';
import {orderOf} from '../kit/office.mjs';
import {until} from '../kit/wait.mjs';

test.afterEach(endFloors);

async function shows(floor, what, holds) {
    let last;
    return until(what, async () => {
        last = await floor.station.state();
        return holds(last) && last;
    }).catch(error => assert.fail(`${error.message}: ${JSON.stringify(last)}`));
}

const verdict = (floor, name) => shows(floor, name, s => s.last?.verdict === name);

async function ready(name, csv) {
    const floor = await openFloor(name);
    await floor.office.load('items', csv);
    await until('signed in', async () => {
        const s = await floor.station.state();
        if (s.state === 'signed_out')
            await floor.scan('!BSUE');
        return s.state !== 'signed_out' && s.health.central.word === 'online';
    });
    return floor;
}

test('one scan of a single item opens its order and counts it', async () => {
    const floor = await ready('lane', 'sku,name,codes\nCUP,Cup,4006381333931\n');
    await floor.office.load('stock', 'sku,place,qty\nCUP,A-3,10\n');
    await floor.office.must('POST', 'orders', orderOf('L-1', [{sku: 'CUP', qty: 1}]));
    await shows(floor, 'the item is known here', s => s.health.central.word === 'online');
    // Again only while central or the feed is still on its way with the item.
    const s = await until('the lane is open', async () => {
        const now = await floor.station.state();
        if (now.order?.order_no !== 'L-1' && now.notice !== 'fetching' || now.sum?.done === 0)
            await floor.scan(']E04006381333931');
        return now.order?.order_no === 'L-1' && now.sum?.done === 1 && now;
    });
    assert.deepEqual([s.sum.done, s.sum.want], [1, 1]);
    await floor.packHere('L-1');
    floor.verify();
    await floor.close();
});

test("another warehouse's order is refused with its name", async () => {
    const floor = await ready('elsewhere', 'sku,name\nFAR,Far\n');
    const {office} = floor;
    for (const code of ['MAIN', 'POR'])
        await office.must('POST', 'rules/warehouse', {code, body: {country: 'PT'}});
    await office.load('stock', 'warehouse,sku,place,qty\nPOR,FAR,B-1,5\n');
    await office.must('POST', 'orders', orderOf('F-9', [{sku: 'FAR', qty: 1}]));
    await floor.scan('F-9');
    const s = await shows(floor, 'refused', one => one.notice === 'elsewhere');
    assert.equal(s.notice_text ?? s.text, 'POR');
    assert.equal(s.order, undefined);
    await floor.close();
});
