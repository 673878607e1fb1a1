// Stopped under load: both programs end in order whenever they are told to,
// and what was answered as kept is kept.
//
// STOP_RUNS=40 for a longer look.
import assert from 'node:assert/strict';
import net from 'node:net';
import test from 'node:test';
import {openCentral} from '../kit/central.mjs';
import {endAll, makeFolder} from '../kit/programs.mjs';
import {Station} from '../kit/station.mjs';
import {sleep} from '../kit/wait.mjs';

const RUNS = Number(process.env.STOP_RUNS ?? 10);
const WRITERS = 16;

test.afterEach(endAll);

// Asks again and again until the program is gone.
async function goOn(state, ask) {
    while (!state.isOver)
        try {
            await ask();
        } catch (error) {
            if (error instanceof assert.AssertionError)
                throw error;
            return; // the program is gone
        }
}

// Connections that begin a request and never end it.
function halfOpen(url, count) {
    const {hostname, port} = new URL(url);
    return Array.from({length: count}, () => {
        const socket = net.connect(Number(port), hostname, () => socket.write('GET / HT'));
        return socket.on('error', () => {});
    });
}

const json = {'Content-Type': 'application/json'};

function writeBoxes(central, state, kept) {
    let n = 0;
    const headers = {...json, Authorization: `Bearer ${central.tokens.program}`};
    return Array.from({length: WRITERS}, (_, writer) => goOn(state, async () => {
        const code = `S${writer}-${n++}`;
        const answer = await fetch(new URL('/api/v1/boxes', central.url), {method: 'POST', headers,
            body: JSON.stringify({code, name: code, tare_mg: 1000})});
        await answer.text();
        assert.ok([200, 201, 503].includes(answer.status), `${answer.status}`);
        if (answer.status < 300)
            kept.push(code);
    }));
}

const signIn = (central, state) => goOn(state, async () => {
    const answer = await fetch(new URL('/api/v1/session', central.url), {method: 'POST',
        headers: {...json, Origin: central.url.replace(/\/$/, '')},
        body: JSON.stringify({login: 'l', password: 'wrong and wrong again'})});
    const said = `${answer.status} ${await answer.text()}`;
    assert.ok([403, 429, 503].includes(answer.status), said);
});

test('central ends in order while benches and pages write', async () => {
    const folder = makeFolder('stop-central');
    const kept = [];
    for (let run = 0; run < RUNS; run++) {
        const central = await openCentral(folder);
        const state = {isOver: false};
        const open = halfOpen(central.url, 20);
        const all = [...writeBoxes(central, state, kept), signIn(central, state)];
        await sleep(60 + 37 * (run % 5));
        assert.equal(await central.stop(), 0, `run ${run}`);
        state.isOver = true;
        await Promise.all(all);
        open.forEach(socket => socket.destroy());
    }
    const central = await openCentral(folder);
    const headers = {Authorization: `Bearer ${central.tokens.program}`};
    const {boxes} = await (await fetch(new URL('/api/v1/boxes', central.url), {headers})).json();
    const have = new Set(boxes.map(box => box.code));
    assert.deepEqual(kept.filter(code => !have.has(code)), []);
    assert.ok(kept.length > RUNS, `${kept.length} were kept`);
    assert.equal(await central.stop(), 0);
});

// Sends the next request before the answer to the last one is there, as a
// proxy does: when the end comes, some are always held for the commit. Counts
// in done what was answered as kept.
function writeAhead(central, name, done) {
    const ahead = 4;
    let n = 0;
    const next = () => {
        const code = `${name}-${n++}`;
        const body = JSON.stringify({code, name: code, tare_mg: 1000});
        return 'POST /api/v1/boxes HTTP/1.1\r\nHost: localhost\r\n' +
            `Authorization: Bearer ${central.tokens.program}\r\n` +
            `Content-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n${body}`;
    };
    const some = count => Array.from({length: count}, next).join('');
    const {hostname, port} = new URL(central.url);
    const socket = net.connect(Number(port), hostname, () => socket.write(some(ahead)));
    socket.on('data', data => {
        const answers = data.toString('latin1').match(/HTTP\/1\.1 \d+/g) ?? [];
        done.count += answers.filter(answer => answer.endsWith('200')).length;
        socket.write(some(answers.length));
    });
    return socket.on('error', () => {});
}

test('central ends in order while what is sent ahead waits for a commit', async () => {
    for (let run = 0; run < RUNS; run++) {
        const folder = makeFolder('stop-ahead'); // a small file each time
        const done = {count: 0};
        const central = await openCentral(folder);
        const all = Array.from({length: 48},
            (_, i) => writeAhead(central, `${run}-${i}`, done));
        await sleep(80 + 23 * (run % 7));
        assert.equal(await central.stop(), 0, `run ${run}`);
        all.forEach(socket => socket.destroy());
        assert.ok(done.count > 10, `run ${run}: ${done.count} were answered`);
        const again = await openCentral(folder);
        const {boxes} = await (await fetch(new URL('/api/v1/boxes', again.url), {
            headers: {Authorization: `Bearer ${again.tokens.program}`}})).json();
        assert.ok(boxes.length >= done.count, `run ${run}: ${boxes.length} of ${done.count}`);
        assert.equal(await again.stop(), 0);
    }
});

test('a bench ends in order while pages watch and scan', async () => {
    const station = new Station(makeFolder('stop-bench'), []);
    for (let run = 0; run < RUNS; run++) {
        await station.start();
        const url = `http://127.0.0.1:${station.port}`;
        const state = {isOver: false};
        const watch = () => goOn(state, async () => (await fetch(`${url}/events`)).text());
        const scan = () => goOn(state, async () => {
            const answer = await fetch(`${url}/bench/scan`, {method: 'POST',
                headers: {...json, Origin: url}, body: '{"code":"2000000000015"}'});
            await answer.text();
            assert.equal(answer.status, 200);
        });
        const all = [watch(), watch(), watch(), ...Array.from({length: 8}, scan)];
        await sleep(60 + 37 * (run % 5));
        station.child.kill('SIGTERM');
        assert.equal(await station.ended, 0, station.logText());
        state.isOver = true;
        await Promise.all(all);
    }
});
