// The handheld's core as a Linux program with a real station.
import assert from 'node:assert/strict';
import {execFileSync} from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import test from 'node:test';
import {Hand, Line, endAll, freePort, sleep, until} from './hand.mjs';
import {BIN, Station, makeFolder} from './station.mjs';

const FAST = process.env.TALLYMAN_FAST_BIN ?? BIN;

test.afterEach(endAll);

async function together(name, options = {}) {
    const folder = makeFolder(name);
    const port = await freePort();
    const hand = new Hand(BIN, folder, 'hand-1', port);
    const station = new Station(folder, [['hand', `tcp:127.0.0.1:${port}`]], options);
    await station.start();
    await until('the handheld is linked', async () => (await hand.state()).linked);
    return {folder, hand, station, port, async stop() { await hand.stop(); await station.kill('SIGTERM'); }};
}

const codes = station => station.rows('SELECT body FROM journal WHERE kind = \'hand_scan\' ORDER BY seq').map(r => JSON.parse(r.body).code);

test('an order of practice is packed with scans that began as pixels', async () => {
    const t = await together('hand-pack', {extra: 'practice = yes'});
    const state = () => t.station.state();
    const scan = async code => {
        const before = (await state()).scans;
        assert.match(await t.hand.say(`scan ${code}`), /^read /);
        await until(`${code} is taken`, async () => (await state()).scans > before);
    };
    await scan('!BPRACTICE');
    assert.equal((await state()).person?.name ? 'in' : 'out', 'in');
    await scan('%CONT');
    let s = await state();
    assert.ok(s.order, 'an order is open');
    for (let i = 0; i < 60 && (await state()).state === 'SCANNING'; i++) {
        s = await state();
        const line = s.lines.find(l => l.done < l.want);
        await scan(line.item.sku);
    }
    s = await state();
    assert.notEqual(s.state, 'SCANNING');
    assert.equal(s.sum.done, s.sum.want);
    const hand = await t.hand.state();
    assert.equal(hand.unsent, 0);
    assert.equal(hand.word, 'ALL DONE');
    await t.stop();
});

test('scans out of reach are kept and arrive in order, once, with their time', async () => {
    const t = await together('hand-away');
    await t.station.kill();
    for (let i = 0; i < 5; i++)
        await t.hand.say(`scan AWAY-${i}`);
    assert.equal((await t.hand.state()).unsent, 5);
    assert.equal((await t.hand.state()).word, 'KEPT');
    await t.hand.stop('SIGKILL'); // and the hand loses power too
    const hand = t.hand = new Hand(BIN, t.folder, 'hand-1', t.port);
    assert.equal((await hand.state()).unsent, 5);
    await t.station.start();
    assert.equal(await hand.say('wait'), 'sent');
    assert.deepEqual(codes(t.station), [0, 1, 2, 3, 4].map(i => `]C0AWAY-${i}`));
    await t.stop();
});

test('what the hand cannot read the station reads', async () => {
    const t = await together('hand-picture');
    // Low contrast and inverted: the hand looks at dark bars on light only.
    const w = 320, h = 240, pixels = Buffer.alloc(w * h, 60);
    const png = path.join(t.folder, 'code.pgm');
    const dump = execFileSync('zint', ['-b', 'CODE128', '-d', 'FROM-FAR', '--dump'], {encoding: 'utf8'}).split('\n')[0].replaceAll(' ', '');
    const bits = [...dump].map(c => parseInt(c, 16).toString(2).padStart(4, '0')).join('');
    for (let y = 60; y < 180; y++)
        for (let x = 0; x < bits.length * 2 && x < w - 40; x++)
            if (bits[x >> 1] === '1')
                pixels[y * w + 30 + x] = 180;
    fs.writeFileSync(png, Buffer.concat([Buffer.from(`P5\n${w} ${h}\n255\n`), pixels]));
    assert.match(await t.hand.say(`image ${png}`), /^read FROM-FAR/);
    assert.equal(await t.hand.say('wait'), 'sent');
    assert.match(t.station.logText(), /picture_read device=hand found=1/);
    await t.stop();
});

test('a hundred handhelds lose and double nothing while their lines are cut', {timeout: 280000}, async () => {
    const count = 100, seconds = 60, folder = makeFolder('hand-hundred');
    const hands = [], lines = [], devices = [], said = new Map();
    let seed = 7;
    const roll = n => (seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0) % n;
    for (let i = 0; i < count; i++) {
        const port = await freePort(), front = await freePort();
        hands.push(new Hand(FAST, folder, `hand-${i}`, port));
        lines.push(new Line(front, port));
        devices.push([`hand-${i}`, `tcp:127.0.0.1:${front}`]);
        said.set(`hand-${i}`, []);
    }
    const station = new Station(folder, devices, {bin: FAST});
    await station.start();
    const end = Date.now() + seconds * 1000;
    let cuts = 0;
    const scanner = async hand => {
        for (let n = 0; Date.now() < end; n++) {
            const code = `S${hand.name.slice(5)}-${n}`;
            if ((await hand.say(`scan ${code}`)).startsWith('read'))
                said.get(hand.name).push(`]C0${code}`);
            await sleep(500 + roll(1500));
        }
    };
    const cutter = async () => {
        for (; Date.now() < end; cuts++) {
            lines[roll(count)].cut();
            await sleep(40);
        }
    };
    const killer = async () => {
        await sleep(seconds * 500);
        await station.kill(); // in the middle of it
        await station.start();
    };
    await Promise.all([...hands.map(scanner), cutter(), killer()]);
    await Promise.all(hands.map(async h => assert.equal(await h.say('wait'), 'sent', h.name)));
    const got = new Map([...said.keys()].map(name => [name, []]));
    for (const row of station.rows('SELECT body FROM journal WHERE kind = \'hand_scan\' ORDER BY seq')) {
        const {hand, code, record} = JSON.parse(row.body);
        got.get(hand).push(code);
        assert.equal(record, got.get(hand).length, `${hand}: in order, once`);
    }
    let total = 0;
    for (const [name, list] of said) {
        assert.deepEqual(got.get(name), list, name);
        total += list.length;
    }
    assert.ok(total > count * 5, `${total} scans`);
    console.log(`${total} scans of ${count} handhelds, ${cuts} cuts, one kill: all there once`);
    for (const line of lines)
        line.close();
    await Promise.all(hands.map(h => h.stop()));
    await station.kill('SIGTERM');
});
