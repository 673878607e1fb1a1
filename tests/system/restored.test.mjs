// Central is put back to a copy in the middle of a day: what the bench packed since counts once.
import assert from 'node:assert/strict';
import {execFileSync} from 'node:child_process';
import path from 'node:path';
import test from 'node:test';
import {Bench} from '../kit/bench.mjs';
import {BIN, endAll, start} from '../kit/programs.mjs';
import {startSite} from '../kit/site.mjs';
import {until} from '../kit/wait.mjs';

test.after(endAll);

const tallyman = (...args) => execFileSync(path.join(BIN, 'tallyman'), args, {encoding: 'utf8'});

// The process of the site's central, and how it was started.
function centralOf(db) {
    const found = execFileSync('pgrep', ['-af', `^\\S*tallyman-central --db ${db} `],
        {encoding: 'utf8'});
    const [pid, , ...args] = found.trim().split(/\s+/);
    return {pid: Number(pid), args};
}

async function allSent(bench) {
    await bench.until('all is sent', s => s.health.central.word === 'online' &&
        s.health.central.unsent === 0);
}

async function putBack(db, url) {
    const {pid, args} = centralOf(db);
    process.kill(pid, 'SIGKILL');
    await until('the file is free', () => {
        try {
            return tallyman('restore', db + '.copy', db);
        } catch {
            return null;
        }
    });
    const central = start('tallyman-central', args, {stdio: 'ignore'});
    await until('central answers', () => fetch(new URL('health', url)).catch(() => null));
    return central;
}

test('parcels that central forgot are told again, and none is packed twice', async () => {
    const site = await startSite('restored', {orders: 6});
    const bench = new Bench(site);
    const db = path.join(site.folder, 'central.db');
    await bench.signIn();
    const {shipments} = await bench.office('GET', 'shipments?state=released&limit=50');
    const nos = shipments.map(one => one.order_no);
    const numbers = [await bench.pack(nos[0])];
    await allSent(bench);
    tallyman('backup', db, db + '.copy');
    numbers.push(await bench.pack(nos[1]), await bench.pack(nos[2]));
    await allSent(bench);
    const central = await putBack(db, site.office);
    for (const no of nos.slice(0, 3))
        await bench.order(no, order => order.state === 'packed');
    const {exceptions} = await bench.office('GET', 'exceptions');
    assert.deepEqual(exceptions.map(one => one.kind), ['restored']);
    numbers.push(await bench.pack(nos[3]));
    await bench.order(nos[3], order => order.state === 'packed');
    assert.equal(new Set(numbers).size, numbers.length);
    central.kill('SIGTERM');
    assert.equal(await central.ended, 0);
    assert.match(tallyman('verify', db), /nothing is off/);
    await site.stop();
});
