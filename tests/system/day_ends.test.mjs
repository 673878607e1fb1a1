// The day comes to an end whatever hangs, says what it waited for, and leaves
// no program behind.
import assert from 'node:assert/strict';
import {spawnSync} from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import test from 'node:test';
import {BIN, endAll, makeFolder, start} from '../kit/programs.mjs';

test.afterEach(endAll);

// {child, words(), until(text)} of a day in a folder of its own.
function startDay(folder, ...args) {
    const child = start('tallyman-day', ['--bin', BIN, '--folder', folder, '--orders', '30',
        '--patience', '4', ...args], {stdio: ['ignore', 'pipe', 'pipe']});
    let words = '';
    let heard = () => {};
    for (const stream of [child.stdout, child.stderr])
        stream.on('data', data => {
            words += data;
            heard();
        });
    const until = text => new Promise(resolve => {
        heard = () => words.includes(text) && resolve();
        heard();
    });
    return {child, words: () => words, until};
}

// The programs that run on files of this folder.
function running(folder, name = '') {
    const {stdout} = spawnSync('pgrep', ['-f', `^\\S*tallyman-${name}.* ${folder}/`],
        {encoding: 'utf8'});
    return stdout.split('\n').filter(Boolean).map(Number);
}

test('a central that hangs is named, and the day ends', async () => {
    const folder = makeFolder('day_hangs');
    const day = startDay(folder);
    await day.until('packing 30 orders');
    const [central] = running(folder, 'central');
    process.kill(central, 'SIGSTOP');
    assert.equal(await day.child.ended, 1);
    assert.match(day.words(), /NOT OK: given up, nothing came further/);
    assert.match(day.words(), /the day: .+, for \d+ s/);
    assert.match(day.words(), /bench-1: .+, for \d+ s/);
    assert.match(day.words(), /central runs/);
    assert.deepEqual(running(folder), []);
});

test('a bench that cannot start is told at once with its last words', async () => {
    const folder = makeFolder('day_cannot_start');
    fs.writeFileSync(path.join(folder, 'bench-1'), 'in the way of its folder');
    const day = startDay(folder);
    assert.equal(await day.child.ended, 1);
    assert.match(day.words(),
        /site: bench-1 does not answer at \S+: it has ended with status 1: \S+/);
    assert.deepEqual(running(folder), []);
});

test('who interrupts the day ends all that it started', async () => {
    const folder = makeFolder('day_interrupted');
    const day = startDay(folder);
    await day.until('packing 30 orders');
    day.child.kill('SIGINT');
    assert.equal(await day.child.ended, 130);
    assert.match(day.words(), /stopped by a signal/);
    assert.deepEqual(running(folder), []);
});
