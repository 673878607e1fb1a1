// The handheld's core as a Linux program with a real station.
import assert from 'node:assert/strict';
import {execFileSync} from 'node:child_process';
import fs from 'node:fs';
import net from 'node:net';
import path from 'node:path';
import test from 'node:test';
import tty from 'node:tty';
import {freePort} from '../kit/ports.mjs';
import {Hand, Line} from '../kit/hand.mjs';
import {StationEnd, say} from './link.mjs';
import {BIN, endAll, makeFolder} from '../kit/programs.mjs';
import {Station} from '../kit/station.mjs';
import {sleep, until} from '../kit/wait.mjs';

const FAST = process.env.TALLYMAN_FAST_BIN ?? BIN;

test.afterEach(endAll);

async function together(name, options = {}) {
    const folder = makeFolder(name);
    const hand = new Hand(BIN, folder, 'hand-1', await freePort()),
        {port} = await hand.ready;
    const station = new Station(folder, [['hand', `tcp:127.0.0.1:${port}`]], options);
    await station.start();
    await until('the handheld is linked', async () => (await hand.state()).linked);
    return {
        folder,
        hand,
        station,
        port,
        async stop() {
            await hand.stop();
            await station.kill('SIGTERM');
        },
    };
}

const codes = station =>
    station
        .rows("SELECT body FROM journal WHERE kind = 'hand_scan' ORDER BY seq")
        .map(r => JSON.parse(r.body).code);

test('returns and counts carry their place and quantity', async () => {
    const t = await together('hand-modes', {more: '\n[handhelds]\nlanguage = es\n'});
    await until('the station has set its language', async () => {
        await t.hand.say('scan MAL');
        return (await t.hand.state()).text.startsWith('escanee');
    });
    await t.hand.say('scan %TM-MODE-COUNT');
    await t.hand.say('scan A-01-02');
    await t.hand.say('right');
    await t.hand.say('right');
    await t.hand.say('scan 4006381333931');
    await t.hand.say('scan /B-07');
    await t.hand.say('scan 5901234123457');
    await t.hand.say('scan %TM-MODE-RETURN');
    await t.hand.say('scan RMA-77');
    await t.hand.say('scan 5901234123457');
    assert.equal(await t.hand.say('wait'), 'sent');
    const rows = t.station
        .rows(
            'SELECT kind, body FROM journal' +
                " WHERE kind IN ('hand_count', 'hand_return') ORDER BY seq"
        )
        .map(r => [r.kind, JSON.parse(r.body)]);
    assert.deepEqual(
        rows.map(([kind, b]) => [kind, b.place, b.code, b.qty]),
        [
            ['hand_count', 'A-01-02', 'A-01-02', 0],
            ['hand_count', 'A-01-02', '4006381333931', 3],
            ['hand_count', '/B-07', '/B-07', 0],
            ['hand_count', '/B-07', '5901234123457', 1],
            ['hand_return', 'RMA-77', 'RMA-77', 0],
            ['hand_return', 'RMA-77', '5901234123457', 1],
        ]
    );
    await t.stop();
});

test('scans out of reach are kept and arrive in order, once, with their time', async () => {
    const t = await together('hand-away');
    await t.station.kill();
    for (let i = 0; i < 5; i++)
        await t.hand.say(i === 2 ? 'scan !BSECRET' : `scan AWAY-${i}`);
    assert.equal((await t.hand.state()).unsent, 5);
    assert.equal((await t.hand.state()).word, 'KEPT');
    await t.hand.stop('SIGKILL'); // and the hand loses power too
    const hand = (t.hand = new Hand(BIN, t.folder, 'hand-1', t.port));
    assert.equal((await hand.state()).unsent, 5);
    await t.station.start();
    assert.equal(await hand.say('wait'), 'sent');
    assert.deepEqual(
        codes(t.station),
        [0, 1, 2, 3, 4].map(i => (i === 2 ? 'badge' : `AWAY-${i}`)),
        "and a badge's number is not in the log"
    );
    await t.stop();
});

test("each handheld's figures are there to be watched", async () => {
    const t = await together('hand-figures');
    await t.hand.say('scan SEEN-1');
    assert.equal(await t.hand.say('wait'), 'sent');
    const figures = async () => (await fetch(`http://127.0.0.1:${t.station.port}/metrics`)).text();
    await until(
        'the status said so',
        async () => /^tallyman_hand_reads_total\{device="hand"\} 1$/m.test(await figures()),
        8000
    );
    const text = await figures();
    const misses = 'tallyman_hand_misses_total';
    assert.ok(text.includes(`# TYPE ${misses} counter\n${misses}{device="hand"} 0\n`));
    assert.match(text, /^tallyman_hand_unsent_scans\{device="hand"\} 0$/m);
    assert.match(text, /^tallyman_hand_battery_millivolts\{device="hand"\} [34]\d{3}$/m);
    await t.stop();
});

test('what comes too late is kept, told once and not counted', async () => {
    const t = await together('hand-late');
    await t.station.kill();
    await t.hand.say('scan OLD-1');
    await t.hand.say('scan OLD-2');
    await sleep(30500);
    await t.station.start();
    assert.equal(await t.hand.say('wait'), 'sent');
    assert.deepEqual(codes(t.station), ['OLD-1', 'OLD-2']);
    const s = await t.station.state();
    assert.deepEqual([s.notice, s.notice_text, s.tone_n], ['late', 'OLD-2', 1]);
    await until(
        'the hand says so',
        async () => (await t.hand.state()).text === 'late, not counted'
    );
    await t.stop();
});

test('a station that is there and says nothing: the scan is kept', async () => {
    const t = await together('hand-dumb');
    t.station.child.kill('SIGSTOP');
    await t.hand.say('scan DUMB-1');
    assert.equal((await t.hand.state()).word, 'READING');
    await until('it says so', async () => (await t.hand.state()).word === 'KEPT', 3000);
    t.station.child.kill('SIGCONT');
    assert.equal(await t.hand.say('wait'), 'sent');
    await t.stop();
});

test('what the hand cannot read the station reads', async () => {
    const t = await together('hand-picture', {bin: FAST}); // where it is confined
    // Low contrast and inverted: the hand looks at dark bars on light only.
    const w = 320,
        h = 240,
        pixels = Buffer.alloc(w * h, 60);
    const png = path.join(t.folder, 'code.pgm');
    const dump = execFileSync('zint', ['-b', 'CODE128', '-d', 'FROM-FAR', '--dump'], {
        encoding: 'utf8',
    })
        .split('\n')[0]
        .replaceAll(' ', '');
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

test('what is said once and not acknowledged is said again over the next link', async () => {
    const hand = new Hand(BIN, makeFolder('hand-news'), 'asker'),
        {port} = await hand.ready;
    const dial = session => {
        const socket = net.connect(port, '127.0.0.1'),
            end = new StationEnd(bytes => socket.write(Buffer.from(bytes)), session);
        socket.on('data', data => end.take([...data]));
        return {socket, end};
    };
    const meet = async session => {
        const line = dial(session);
        await until('the link is open', () => line.end.isOpen);
        line.end.say(say.hello());
        await until('its hello', () => line.end.kinds().includes(HELLO));
        return line;
    };
    const HELLO = 1,
        ASK = 11;
    let {socket, end} = await meet(9);
    await hand.say('scan %TM-MODE-PICK');
    await until('the log is said', () => end.kinds().includes(17));
    await sleep(100);
    let heard = false;
    end.take = () => {
        heard = true;
    }; // it arrives, and the answer is lost
    await hand.say('scan W-00042');
    await until('it is on its way', () => heard);
    socket.destroy();
    await until('the hand has noticed', async () => !(await hand.state()).linked);
    ({socket, end} = await meet(17));
    const asks = () =>
        end.got.filter(p => p[0] === ASK).map(p => Buffer.from(p.slice(2)).toString());
    await until('it asks again', () => asks().length > 0);
    await sleep(600);
    assert.deepEqual(asks(), ['W-00042']);
    socket.destroy();
    await hand.stop();
});

test('over a pseudo-terminal it speaks the same', async () => {
    const folder = makeFolder('hand-pty'),
        link = path.join(folder, 'tty');
    const hand = new Hand(BIN, folder, 'hand-1', 0, ['--radio', `pty:${link}`]);
    await hand.state();
    const fd = fs.openSync(link, fs.constants.O_RDWR | fs.constants.O_NOCTTY);
    const port = new tty.ReadStream(fd);
    const end = new StationEnd(bytes => fs.writeSync(fd, Buffer.from(bytes)));
    port.on('data', data => end.take([...data]));
    await until('the link is open', () => end.isOpen);
    end.say(say.hello());
    await until('its hello', () => end.kinds().includes(1));
    await hand.say('scan OVER-PTY');
    await until('the scan', () => end.scans().length > 0);
    assert.equal(end.scans()[0].text, 'OVER-PTY');
    end.say(say.taken(1));
    assert.equal(await hand.say('wait'), 'sent');
    port.destroy();
    await hand.stop();
});

test(
    'a hundred handhelds lose and double nothing while their lines are cut',
    {timeout: 280000},
    async () => {
        const count = 100,
            seconds = 60,
            folder = makeFolder('hand-hundred');
        const hands = [],
            lines = [],
            devices = [],
            said = new Map();
        let seed = 7;
        const roll = n => (seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0) % n;
        for (let i = 0; i < count; i++) {
            hands.push(new Hand(FAST, folder, `hand-${i}`));
            lines.push(new Line((await hands[i].ready).port));
            devices.push([`hand-${i}`, `tcp:127.0.0.1:${await lines[i].ready}`]);
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
                    said.get(hand.name).push(code);
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
        for (const row of station.rows(
            "SELECT body FROM journal WHERE kind = 'hand_scan' ORDER BY seq"
        )) {
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
    }
);
