// A running station with garbage at each of its ports: scanner, handheld,
// scale, printer, its page's addresses, and central's answers. It lives, keeps
// its journal whole, and packs an order when the garbage is over.
//
// Three seeds: two that stay and one of the day, which is printed. For longer
// runs: TALLYMAN_FUZZ_ROUNDS (80 a seed), TALLYMAN_FUZZ_SEED.
import assert from 'node:assert/strict';
import {execFileSync} from 'node:child_process';
import net from 'node:net';
import path from 'node:path';
import test from 'node:test';
import {StationEnd} from '../firmware/link.mjs';
import {Devices} from '../kit/devices.mjs';
import {Noise} from '../kit/garbage.mjs';
import {Liar} from '../kit/liar.mjs';
import {startOffice} from '../kit/office.mjs';
import {BIN, endAll, makeFolder} from '../kit/programs.mjs';
import {Station} from '../kit/station.mjs';
import {sleep, until} from '../kit/wait.mjs';

const ROUNDS = Number(process.env.TALLYMAN_FUZZ_ROUNDS ?? 80);
const SEEDS = process.env.TALLYMAN_FUZZ_SEED ? [Number(process.env.TALLYMAN_FUZZ_SEED)]
    : [1, 2, Date.now() % 1000000];
const GOOD = ['!BSUE\r', '!BANA\r', '%CONT\r', '%UNDO\r', '%HOLD\r', '%X12\r', '%REPRINT\r',
    'MUG\r', 'TEE\r', 'BOX-M\r', 'F-1\r', '0109506000134352103\x1d21SER-1\r',
    ']C10109506000134352\r', ']d2019506000134352\r', '006141411234567890\r', 'TM0000000001\r'];
const ORDER = no => ({channel: 'api', order_no: no, groups: [{name: 'Maria Exemplo',
    street: 'Rua Inventada 7', city: 'Algures', postal: '1000-001', country: 'PT'}],
lines: [{sku: 'MUG', qty: 2}, {sku: 'TEE', qty: 1}]});

const opened = [];
test.afterEach(() => {
    endAll();
    for (const site of opened.splice(0)) {
        site.liar.close();
        site.devices.close();
    }
});

async function open(name, noise) {
    const folder = makeFolder(name);
    const office = await startOffice(folder, ['bench-1']);
    await office.load('items', 'sku,name,codes\nMUG,"Caneca de esmalte é",MUG\nTEE,Tee,TEE\n');
    await office.load('stock', 'sku,place,qty\nMUG,A-1,1000\nTEE,A-2,1000\n');
    for (const [who, badge] of [['Sue', 'SUE'], ['Ana', 'ANA']])
        await office.must('POST', 'people', {name: who + ' é'.repeat(40), role: 'supervisor',
            login: badge.toLowerCase(), badge});
    await office.must('POST', 'boxes', {code: 'BOX-M', name: 'Box', tare_mg: 1000});
    const liar = new Liar(office.url, noise);
    const devices = new Devices();
    await Promise.all([liar.ready, devices.ready]);
    const station = new Station(folder, [], {
        extra: `central = ${liar.url}\ntoken = ${office.tokens['bench-1']}\nlease = 2\n`,
        more: `[packing]\nbox_mg = 0\n\n${devices.sections()}`});
    const site = {folder, office, liar, devices, station, noise};
    opened.push(site);
    await station.start();
    return site;
}

const page = site => `http://127.0.0.1:${site.station.port}`;

async function post(site, where, body) {
    const answer = await fetch(`${page(site)}/bench/${where}`, {method: 'POST', body,
        headers: {'Content-Type': 'application/json', 'Sec-Fetch-Site': 'same-origin'}});
    return {status: answer.status, text: await answer.text()};
}

const scan = (site, code) => post(site, 'scan', JSON.stringify({code}));

function rawRequest(site, bytes) {
    return new Promise(resolve => {
        const socket = net.connect(site.station.port, '127.0.0.1', () => {
            socket.write(bytes);
            setTimeout(() => socket.destroy(), 20);
        });
        socket.on('error', () => {}).on('close', resolve).resume();
    });
}

// A handheld at its wire: good frames around whatever.
function handOf(site) {
    const {devices, noise} = site;
    const end = new StationEnd(bytes => devices.hand.say(Buffer.from(bytes)), 1 + noise.below(200));
    devices.hand.hear = bytes => end.take(bytes);
    const name = [...Buffer.from('hand-1')];
    return {
        hello: () => end.say([1, 1, 0, ...sized(name), 1, 0x31, 1, 0, 0, 0, 7, 0, 0, 0, 0, 1]),
        garbage: () => end.say([1 + noise.below(19), ...noise.bytes(100)]),
        // A scan with its number: journal 7, of bytes that are no text.
        scan: n => end.say([2, n, 0, 0, 0, ...new Array(8).fill(0), 0, noise.below(4),
            noise.below(40), 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, ...sized(noise.bytes(20)),
            ...sized(noise.bytes(60))]),
        ask: () => end.say([11, ...sized(noise.spoiled('F-1').subarray(0, 63))]),
    };
}

const sized = bytes => [bytes.length, ...bytes];

const READINGS = ['S S       0.5 g\r\n', 'S D   99999.9 kg\r\n', 'ES\r\n',
    'S S  -99999999999999999999 g\r\n', 'S I\r\n'];
const STATUS = '\x02030,0,0,1218,000,0,0,0,000,0,0,0\x03\r\n\x021234,0\x03\r\n';
const REQUEST = 'POST /bench/scan HTTP/1.1\r\nHost: 127.0.0.1\r\nSec-Fetch-Site: same-origin\r\n' +
    'Content-Type: application/json\r\nContent-Length: 14\r\n\r\n{"code":"MUG"}';

function disturb({devices, noise}, hand, n) {
    const line = noise.pick(devices.all());
    devices.scanner.say(noise.chance(2) ? noise.pick(GOOD) : noise.spoiled(noise.pick(GOOD)));
    devices.scale.say(noise.spoiled(noise.pick(READINGS)));
    devices.printer.say(noise.spoiled(STATUS));
    noise.pick([hand.hello, hand.garbage, () => hand.scan(1 + (n & 255)), hand.ask])();
    line.say(noise.bytes(600));
    if (noise.chance(10))
        line.say(Buffer.alloc(30000, noise.below(256)));
    if (noise.chance(25))
        noise.pick(devices.all()).cut();
}

async function round(site, hand, n) {
    const {noise} = site;
    disturb(site, hand, n);
    if (noise.chance(6)) // something for central to tell
        await site.office.ask('POST', 'boxes', {code: `B-${n % 5}`, name: `Box ${n}`, tare_mg: n});
    const body = noise.pick([{code: 'MUG'}, {pin: '1234'}, {code: '%CONT'}]);
    const where = noise.pick(['scan', 'pin', 'take-over', 'scan?x=%00', '..%2f', 'state']);
    const said = await post(site, where, noise.chance(2) ? JSON.stringify(noise.lie(body))
        : noise.spoiled(JSON.stringify(body))).catch(() => null);
    assert.ok(!said || said.status < 500, `${where}: ${said?.status} ${said?.text}`);
    await rawRequest(site, noise.spoiled(REQUEST));
}

function isAlive(site) {
    const {child} = site.station;
    assert.equal(child.exitCode ?? child.signalCode, null,
        `the station ended: ${site.station.logText().slice(-3000)}`);
}

async function garbage(site, mode) {
    const hand = handOf(site);
    hand.hello();
    site.liar.mode = mode;
    for (let n = 0; n < ROUNDS; n++) {
        await round(site, hand, n);
        isAlive(site);
    }
    await sleep(300); // what is on its way arrives
    site.liar.mode = 'true';
    for (const line of site.devices.all())
        line.cut(); // half a line, half a frame
    isAlive(site);
}

const journal = site => execFileSync(path.join(BIN, 'tallyman'),
    ['verify', path.join(site.folder, 'bench/bench.db')], {encoding: 'utf8'});

// What a person does next with what the screen shows.
async function act(site, no) {
    const s = await site.station.state();
    site.devices.scale.grams = s.state === 'weighing' && s.weigh?.look !== 'not_cleared' ? 500 : 0;
    const codes = {
        signed_out: '!BSUE', pin: '!BSUE', ready: no, done: no, void: no,
        picking: s.line?.item?.sku ?? '%CONT', unpacking: 'MUG', labelling: s.parcel?.tracking,
        weighing: s.weigh?.is_judged ? '%CONT' : null, empty: '%CONT',
    };
    if (s.state === 'unpacking')
        codes.unpacking = (s.lines.find(one => one.done > one.want) ?? s.lines[0]).item.sku;
    if (codes[s.state] !== null && codes[s.state] !== undefined)
        await scan(site, codes[s.state]);
    return s;
}

async function packOne(site, no) {
    await site.office.must('POST', 'orders', ORDER(no));
    let last;
    await until(`order ${no} is packed`, async () => {
        last = await act(site, no);
        isAlive(site);
        return last.state === 'done' && last.order.order_no === no;
    }).catch(error => assert.fail(`${error.message}: ${JSON.stringify(last)}\n` +
        site.station.logText().slice(-3000)));
    await until(`order ${no} is shipped at central`, async () => {
        const {found} = await site.office.ask('GET', `search?q=${no}`);
        const hit = found.find(one => one.kind === 'order');
        last = await site.office.ask('GET', `orders/${hit.id}`);
        return last.state === 'shipped';
    }).catch(error => assert.fail(`${error.message}: ${JSON.stringify(last)}`));
}

async function close(site) {
    await site.station.kill('SIGTERM');
    assert.equal(await site.office.stop(), 0);
}

for (const seed of SEEDS)
    test(`garbage at every port, seed ${seed}`, {timeout: 600000}, async () => {
        const site = await open(`fuzz-station-${seed}`, new Noise(seed));
        for (let n = 0; n < 3; n++)
            await site.office.must('POST', 'orders', ORDER(`F-${n}`));
        await garbage(site, 'broken');
        await packOne(site, 'LAST');
        // Answers that lie are believed, and still nothing falls over.
        await garbage(site, 'lying');
        assert.match(journal(site), /nothing is off/);
        await site.station.kill();
        await site.station.start();
        assert.match(journal(site), /nothing is off/);
        await close(site);
    });
