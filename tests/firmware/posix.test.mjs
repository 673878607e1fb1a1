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
import {startSite} from '../kit/site.mjs';
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

test('a leased list is picked out of reach and arrives when the station is back', async () => {
    const folder = makeFolder('hand-list');
    let hand = new Hand(BIN, folder, 'picker', await freePort());
    const {port} = await hand.ready;
    const {words, state, pids, stop} = await startSite(path.join(folder, 'site'), {
        orders: 4,
        hands: [port],
    });
    await until('the handheld is linked', async () => (await hand.state()).linked);
    await hand.say('scan %TM-MODE-PICK');
    await hand.say('scan !BP0001'); // signs in, whatever the mode
    await until('the answer to the badge', async () => (await state()).person);
    const queue = await until('an order waits', async () => {
        const q = (await state()).queue;
        return q?.length && q;
    });
    await hand.say(`scan ${queue[0].order_no}`);
    let s = await until('the list is here', async () => {
        const now = await hand.state();
        return now.list && now;
    });
    assert.ok(s.place && s.item && s.left > 0, JSON.stringify(s));
    await hand.say('scan WRONG-8');
    await hand.say('wait');
    await sleep(400); // the station has said its word: the hand's own stays
    assert.equal((await hand.state()).word, 'WRONG');
    const bench = pids();
    bench.forEach(pid => process.kill(pid, 'SIGSTOP')); // out of reach
    assert.equal((await hand.say('scan WRONG-9')).split(' ')[0], 'read');
    assert.equal((await hand.state()).word, 'WRONG');
    assert.equal(await hand.say(`scan ${s.place}`), `read ${s.place}`);
    assert.equal((await hand.state()).word, 'OK');
    let picked = 0;
    for (; picked < 60; picked++) {
        s = await hand.state();
        if (!s.item)
            break;
        await hand.say(`scan ${s.item}`);
        if (picked === 0) {
            // a flat battery in the middle of it
            await hand.stop('SIGKILL');
            hand = new Hand(BIN, folder, 'picker', port);
            const after = await hand.state();
            assert.ok(
                (after.list && after.left !== s.left) || after.item !== s.item,
                'the pick before is still counted'
            );
        }
    }
    assert.ok(picked > 0);
    s = await hand.state();
    assert.ok(picked === 1 || s.word === 'ALL DONE', s.word);
    bench.forEach(pid => process.kill(pid, 'SIGCONT'));
    assert.equal(await hand.say('wait'), 'sent');
    await until('its lease is renewed', () =>
        /list_sent .* renewed=1$/m.test(
            fs.readFileSync(path.join(folder, 'site/bench-1.log'), 'utf8')
        )
    );
    const rows = new Station(folder, []).rows(
        "SELECT body, verdict FROM journal WHERE kind = 'hand_pick' ORDER BY seq",
        'bench.db',
        'site/bench-1'
    );
    assert.equal(rows.filter(r => r.verdict.startsWith('took')).length, picked);
    assert.equal(rows.at(-1).verdict, 'took_last');
    assert.deepEqual(
        [
            rows.filter(r => r.verdict === 'wrong_item').length,
            rows.filter(r => r.verdict === 'place_right').length,
        ],
        [2, 1]
    );
    assert.deepEqual(
        rows.map(r => JSON.parse(r.body).record),
        rows.map((_, i) => i + 2)
    ); // the badge was the first
    // The order is cancelled while the hand is away: back again, its list is void.
    assert.ok((await hand.state()).list);
    await hand.stop();
    const token = fs.readFileSync(path.join(folder, 'site/token'), 'utf8').trim(),
        office = words.match(/office\s+(\S+)/)[1];
    const call = async (method, where, body) =>
        (
            await fetch(new URL('api/v1/' + where, office), {
                method,
                body,
                headers: {Authorization: `Bearer ${token}`, 'Content-Type': 'application/json'},
            })
        ).json();
    const {orders} = await call('GET', 'orders');
    const ours = orders.find(o => o.order_no === queue[0].order_no);
    const told = await call('POST', `orders/${ours.order_id}/cancel`);
    assert.ok(!told.error && !told.title, JSON.stringify(told));
    hand = new Hand(BIN, folder, 'picker', port);
    assert.ok((await hand.state()).list, 'it still has it');
    await until('it is taken back', async () => !(await hand.state()).list);
    await hand.stop();
    await stop();
});

test('two hands never pick the same list, unless one takes it from the other', async () => {
    const folder = makeFolder('hand-two');
    let a = new Hand(BIN, folder, 'hand-a', await freePort()),
        b = new Hand(BIN, folder, 'hand-b', await freePort());
    const ports = [(await a.ready).port, (await b.ready).port];
    const {state, stop} = await startSite(path.join(folder, 'site'), {orders: 6, hands: ports});
    for (const hand of [a, b])
        await until('the handheld is linked', async () => (await hand.state()).linked);
    await a.say('scan !BP0001');
    await until('two orders wait', async () => (await state()).queue?.length >= 2);
    const next = async hand => {
        // the menu: PICK asks for the next in line
        await hand.say('scan %TM-MODE-SCAN');
        await hand.say('hold-left');
        await hand.say('right');
        await hand.say('pull');
        return until('a list or none', async () => {
            const s = await hand.state();
            return (s.list || s.text === 'nothing to pick now') && s;
        });
    };
    const lists = [(await next(a)).list, (await next(b)).list];
    assert.ok(lists[0] && lists[1] && lists[0] !== lists[1], `${lists}`);
    assert.equal((await state()).queue.length, 2, 'both of the bench');
    await b.say('scan %TM-MODE-PICK');
    await b.stop('SIGKILL'); // its battery is dead, and so is its memory
    fs.rmSync(path.join(folder, 'hand-b.flash'));
    b = new Hand(BIN, folder, 'hand-b', ports[1]);
    assert.equal((await next(b)).text, 'nothing to pick now', 'the one of before is lent');
    const [order] = new Station(folder, []).rows(
        `SELECT order_no FROM work WHERE shipment_id = ${lists[0]}`,
        'bench.db',
        'site/bench-1'
    );
    await b.say(`scan ${order.order_no}`);
    await until("it has the other one's list", async () => (await b.state()).list === lists[0]);
    await until('who had it is told', async () => {
        const s = await a.state();
        return !s.list && s.text === 'list taken back';
    });
    await Promise.all([a.stop(), b.stop()]);
    await stop();
});

// The sign-in changes a table that a mere record of the scan does not: here the
// one finds no room and the other would.
test('what a scan does fails to be kept: the scan is not taken either, and comes again', async () => {
    const folder = makeFolder('hand-no-room');
    const hand = new Hand(BIN, folder, 'hand-1', await freePort());
    const {state, stop} = await startSite(path.join(folder, 'site'), {
        orders: 1,
        hands: [(await hand.ready).port],
    });
    const alter = sql =>
        execFileSync('python3', [
            '-c',
            'import sqlite3,sys\nc=sqlite3.connect(sys.argv[1],timeout=10)\nc.execute(sys.argv[2])\nc.commit()',
            path.join(folder, 'site/bench-1/bench.db'),
            sql,
        ]);
    await until('the handheld is linked', async () => (await hand.state()).linked);
    alter(
        "CREATE TRIGGER no_room BEFORE INSERT ON counter WHEN NEW.name = 'person_id' BEGIN SELECT RAISE(ABORT, 'no room'); END"
    );
    await hand.say('scan !BP0001');
    await until('the hand says stop', async () => {
        const s = await hand.state();
        return s.word === 'STOP' && s.text.startsWith('disk');
    });
    assert.equal((await state()).notice, 'disk');
    await sleep(2500); // it came again
    assert.deepEqual([(await hand.state()).unsent, (await state()).person], [1, undefined]);
    alter('DROP TRIGGER no_room');
    assert.equal(await hand.say('wait'), 'sent');
    assert.ok((await state()).person);
    const rows = new Station(folder, []).rows(
        'SELECT kind FROM journal ORDER BY seq',
        'bench.db',
        'site/bench-1'
    );
    assert.deepEqual(
        rows.map(r => r.kind),
        ['sign_in']
    );
    await hand.stop();
    await stop();
});

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
            "SELECT kind, body FROM journal WHERE kind IN ('hand_count', 'hand_return') ORDER BY seq"
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
    assert.match(
        text,
        /^# TYPE tallyman_hand_misses_total counter\ntallyman_hand_misses_total\{device="hand"\} 0$/m
    );
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

test('what is said once is said again over the next link when nobody had acknowledged it', async () => {
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
