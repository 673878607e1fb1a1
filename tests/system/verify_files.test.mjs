// What `tallyman verify` says of central's file beside that of a bench, after
// one of them went back and before anybody has mended it; and that nothing is
// off when the programs have spoken.
import assert from 'node:assert/strict';
import {spawnSync} from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import test from 'node:test';
import {Devices} from '../kit/devices.mjs';
import {orderOf, startOffice} from '../kit/office.mjs';
import {Packer} from '../kit/packer.mjs';
import {BIN, endAll, makeFolder} from '../kit/programs.mjs';
import {Station} from '../kit/station.mjs';
import {until} from '../kit/wait.mjs';

const ORDER = no => orderOf(no, [{sku: 'MUG', qty: 1}]);

const opened = [];
test.afterEach(() => {
    endAll();
    for (const devices of opened.splice(0))
        devices.close();
});

async function openSite(name) {
    const folder = makeFolder(name);
    const office = await startOffice(folder, ['bench-1']);
    await office.load('items', 'sku,name,codes\nMUG,Mug,MUG\n');
    await office.load('stock', 'sku,place,qty\nMUG,A-1,1000\n');
    await office.must('POST', 'people',
        {name: 'Ana', role: 'supervisor', login: 'ana', badge: 'ANA'});
    const devices = new Devices();
    opened.push(devices);
    await devices.ready;
    const station = new Station(folder, [], {
        extra: `central = ${office.url}\ntoken = ${office.tokens['bench-1']}\nlease = 0\n`,
        more: `[packing]\nbox_mg = 0\n\n${devices.sections()}`});
    const packer = new Packer(station, devices);
    await station.start();
    await packer.signIn('ANA');
    return {folder, office, packer, station, bench: path.join(folder, 'bench/bench.db')};
}

const isUp = s => s.health.central.word === 'online' && s.health.central.unsent === 0;

async function pack({office, packer}, no) {
    await office.must('POST', 'orders', ORDER(no));
    await packer.pack(no);
    await packer.until(`central has ${no}`, isUp);
}

function tell(...args) {
    const done = spawnSync(path.join(BIN, 'tallyman'), args, {encoding: 'utf8'});
    return {code: done.status, said: done.stdout + done.stderr};
}

function mustTell(...args) {
    const {code, said} = tell(...args);
    assert.equal(code, 0, said);
    return said;
}

test('what central confirmed and lost is named, and is handed over again', async () => {
    const site = await openSite('verify-central');
    const {folder, office, bench} = site;
    await pack(site, 'V-1');
    assert.match(mustTell('verify', office.db, bench), /nothing is off/);
    mustTell('backup', office.db, path.join(folder, 'copy.db'));
    await pack(site, 'V-2');
    await office.stop();
    mustTell('restore', path.join(folder, 'copy.db'), office.db);
    const {code, said} = tell('verify', office.db, bench);
    assert.equal(code, 1);
    assert.match(said, /bench\.db: event \d+ was confirmed by central and is not there/);
    assert.match(mustTell('verify', `${office.db}.before-1`, bench), /nothing is off/);
    const again = await office.again(['--listen', new URL(office.url).host]);
    await until('all is handed over', () => tell('verify', office.db, bench).code === 0);
    const {exceptions} = await again.ask('GET', 'exceptions');
    assert.ok(exceptions.some(one => one.kind === 'orphan' && one.note.includes('V-2')));
});

// By hand, in place and with its mark: the one way that the file cannot see.
test('a bench that is older than what it told is named, and begins anew', async () => {
    const site = await openSite('verify-bench');
    const {folder, office, packer, station, bench} = site;
    await pack(site, 'W-1');
    await station.kill('SIGTERM');
    const kept = ['bench.db', 'bench.db-mark'].map(name =>
        [path.join(folder, 'bench', name), fs.readFileSync(path.join(folder, 'bench', name))]);
    await station.start();
    await packer.signIn('ANA');
    await pack(site, 'W-2');
    await station.kill('SIGTERM');
    assert.match(mustTell('verify', office.db, bench), /nothing is off/);
    for (const [name, bytes] of kept)
        fs.writeFileSync(name, bytes);
    const {code, said} = tell('verify', office.db, bench);
    assert.equal(code, 1);
    assert.match(said, /bench\.db ends at event \d+ and central has up to \d+/);
    await station.start();
    await packer.until('it begins anew', s => s.notice === 'new_file');
    await packer.signIn('ANA');
    await packer.until('it is let in', isUp);
    await pack(site, 'W-3');
    assert.equal(packer.numbers().length, 3);
    await until('both agree', () => tell('verify', office.db, bench).code === 0);
});

// Nobody told it: a file that is another than the program left says so itself.
test('central sees that an older file was put under its name by hand', async () => {
    const folder = makeFolder('verify-by-hand');
    const office = await startOffice(folder, ['bench-1']);
    const copy = path.join(folder, 'copy.db');
    mustTell('backup', office.db, copy);
    await office.stop();
    fs.copyFileSync(copy, office.db);
    const again = await office.again();
    const {exceptions} = await again.ask('GET', 'exceptions');
    assert.deepEqual(exceptions.map(one => one.kind), ['restored']);
    assert.match(exceptions[0].note, /^Central's file is a copy, or an older one was put back/);
    await again.stop();
    const same = await office.again();
    assert.equal((await same.ask('GET', 'exceptions')).exceptions.length, 1);
    assert.equal(await same.stop(), 0);
});
