// packer.mjs - who packs at a station: does what its screen asks for.
//
//     const packer = new Packer(station, devices);    // kit/station.mjs, kit/devices.mjs
//     await packer.signIn('ANA');
//     await packer.scan('A-1');
//     await packer.until('it is open', s => s.state === 'picking');
//     await packer.pack('A-1');           // from the first scan to the last
//     packer.numbers()                    // SSCC of all labels that came out
import assert from 'node:assert/strict';
import {until} from './wait.mjs';

const SSCC = /00(\d{18})/g;

export class Packer {
    constructor(station, devices) {
        Object.assign(this, {station, devices});
    }
    async post(where, body) {
        const answer = await fetch(`http://127.0.0.1:${this.station.port}/bench/${where}`, {
            method: 'POST', body: JSON.stringify(body),
            headers: {'Content-Type': 'application/json', 'Sec-Fetch-Site': 'same-origin'}});
        assert.equal(answer.status, 200, await answer.text());
    }
    scan(code) {
        return this.post('scan', {code});
    }
    async until(what, check, ms) {
        let last;
        await until(what, async () => {
            last = await this.station.state();
            return check(last);
        }, ms).catch(error => assert.fail(`${error.message}: ${JSON.stringify(last)}\n` +
            this.station.logText().slice(-3000)));
        return last;
    }
    // A badge is not known before central has told of its person.
    async signIn(badge) {
        await this.until(`${badge} is signed in`, async s => {
            if (s.state === 'signed_out')
                await this.scan('!B' + badge);
            return s.state === 'ready';
        });
    }
    async step(s, order) {
        this.devices.scale.grams =
            s.state === 'weighing' && s.weigh?.look !== 'not_cleared' ? 500 : 0;
        const codes = {
            ready: order, done: order, void: order, picking: s.line?.item?.sku ?? '%CONT',
            labelling: s.parcel?.tracking, weighing: s.weigh?.is_judged ? '%CONT' : null,
        };
        if (codes[s.state])
            await this.scan(codes[s.state]);
    }
    pack(order) {
        return this.until(`order ${order} is packed`, async s => {
            const isDone = s.state === 'done' && s.order.order_no === order;
            if (!isDone)
                await this.step(s, order);
            return isDone;
        });
    }
    // Each once, in the order in which they came out.
    numbers() {
        const all = this.devices.printer.labels.join('\n');
        return [...new Set([...all.matchAll(SSCC)].map(one => one[1]))];
    }
}
