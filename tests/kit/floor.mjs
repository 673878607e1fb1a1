// floor.mjs - one bench with simulated devices, its central, and a person at it.
//
//     const floor = await openFloor('name', {between: url => liar.url});
//     await floor.scan('!BSUE');          // as typed on the page
//     await floor.pack('A-1');            // placed, packed, and at central
//     floor.isAlive();                    // or the test fails with its log
//     await floor.close();                // both programs end well
//
// Items MUG and TEE, a box BOX-M, supervisors !BSUE and !BANA. endFloors takes
// away what a failed test left behind.
import assert from 'node:assert/strict';
import {execFileSync} from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import {Devices} from './devices.mjs';
import {orderOf, startOffice} from './office.mjs';
import {BIN, endAll, makeFolder} from './programs.mjs';
import {Station} from './station.mjs';
import {until} from './wait.mjs';

const opened = [];

export function endFloors() {
    endAll();
    for (const floor of opened.splice(0))
        floor.devices.close();
}

const ORDER = no => orderOf(no, [{sku: 'MUG', qty: 2}, {sku: 'TEE', qty: 1}]);

async function fill(office) {
    await office.load('items', 'sku,name,codes\nMUG,"Caneca de esmalte é",MUG\nTEE,Tee,TEE\n');
    await office.load('stock', 'sku,place,qty\nMUG,A-1,1000\nTEE,A-2,1000\n');
    for (const [who, badge] of [['Sue', 'SUE'], ['Ana', 'ANA']])
        await office.must('POST', 'people', {name: who + ' é'.repeat(40), role: 'supervisor',
            login: badge.toLowerCase(), badge});
    await office.must('POST', 'boxes', {code: 'BOX-M', name: 'Box', tare_mg: 1000});
}

// What is scanned next for what the screen shows; nothing: wait.
function nextCode(s, no) {
    if (s.state === 'unpacking')
        return (s.lines.find(one => one.done > one.want) ?? s.lines[0]).item.sku;
    return {
        signed_out: '!BSUE', pin: '!BSUE', ready: no, done: no, void: no, empty: '%CONT',
        picking: s.line?.item?.sku ?? '%CONT', labelling: s.parcel?.tracking,
        weighing: s.weigh?.is_judged ? '%CONT' : undefined,
    }[s.state];
}

class Floor {
    constructor(folder, office, devices, station) {
        Object.assign(this, {folder, office, devices, station});
        this.journal = path.join(folder, 'bench/bench.db');
    }
    async post(where, body) {
        const answer = await fetch(`http://127.0.0.1:${this.station.port}/bench/${where}`, {
            method: 'POST', body,
            headers: {'Content-Type': 'application/json', 'Sec-Fetch-Site': 'same-origin'},
        });
        return {status: answer.status, text: await answer.text()};
    }
    scan(code) {
        return this.post('scan', JSON.stringify({code}));
    }
    place(no) {
        return this.office.must('POST', 'orders', ORDER(no));
    }
    isAlive() {
        const {child} = this.station;
        assert.equal(child.exitCode ?? child.signalCode, null,
            `the station ended: ${this.station.logText().slice(-3000)}`);
    }
    verify() {
        const said = execFileSync(path.join(BIN, 'tallyman'), ['verify', this.journal]);
        assert.match(String(said), /nothing is off/);
    }
    // One thing that a person does; what the screen showed before.
    async act(no) {
        const s = await this.station.state();
        const isCleared = s.state === 'weighing' && s.weigh?.look !== 'not_cleared';
        this.devices.scale.grams = isCleared ? 500 : 0;
        const code = nextCode(s, no);
        if (code !== undefined)
            await this.scan(code);
        return s;
    }
    async packHere(no) {
        let last;
        await until(`order ${no} is packed`, async () => {
            last = await this.act(no);
            this.isAlive();
            return last.state === 'done' && last.order.order_no === no;
        }).catch(error => assert.fail(`${error.message}: ${JSON.stringify(last)}\n` +
            this.station.logText().slice(-3000)));
    }
    async isPacked(no) {
        let last;
        await until(`order ${no} is packed at central`, async () => {
            const {found} = await this.office.ask('GET', `search?q=${no}`);
            const hit = found.find(one => one.kind === 'order');
            last = await this.office.ask('GET', `orders/${hit.id}`);
            return last.state === 'packed';
        }).catch(error => assert.fail(`${error.message}: ${JSON.stringify(last)}`));
        return last;
    }
    async pack(no) {
        await this.place(no);
        await this.packHere(no);
        return this.isPacked(no);
    }
    async close() {
        await this.station.kill('SIGTERM');
        assert.equal(await this.office.stop(), 0);
    }
}

// between: who stands between the bench and central, by central's address; packing: more lines of
// the station's section of that name; central: lines of central's.
export async function openFloor(name, {between = url => url, packing = '', central = ''} = {}) {
    const folder = makeFolder(name);
    const config = path.join(folder, 'central.ini');
    fs.writeFileSync(config, `[central]\n${central}\n`);
    const office = await startOffice(folder, ['bench-1'], ['--config', config]);
    await fill(office);
    const devices = new Devices();
    await devices.ready;
    const url = await between(office.url);
    const station = new Station(folder, [], {
        extra: `central = ${url}\ntoken = ${office.tokens['bench-1']}\nlease = 2\n`,
        more: `[packing]\nbox_mg = 0\n${packing}\n${devices.sections()}`});
    const floor = new Floor(folder, office, devices, station);
    opened.push(floor);
    await station.start();
    return floor;
}
