// A bench whose file went back or stands twice, a central that went back or is
// another one, a token that was withdrawn: with real programs, as seen on the
// bench's screen, on its labels and in central's exceptions.
import assert from 'node:assert/strict';
import {execFileSync} from 'node:child_process';
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

async function openOffice(folder) {
    const office = await startOffice(folder, ['bench-1']);
    await office.load('items', 'sku,name,codes\nMUG,Mug,MUG\n');
    await office.load('stock', 'sku,place,qty\nMUG,A-1,1000\n');
    office.ana = await office.must('POST', 'people',
        {name: 'Ana', role: 'supervisor', login: 'ana', badge: 'ANA'});
    return office;
}

async function openBench(folder, office) {
    const devices = new Devices();
    opened.push(devices);
    await devices.ready;
    const station = new Station(folder, [], {
        extra: `central = ${office.url}\ntoken = ${office.tokens['bench-1']}\nlease = 0\n`,
        more: `[packing]\nbox_mg = 0\n\n${devices.sections()}`});
    return new Packer(station, devices);
}

const benchFile = folder => path.join(folder, 'bench/bench.db');
const tell = (...args) => execFileSync(path.join(BIN, 'tallyman'), args, {encoding: 'utf8'});
const isUp = s => s.health.central.word === 'online' && s.health.central.unsent === 0;
const kindsOf = async office =>
    (await office.ask('GET', 'exceptions')).exceptions.map(one => one.kind);

async function shipped(office, no) {
    await until(`order ${no} is shipped at central`, async () => {
        const {found} = await office.ask('GET', `search?q=${no}`);
        const hit = found.find(one => one.kind === 'order');
        return (await office.ask('GET', `orders/${hit.id}`)).state === 'packed';
    });
}

async function packAll(packer, office, list) {
    for (const no of list) {
        await office.must('POST', 'orders', ORDER(no));
        await packer.pack(no);
        await shipped(office, no);
    }
}

test('a file that is put back begins anew, and no number is printed twice', async () => {
    const folder = makeFolder('bench-older');
    const office = await openOffice(folder);
    const packer = await openBench(folder, office);
    const {station} = packer;
    await station.start();
    await packer.signIn('ANA');
    await packAll(packer, office, ['O-1']);
    tell('backup', benchFile(folder), path.join(folder, 'copy.db'));
    await packAll(packer, office, ['O-2']);
    await office.must('POST', 'orders', ORDER('O-3'));
    await packer.scan('O-3');
    await packer.until('it is open', s => s.state === 'picking');
    await packer.until('central has it', isUp);
    await station.kill();
    tell('restore', path.join(folder, 'copy.db'), benchFile(folder));
    await station.start();
    const s = await station.state();
    assert.deepEqual([s.state, s.notice], ['signed_out', 'new_file']);
    await packer.signIn('ANA');
    await packer.until('it is let in', isUp);
    await packAll(packer, office, ['O-4']);
    assert.equal(packer.numbers().length, 3);
    await packer.scan('O-3');
    await packer.until('what it had is on hold', one => one.notice === 'on_hold');
    assert.ok((await kindsOf(office)).includes('lost'));
    assert.match(tell('verify', benchFile(folder)), /nothing is off/);
});

test('a second machine with the same file packs nothing, and both say so', async () => {
    const folder = makeFolder('bench-clone');
    const office = await openOffice(folder);
    const packer = await openBench(folder, office);
    await packer.station.start();
    await packer.signIn('ANA');
    await packAll(packer, office, ['C-1']);
    const other = await openBench(path.join(folder, 'other'), office);
    fs.mkdirSync(path.join(folder, 'other/bench'), {recursive: true});
    tell('backup', benchFile(folder), benchFile(path.join(folder, 'other')));
    await other.station.start();
    const refused = await other.until('it is refused',
        s => s.health.central.word === 'second');
    assert.match(refused.health.central.rival, /127\.0\.0\.1/);
    await other.scan('C-2');
    assert.equal((await other.station.state()).notice, 'second');
    await packer.until('the first one is told', s => s.health.central.rival);
    await packAll(packer, office, ['C-2']);
    assert.ok((await kindsOf(office)).includes('second'));
    await packer.station.kill();
    await other.signIn('ANA');
    await other.until('it is let in when the first one is silent', isUp);
    await packAll(other, office, ['C-3']);
    const numbers = [...packer.numbers(), ...other.numbers()];
    assert.equal(numbers.length, 3);
    assert.equal(new Set(numbers).size, 3);
    // The first one comes back: it is the second one now.
    await packer.station.start();
    await packer.until('it is refused', s => s.health.central.word === 'second');
});

const SPEND = `import sqlite3, sys
c = sqlite3.connect(sys.argv[1])
c.execute("UPDATE counter SET value = (SELECT value FROM counter WHERE name = 'sscc_end')" +
    " WHERE name = 'sscc_next'")
c.commit()`;

test('without numbers there is no label, until central lends some', async () => {
    const folder = makeFolder('bench-numbers');
    const office = await openOffice(folder);
    const packer = await openBench(folder, office);
    await packer.station.start();
    await packer.signIn('ANA');
    await office.must('POST', 'orders', ORDER('N-1'));
    await packer.scan('N-1');
    await packer.until('it is open', s => s.state === 'picking');
    await packer.until('central has it', isUp);
    await office.stop();
    await packer.station.kill();
    execFileSync('python3', ['-c', SPEND, benchFile(folder)]);
    await packer.station.start();
    await packer.until('it says what is missing', async s => {
        if (s.notice !== 'no_numbers')
            await packer.step(s, 'N-1');
        return s.notice === 'no_numbers';
    });
    assert.equal(packer.numbers().length, 0);
    await office.again(['--listen', new URL(office.url).host]);
    await packer.pack('N-1');
    assert.equal(packer.numbers().length, 1);
});

test('a file of another central packs nothing', async () => {
    const folder = makeFolder('bench-foreign');
    const office = await openOffice(folder);
    const packer = await openBench(folder, office);
    await packer.station.start();
    await until('it knows its central', () => packer.station.rows(
        "SELECT value FROM setting WHERE name = 'database_id'").length === 1);
    await packer.station.kill();
    fs.mkdirSync(path.join(folder, 'central'));
    const stranger = await openOffice(path.join(folder, 'central'));
    packer.station.extra = `central = ${stranger.url}\ntoken = ${stranger.tokens['bench-1']}\n`;
    await packer.station.start();
    await packer.until('it is foreign', s => s.health.central.word === 'foreign');
    await packer.scan('F-1');
    assert.equal((await packer.station.state()).notice, 'foreign');
});

test('a central that went back is read anew, and who is out is out', async () => {
    const folder = makeFolder('bench-central-back');
    const office = await openOffice(folder);
    const packer = await openBench(folder, office);
    await packer.station.start();
    await packer.signIn('ANA');
    await packAll(packer, office, ['R-1']);
    tell('backup', office.db, path.join(folder, 'copy.db'));
    await packAll(packer, office, ['R-2']);
    for (let i = 0; i < 20; i++) // the bench's feed is far ahead of the copy
        await office.must('POST', 'boxes', {code: `B-${i}`, name: 'B', tare_mg: 1});
    await until('they are here',
        () => packer.station.rows('SELECT count(*) AS n FROM box')[0].n === 20);
    await office.stop();
    tell('restore', path.join(folder, 'copy.db'), office.db);
    const again = await office.again(['--listen', new URL(office.url).host]);
    await until('its copies are the restored ones',
        () => packer.station.rows('SELECT count(*) AS n FROM box')[0].n === 0);
    await again.must('POST', 'people',
        {person_id: office.ana.person_id, is_active: false, reason: 'has left'});
    const s = await packer.until('Ana is out', one => one.state === 'signed_out');
    assert.equal(s.notice, 'not_allowed');
    assert.ok((await kindsOf(again)).includes('restored'));
});
