// bench.mjs - a person at bench 1 of a site: signs in, opens an order, packs
// it; and asks central with the site's token.
//
//     const bench = new Bench(site);
//     await bench.signIn();
//     const tracking = await bench.pack('ORDER-1');
//     await bench.office('GET', 'orders/1');          // {status, ...answer}
import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import path from 'node:path';
import {until} from './wait.mjs';

const JSON_TYPE = {'Content-Type': 'application/json'};

export class Bench {
    constructor(site) {
        this.site = site;
        this.token = readFileSync(path.join(site.folder, 'token'), 'utf8').trim();
        this.codes = Object.fromEntries(site.items.map(item => [item.sku, item.gtin]));
    }

    async office(method, where, body) {
        const answer = await fetch(new URL('api/v1/' + where, this.site.office), {
            method,
            headers: {Authorization: `Bearer ${this.token}`, ...JSON_TYPE},
            body: body && JSON.stringify(body),
        });
        return {status: answer.status, ...await answer.json()};
    }

    cancel(orderId) {
        return this.office('POST', `orders/${orderId}/cancel`, {reason: 'customer_asked'});
    }

    // A setting; a refusal fails the test with its sentence.
    async rule(kind, code, body) {
        const answer = await this.office('POST', `rules/${kind}`, {code, body});
        assert.equal(answer.status, 200, `${kind} ${code}: ${answer.detail}`);
    }

    // Waits until the bench's page shows what holds, and returns that.
    until(what, holds) {
        return until(what, async () => {
            const state = await this.site.state();
            return holds(state) && state;
        });
    }

    async scan(code) {
        const {scans} = await this.site.state();
        await fetch(new URL('bench/scan', this.site.bench), {
            method: 'POST',
            headers: {...JSON_TYPE, 'Sec-Fetch-Site': 'same-origin'},
            body: JSON.stringify({code}),
        });
        return this.until('scan', s => s.scans > scans);
    }

    async signIn() {
        await this.until('central', s => s.health.central.word === 'online');
        for (let i = 0; i < 50 && (await this.site.state()).state !== 'ready'; i++)
            await this.scan('!BP0001');
    }

    // Waits for an order of the office: by number, in a state.
    async order(no, holds) {
        let last;
        return until(`order ${no}`, async () => {
            const {found} = await this.office('GET', 'search?q=' + encodeURIComponent(no));
            const hit = found.find(one => one.kind === 'order');
            last = hit && await this.office('GET', 'orders/' + hit.id);
            return last && holds(last) && last;
        }).catch(error => assert.fail(`${error.message}: ${JSON.stringify(last)}`));
    }

    // After a restore central asks every bench first, so that it is scanned again.
    async open(no) {
        for (;;) {
            await this.scan(no);
            const s = await this.until('open', one => one.notice === 'recovering' ||
                (['picking', 'labelling'].includes(one.state) && one.order?.order_no === no));
            if (s.notice !== 'recovering')
                return s;
        }
    }

    async pack(no) {
        let s = await this.open(no);
        while (s.state === 'picking')
            s = await this.scan(this.codes[s.line.item.sku]);
        s = await this.until('label', one => one.state === 'labelling');
        await this.scan(s.parcel.tracking);
        await this.until('done', one => one.state === 'done');
        return s.parcel.tracking;
    }
}
