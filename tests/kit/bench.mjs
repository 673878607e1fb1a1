// A person at bench 1 of a site: signs in, opens an order, packs it.
import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import path from 'node:path';

const pause = ms => new Promise(resolve => setTimeout(resolve, ms));

export class Bench {
    constructor(site) {
        this.site = site;
        this.token = readFileSync(path.join(site.folder, 'token'), 'utf8').trim();
        this.codes = Object.fromEntries(site.items.map(item => [item.sku, item.gtin]));
    }

    async office(method, where, body) {
        const answer = await fetch(new URL('api/v1/' + where, this.site.office), {method, headers: {Authorization: `Bearer ${this.token}`, 'Content-Type': 'application/json'}, body: body && JSON.stringify(body)});
        return {status: answer.status, ...await answer.json()};
    }

    // A setting; a refusal fails the test with its sentence.
    async rule(kind, code, body) {
        const answer = await this.office('POST', `rules/${kind}`, {code, body});
        assert.equal(answer.status, 200, `${kind} ${code}: ${answer.detail}`);
    }

    state() {
        return fetch(new URL('bench/state', this.site.bench)).then(answer => answer.json());
    }

    async until(what, holds, tries = 300) {
        for (let i = 0; i < tries; i++) {
            const s = await this.state();
            if (holds(s))
                return s;
            await pause(50);
        }
        assert.fail(`${what}: ${JSON.stringify(await this.state())}`);
    }

    async scan(code) {
        const {scans} = await this.state();
        await fetch(new URL('bench/scan', this.site.bench), {method: 'POST', headers: {'Content-Type': 'application/json', 'Sec-Fetch-Site': 'same-origin'}, body: JSON.stringify({code})});
        return this.until('scan', s => s.scans > scans);
    }

    async signIn() {
        await this.until('central', s => s.health.central.word === 'online');
        for (let i = 0; i < 50 && (await this.state()).state !== 'ready'; i++)
            await this.scan('!BP0001');
    }

    // Waits for an order of the office: by number, in a state.
    async order(no, holds, tries = 300) {
        let last;
        for (let i = 0; i < tries; i++) {
            const {found} = await this.office('GET', 'search?q=' + encodeURIComponent(no));
            const hit = found.find(one => one.kind === 'order');
            last = hit && await this.office('GET', 'orders/' + hit.id);
            if (last && holds(last))
                return last;
            await pause(100);
        }
        assert.fail(`order ${no}: ${JSON.stringify(last)}`);
    }

    async pack(no) {
        let s = await this.scan(no);
        s = await this.until('open', one => ['picking', 'labelling'].includes(one.state) && one.order?.order_no === no);
        while (s.state === 'picking')
            s = await this.scan(this.codes[s.line.item.sku]);
        s = await this.until('label', one => one.state === 'labelling');
        await this.scan(s.parcel.tracking);
        await this.until('done', one => one.state === 'done');
        return s.parcel.tracking;
    }
}

export {pause};
