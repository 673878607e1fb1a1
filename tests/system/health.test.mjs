// What /health says while nothing can be written, and when it can again: of both
// programs, by taking away from them the right to write files.
import assert from 'node:assert/strict';
import {execFileSync} from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import test from 'node:test';
import {openCentral} from '../kit/central.mjs';
import {BIN, endAll, makeFolder} from '../kit/programs.mjs';
import {Station} from '../kit/station.mjs';
import {until} from '../kit/wait.mjs';

test.afterEach(endAll);

// A folder of programs that live when a write is refused, instead of dying of
// the signal that a limit sends.
function unkilled(folder) {
    const bin = path.join(folder, 'bin');
    fs.mkdirSync(bin);
    for (const name of ['tallyman-central', 'tallyman-station'])
        fs.writeFileSync(path.join(bin, name),
            `#!/bin/sh\ntrap '' XFSZ\nexec ${path.join(BIN, name)} "$@"\n`, {mode: 0o755});
    return bin;
}

const limit = (child, bytes) => execFileSync('prlimit',
    ['--pid', String(child.pid), `--fsize=${bytes}:unlimited`]);

async function comesAndGoes(url, child) {
    const says = async status => {
        const answer = await fetch(new URL('/health', url));
        const body = await answer.json();
        return answer.status === status && body;
    };
    assert.equal((await until('all is well', () => says(200))).status, 'ok');
    limit(child, 4096);
    const wrong = await until('it says what is wrong', () => says(503));
    assert.equal(wrong.status, 'wrong');
    assert.ok(wrong.why.length > 5, wrong.why);
    limit(child, 'unlimited');
    assert.equal((await until('all is well again', () => says(200))).why, '');
}

test('central says so while nothing can be kept', async () => {
    const folder = makeFolder('health-central');
    const central = await openCentral(folder, {bin: unkilled(folder)});
    let n = 0;
    const write = async () => (await fetch(new URL('/api/v1/boxes', central.url), {method: 'POST',
        headers: {'Content-Type': 'application/json',
            Authorization: `Bearer ${central.tokens.program}`},
        body: JSON.stringify({code: `B${n++}`, name: 'A box', tare_mg: 1000})})).status;
    assert.equal(await write(), 200);
    limit(central.child, 4096);
    const refused = await write();
    assert.ok(refused >= 500, `${refused}`);
    limit(central.child, 'unlimited');
    await comesAndGoes(central.url, central.child);
    assert.equal(await write(), 200);
    assert.equal(await central.stop(), 0);
});

test('a bench says so, on its page too', async () => {
    const folder = makeFolder('health-bench');
    const station = new Station(folder, [], {bin: unkilled(folder)});
    await station.start();
    await comesAndGoes(`http://127.0.0.1:${station.port}`, station.child);
    limit(station.child, 4096);
    const {disk} = await until('the page says so',
        async () => {
            const state = await station.state();
            return state.health.disk && state.health;
        });
    assert.ok(disk.length > 5, disk);
    await station.kill('SIGTERM');
});
