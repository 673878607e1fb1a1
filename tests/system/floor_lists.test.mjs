// Lists as the office and programs ask for them: narrowed, counted, and refused by name
// where a word is not known.
import assert from 'node:assert/strict';
import test from 'node:test';
import {endFloors, openFloor} from '../kit/floor.mjs';
import {orderOf} from '../kit/office.mjs';
import {SHOP, push} from '../kit/shopify.mjs';
import {until} from '../kit/wait.mjs';

test.afterEach(endFloors);

const HOOK = {code: 'hook', body: {system: 'webhook', url: 'http://127.0.0.1:9/in',
    may_be_private: true, events: ['order.received']}};

// Nobody answers, so each is told again and again: first waiting, then unknown.
async function openOf(office, channel) {
    const states = await Promise.all(['waiting', 'calling', 'unknown'].map(state =>
        office.must('GET', `deliveries?state=${state}&channel=${channel}&limit=1`)));
    const rows = states.flatMap(one => one.deliveries);
    assert.ok(rows.every(one => one.channel === channel));
    assert.ok(states.every(one => one.deliveries.length === Math.min(one.total, 1)));
    return states.reduce((sum, one) => sum + one.total, 0);
}

async function messagesOf(office) {
    await until('three are counted', async () => await openOf(office, 'hook') === 3);
    assert.equal(await openOf(office, 'shop'), 0);
    const {inbox, total: dead} = await office.must('GET', 'inbox?channel=shop');
    assert.deepEqual([inbox.length, dead], [1, 1]);
    assert.equal((await office.must('GET', 'inbox?channel=hook')).total, 0);
    const wrong = await office.ask('GET', 'deliveries?state=waitng');
    assert.match(wrong.detail, /^state: .*waiting/);
    assert.equal((await office.ask('GET', 'inbox?state=calling')).status, 400);
}

async function exceptionsOf(office) {
    const {exceptions, kinds, total} = await office.must('GET', 'exceptions?limit=1');
    const countOf = kind => kinds.find(one => one.kind === kind)?.count;
    assert.deepEqual([countOf('channel'), countOf('intercept')], [1, 1]);
    assert.equal(exceptions.length, 1);
    assert.equal(total, kinds.reduce((sum, one) => sum + one.count, 0));
    const one = await office.must('GET', 'exceptions?kind=intercept');
    assert.deepEqual([one.exceptions.map(row => row.kind), one.total], [['intercept'], 1]);
    assert.deepEqual(one.kinds, kinds, 'the other kinds stay within reach');
    await office.must('POST', `exceptions/${one.exceptions[0].exception_id}/done`,
        {reason: 'looked at'});
    const after = await office.must('GET', 'exceptions?kind=intercept');
    assert.deepEqual([after.exceptions, after.total], [[], 0]);
}

async function manifestsOf(office, carrier) {
    await office.must('POST', 'rules/warehouse', {code: 'WEST', body: {country: 'PT'}});
    await office.must('POST', 'manifests',
        {carrier, warehouse: 'MAIN', takes_unscanned: true, reason: 'loaded_seen'});
    const main = await office.must('GET', 'manifests?warehouse=MAIN');
    assert.deepEqual([main.manifests.length, main.total], [1, 1]);
    const west = await office.must('GET', 'manifests?warehouse=WEST');
    assert.deepEqual([west.manifests, west.total], [[], 0]);
    const nowhere = await office.ask('GET', 'manifests?warehouse=EAST');
    assert.deepEqual([nowhere.status, nowhere.detail], [400, 'warehouse: is unknown']);
}

test('messages, exceptions, manifests and items are narrowed and counted', async () => {
    const floor = await openFloor('lists');
    const {office} = floor;
    await office.must('POST', 'rules/channel', SHOP);
    await office.must('POST', 'rules/channel', HOOK);
    await push(office, {id: 1, name: '#1', line_items: 'none'});
    const gone = await floor.pack('L-1');
    const stays = await floor.pack('L-2');
    await office.must('POST', `orders/${gone.order_id}/cancel`, {reason: 'customer'});
    await office.must('POST', 'orders',
        {...orderOf('L-3', [{sku: 'NEW-1', qty: 1, name: 'Unheard of'}]), drafts_items: true});

    const drafts = await office.must('GET', 'items?state=draft');
    assert.deepEqual([drafts.items.map(row => [row.sku, row.is_draft]), drafts.total],
        [[['NEW-1', 1]], 1]);
    assert.equal((await office.must('GET', 'items?limit=1')).total, 3);
    assert.match((await office.ask('GET', 'items?state=drfat')).detail, /draft/);
    const stuck = await office.must('GET', 'stuck');
    assert.equal(stuck.total, stuck.orders.length);
    await messagesOf(office);
    await exceptionsOf(office);
    await manifestsOf(office, stays.parcels[0].carrier);
    await floor.close();
});
