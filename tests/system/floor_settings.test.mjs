// Settings, seen where they arrive: at the bench, on its journal, in a plan.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import test from 'node:test';
import {makeFolder} from '../kit/programs.mjs';
import {endFloors, openFloor} from '../kit/floor.mjs';
import {orderOf} from '../kit/office.mjs';
import {until} from '../kit/wait.mjs';

test.afterEach(endFloors);

const profile = (office, code, body) =>
    office.must('POST', 'rules/profile', {code, body});

async function open(floor, no, want) {
    return until(`order ${no} is open`, async () => {
        await floor.scan(no);
        const s = await floor.station.state();
        return s.state === 'picking' && s.sum.want === want && s;
    });
}

async function scanned(floor, code, verdict) {
    await floor.scan(code);
    return until(`${code} is ${verdict}`, async () => {
        const s = await floor.station.state();
        return s.last?.verdict === verdict && s;
    });
}

test('verify: each unit is scanned, or the rest is counted after the first', async () => {
    const floor = await openFloor('verify');
    const {office} = floor;
    await profile(office, 'careful', {verify: 'each'});
    await profile(office, 'quick', {verify: 'first'});
    for (const [no, name] of [['E-1', 'careful'], ['F-1', 'quick']])
        await office.must('POST', 'orders', {...orderOf(no, [{sku: 'MUG', qty: 6}]),
            profile: name});
    await floor.scan('!BSUE');
    await open(floor, 'E-1', 6);
    let s = await scanned(floor, '%X6', 'scan_each');
    assert.equal(s.alarm, 'scan_each');
    await scanned(floor, 'MUG', 'took');
    s = await scanned(floor, '%REST', 'scan_each');
    assert.deepEqual([s.sum.done, s.rest], [1, 0]);
    await floor.packHere('E-1');
    await open(floor, 'F-1', 6);
    s = await scanned(floor, 'MUG', 'took');
    assert.equal(s.rest, 5);
    s = await scanned(floor, '%REST', 'took_last');
    assert.equal(s.sum.done, 6);
    await floor.packHere('F-1');
    floor.verify();
    await floor.close();
});

test('release: an order of a batch waits until a person lets it go', async () => {
    const floor = await openFloor('batch');
    const {office} = floor;
    await profile(office, 'waves', {release: 'batch'});
    const ids = [];
    for (const no of ['B-1', 'B-2', 'B-3']) {
        const {order_id: id} = await office.must('POST', 'orders',
            {...orderOf(no, [{sku: 'MUG', qty: 1}]), profile: 'waves'});
        ids.push(id);
    }
    const states = async () => Promise.all(ids.map(async id =>
        (await office.ask('GET', `orders/${id}`)).state));
    assert.deepEqual(await states(), ['allocated', 'allocated', 'allocated']);
    await office.must('POST', `orders/${ids[1]}/release`, {});
    assert.deepEqual(await states(), ['allocated', 'released', 'allocated']);
    const again = await office.ask('POST', `orders/${ids[1]}/release`, {});
    assert.equal(again.status, 409);
    const nowhere = await office.ask('POST', 'batches', {warehouse: 'MIAN'});
    assert.equal(nowhere.status, 404);
    const one = await office.must('POST', 'batches', {warehouse: 'MAIN', limit: 1});
    assert.deepEqual([one.orders, one.is_more], [1, true]);
    const rest = await office.must('POST', 'batches', {});
    assert.deepEqual([rest.orders, rest.is_more], [1, false]);
    await floor.packHere('B-1');
    await floor.packHere('B-3');
    await floor.close();
});

test('from_stores: what people buy from is left out of a profile that says so', async () => {
    const floor = await openFloor('stores');
    const {office} = floor;
    await office.must('POST', 'rules/warehouse', {code: 'MAIN', body: {country: 'PT',
        is_store: true}});
    await profile(office, 'parcels', {from_stores: false});
    const {order_id: waits} = await office.must('POST', 'orders',
        {...orderOf('S-1', [{sku: 'MUG', qty: 1}]), profile: 'parcels'});
    const {order_id: goes} = await office.must('POST', 'orders',
        orderOf('S-2', [{sku: 'MUG', qty: 1}]));
    assert.equal((await office.ask('GET', `orders/${waits}`)).state, 'waiting');
    assert.equal((await office.ask('GET', `orders/${goes}`)).state, 'released');
    const unread = await office.ask('POST', 'rules/channel', {code: 'shop',
        body: {system: 'api', location: 'x'}});
    assert.equal(unread.status, 400);
    assert.match(unread.detail, /location/);
    await floor.close();
});

test('[sound] program makes the sounds, and is ended when they are acknowledged', async () => {
    const folder = makeFolder('sound-program');
    const program = path.join(folder, 'play');
    const heard = () => fs.readFileSync(`${program}.log`, 'utf8').trim().split('\n');
    fs.writeFileSync(program, `#!/bin/sh\ntrap 'echo "$1 ended" >>"$0.log"; exit' TERM\n` +
        `echo "$1" >>"$0.log"\n[ "$1" != wrong ] || while :; do sleep 0.05; done\n`, {mode: 0o755});
    fs.writeFileSync(`${program}.log`, '');
    const floor = await openFloor('sound', {packing: `[sound]\nprogram = ${program}\n`});
    await floor.office.must('POST', 'orders', orderOf('S-1', [{sku: 'MUG', qty: 2}]));
    await floor.scan('!BSUE');
    await open(floor, 'S-1', 2);
    assert.equal((await floor.station.state()).sound, 'station');
    await scanned(floor, 'NONE', 'unknown_code');
    await until('it is heard', () => heard().includes('wrong'));
    assert.ok(!heard().includes('wrong ended'));
    await scanned(floor, '%CONT', 'continued');
    await until('it is quiet', () => heard().includes('wrong ended'));
    await floor.packHere('S-1');
    await until('the order sounds', () => heard().includes('order'));
    await floor.office.must('POST', 'orders', orderOf('S-2', [{sku: 'MUG', qty: 2}]));
    await open(floor, 'S-2', 2);
    const ends = () => heard().filter(one => one === 'wrong ended').length;
    await scanned(floor, 'NONE', 'unknown_code');
    await until('it is heard again', () => heard().filter(one => one === 'wrong').length === 2);
    assert.equal(ends(), 1);
    await floor.station.kill('SIGTERM');
    await until('it ends with the station', () => ends() === 2);
    await floor.close();
});
