// A bench whose disk has no room stops with words at each scan, loses nothing
// of what it confirmed, and goes on when there is room again; so does central
// with a file that it takes.
import assert from 'node:assert/strict';
import {execFileSync} from 'node:child_process';
import path from 'node:path';
import test from 'node:test';
import {endFloors, openFloor} from '../kit/floor.mjs';
import {startOffice} from '../kit/office.mjs';
import {BIN, makeFolder} from '../kit/programs.mjs';
import {until} from '../kit/wait.mjs';

test.afterEach(endFloors);

// The room that the running bench has, in bytes of a file.
function giveRoom(floor, bytes) {
    execFileSync('prlimit', ['--pid', String(floor.station.child.pid), `--fsize=${bytes}:`]);
}

const rows = floor => floor.station.rows('SELECT seq, kind FROM journal ORDER BY seq');

test('a full disk stops each scan with words and loses none', {timeout: 120000}, async () => {
    const floor = await openFloor('disk-full');
    await floor.place('A-1');
    await until('it is picked', async () => (await floor.act('A-1')).state === 'picking');
    await floor.scan('MUG');
    const before = await floor.station.state();
    const kept = rows(floor);
    giveRoom(floor, 0);
    for (const code of ['MUG', 'TEE', '%UNDO', '%REMOVE']) {
        await floor.scan(code);
        const s = await floor.station.state();
        assert.deepEqual([s.notice, s.tone], ['disk', 'stop'], code);
        assert.ok(['full', 'broken'].includes(s.notice_text), s.notice_text);
        assert.deepEqual([s.state, s.sum], [before.state, before.sum]);
    }
    floor.isAlive();
    giveRoom(floor, 'unlimited');
    assert.deepEqual(rows(floor), kept);
    await floor.packHere('A-1');
    const order = await floor.isPacked('A-1');
    assert.equal(order.parcels.length, 1);
    floor.verify();
    // It stops while a label waits: none comes out before it is written down.
    await floor.place('A-2');
    await until('the last item is wanted', async () => {
        const s = await floor.station.state();
        if (s.state === 'picking' && s.sum.want - s.sum.done === 1)
            return true;
        await floor.act('A-2');
        return false;
    });
    const labels = floor.devices.printer.labels.length;
    giveRoom(floor, 0);
    await floor.act('A-2');
    assert.equal((await floor.station.state()).notice, 'disk');
    await floor.station.kill();
    assert.equal(floor.devices.printer.labels.length, labels);
    await floor.station.start();
    await floor.packHere('A-2');
    assert.equal((await floor.isPacked('A-2')).parcels.length, 1);
    floor.verify();
    await floor.close();
});

test('a file that finds no room in the middle is taken to its end later', {timeout: 120000},
    async () => {
        const office = await startOffice(makeFolder('disk-import'), []);
        const count = 6000;
        const text = 'sku,name\n' + Array.from({length: count}, (_, i) => `S${i},Item\n`).join('');
        const send = () => office.ask('POST', 'import?kind=items&format=csv', text, 'text/plain');
        const limit = bytes => execFileSync('prlimit',
            ['--pid', String(office.child.pid), `--fsize=${bytes}:`]);
        const first = send();
        for (let line = 0; line < 500;)
            line = (await office.must('GET', 'import')).imports[0]?.line ?? line;
        limit(0);
        const failed = await first;
        assert.ok(failed.status >= 500, JSON.stringify(failed));
        assert.match(failed.detail, /near line \d+: send the file again/);
        limit('unlimited');
        const second = await send();
        assert.ok(second.same > 0 && second.new > 0, JSON.stringify(second));
        assert.equal(second.new + second.same, count);
        assert.equal(await office.stop(), 0);
        execFileSync(path.join(BIN, 'tallyman'), ['verify', office.db]);
    });
