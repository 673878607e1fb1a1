// A running station with garbage at each of its ports: scanner, handheld,
// scale, printer, its page's addresses, and central's answers. It lives, keeps
// its journal whole, and packs an order when the garbage is over.
//
// Three seeds: two that stay and one of the day, which is printed. For longer
// runs: TALLYMAN_FUZZ_ROUNDS (80 a seed), TALLYMAN_FUZZ_SEED.
import assert from 'node:assert/strict';
import net from 'node:net';
import test from 'node:test';
import {StationEnd} from '../firmware/link.mjs';
import {endFloors, openFloor} from '../kit/floor.mjs';
import {Noise} from '../kit/garbage.mjs';
import {Liar} from '../kit/liar.mjs';
import {sleep} from '../kit/wait.mjs';

const ROUNDS = Number(process.env.TALLYMAN_FUZZ_ROUNDS ?? 80);
const SEEDS = process.env.TALLYMAN_FUZZ_SEED ? [Number(process.env.TALLYMAN_FUZZ_SEED)]
    : [1, 2, Date.now() % 1000000];
const GOOD = ['!BSUE\r', '!BANA\r', '%CONT\r', '%UNDO\r', '%HOLD\r', '%X12\r', '%REPRINT\r',
    '%WHY-2\r', 'MUG\r', 'TEE\r', 'BOX-M\r', 'F-1\r', '0109506000134352103\x1d21SER-1\r',
    ']C10109506000134352\r', ']d2019506000134352\r', '006141411234567890\r', 'TM0000000001\r'];

let liar;
test.afterEach(() => {
    endFloors();
    liar?.close();
});

async function open(name, noise) {
    const floor = await openFloor(name, {between: async url => {
        liar = new Liar(url, noise);
        await liar.ready;
        return liar.url;
    }});
    return Object.assign(floor, {noise, liar});
}

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
    const said = await site.post(where, noise.chance(2) ? JSON.stringify(noise.lie(body))
        : noise.spoiled(JSON.stringify(body))).catch(() => null);
    assert.ok(!said || said.status < 500, `${where}: ${said?.status} ${said?.text}`);
    await rawRequest(site, noise.spoiled(REQUEST));
}

async function garbage(site, mode) {
    const hand = handOf(site);
    hand.hello();
    site.liar.mode = mode;
    for (let n = 0; n < ROUNDS; n++) {
        await round(site, hand, n);
        site.isAlive();
    }
    await sleep(300); // what is on its way arrives
    site.liar.mode = 'true';
    for (const line of site.devices.all())
        line.cut(); // half a line, half a frame
    site.isAlive();
}

for (const seed of SEEDS)
    test(`garbage at every port, seed ${seed}`, {timeout: 600000}, async () => {
        const site = await open(`fuzz-station-${seed}`, new Noise(seed));
        for (let n = 0; n < 3; n++)
            await site.place(`F-${n}`);
        await garbage(site, 'broken');
        await site.pack('LAST');
        // Answers that lie are believed, and still nothing falls over.
        await garbage(site, 'lying');
        site.verify();
        await site.station.kill();
        await site.station.start();
        site.verify();
        await site.close();
    });
