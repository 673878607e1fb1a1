// Handhelds at a whole site: lists that are leased, picked and handed back.
import assert from 'node:assert/strict';
import {execFileSync} from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import test from 'node:test';
import {freePort} from '../kit/ports.mjs';
import {Hand} from '../kit/hand.mjs';
import {BIN, endAll, makeFolder} from '../kit/programs.mjs';
import {startSite} from '../kit/site.mjs';
import {Station} from '../kit/station.mjs';
import {sleep, until} from '../kit/wait.mjs';

test.afterEach(endAll);

function picksOf(folder) {
    const query = "SELECT body, verdict FROM journal WHERE kind = 'hand_pick' ORDER BY seq";
    return new Station(folder, []).rows(query, 'bench.db', 'site/bench-1');
}

async function cancel(folder, words, orderNo) {
    const token = fs.readFileSync(path.join(folder, 'site/token'), 'utf8').trim();
    const office = words.match(/office\s+(\S+)/)[1];
    const headers = {Authorization: `Bearer ${token}`, 'Content-Type': 'application/json'};
    const call = async (method, where, body) =>
        (await fetch(new URL('api/v1/' + where, office), {method, headers, body})).json();
    const {orders} = await call('GET', 'orders');
    const ours = orders.find(o => o.order_no === orderNo);
    const told = await call('POST', `orders/${ours.order_id}/cancel`,
        JSON.stringify({reason: 'customer_asked'}));
    assert.ok(!told.error && !told.title, JSON.stringify(told));
}

const isRenewed = folder =>
    /list_sent .* renewed=1$/m.test(
        fs.readFileSync(path.join(folder, 'site/bench-1.log'), 'utf8')
    );

// Picks all that is left of the list. The battery is flat after the first one, so there is
// another hand afterwards.
async function pickAll(hand, flat) {
    for (let picked = 0; picked < 60; picked++) {
        const s = await hand.state();
        if (!s.item)
            return [hand, picked];
        await hand.say(`scan ${s.item}`);
        if (picked > 0)
            continue;
        hand = await flat(hand);
        const after = await hand.state();
        const isCounted = (after.list && after.left !== s.left) || after.item !== s.item;
        assert.ok(isCounted, 'the pick before is still counted');
    }
    return [hand, 60];
}

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
    let picked;
    [hand, picked] = await pickAll(hand, async one => {
        await one.stop('SIGKILL');
        return new Hand(BIN, folder, 'picker', port);
    });
    assert.ok(picked > 0);
    s = await hand.state();
    assert.ok(picked === 1 || s.word === 'ALL DONE', s.word);
    bench.forEach(pid => process.kill(pid, 'SIGCONT'));
    assert.equal(await hand.say('wait'), 'sent');
    await until('its lease is renewed', () => isRenewed(folder));
    const rows = picksOf(folder);
    assert.equal(rows.filter(r => r.verdict.startsWith('took')).length, picked);
    assert.equal(rows.at(-1).verdict, 'took_last');
    assert.equal(rows.filter(r => r.verdict === 'wrong_item').length, 2);
    assert.equal(rows.filter(r => r.verdict === 'place_right').length, 1);
    const records = rows.map(r => JSON.parse(r.body).record);
    assert.deepEqual(records, rows.map((_, i) => i + 2)); // the badge was the first
    // The order is cancelled while the hand is away: back again, its list is void.
    assert.ok((await hand.state()).list);
    await hand.stop();
    await cancel(folder, words, queue[0].order_no);
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
test('a scan whose doing is not kept is not taken either, and comes again', async () => {
    const folder = makeFolder('hand-no-room');
    const hand = new Hand(BIN, folder, 'hand-1', await freePort());
    const {state, stop} = await startSite(path.join(folder, 'site'), {
        orders: 1,
        hands: [(await hand.ready).port],
    });
    const alter = sql =>
        execFileSync('python3', [
            '-c',
            'import sqlite3,sys\n' +
                'c=sqlite3.connect(sys.argv[1],timeout=10)\n' +
                'c.execute(sys.argv[2])\nc.commit()',
            path.join(folder, 'site/bench-1/bench.db'),
            sql,
        ]);
    await until('the handheld is linked', async () => (await hand.state()).linked);
    alter(
        'CREATE TRIGGER no_room BEFORE INSERT ON counter' +
            " WHEN NEW.name = 'person_id' BEGIN SELECT RAISE(ABORT, 'no room'); END"
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
