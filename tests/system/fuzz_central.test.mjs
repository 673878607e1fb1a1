// A running central with garbage at each of its addresses: bodies, parameters,
// paths and headers that are nearly right, and bytes that are no HTTP. It lives,
// answers each with words, and knows afterwards what it knew before.
//
// Two seeds that stay and one of the day, which is printed. For longer runs:
// TALLYMAN_FUZZ_ROUNDS (4 an address), TALLYMAN_FUZZ_SEED.
import assert from 'node:assert/strict';
import {execFileSync} from 'node:child_process';
import net from 'node:net';
import path from 'node:path';
import test from 'node:test';
import {Noise} from '../kit/garbage.mjs';
import {startOffice} from '../kit/office.mjs';
import {BIN, endAll, makeFolder} from '../kit/programs.mjs';

const ROUNDS = Number(process.env.TALLYMAN_FUZZ_ROUNDS ?? 4);
const SEEDS = process.env.TALLYMAN_FUZZ_SEED ? [Number(process.env.TALLYMAN_FUZZ_SEED)]
    : [1, 2, Date.now() % 1000000];
// Signing in is asked seldom: who guesses there is slowed.
const GUARDED = /session|setup|tokens|password/;
const CSV = 'sku,name,weight_g,codes,parts\nA,Aha,1.5,A*2;B,\nKIT,"A, b",,,A*2\n';
const ORDER = {channel: 'api', order_no: 'A-1', groups: [{name: 'Maria', street: 'Rua 7',
    city: 'Algures', postal: '1000-001', country: 'PT'}], lines: [{sku: 'A', qty: 2}]};

test.afterEach(endAll);

const first = schema => [schema.type].flat()[0];

// A value as the description wants it, to be spoiled.
function right(schema, noise) {
    const one = schema.anyOf ? noise.pick(schema.anyOf) : schema;
    if (one.enum)
        return noise.pick(one.enum);
    const make = {
        string: () => noise.pick(['A', 'A-1', 'MAIN', 'EUR', 'PT', '2026-11-26', 'é'.repeat(9)]),
        integer: () => noise.pick([one.minimum ?? 0, 1, 2, one.maximum ?? 7]),
        boolean: () => noise.chance(2),
        array: () => one.items ? [right(one.items, noise)] : [],
        object: () => Object.fromEntries(Object.entries(one.properties ?? {})
            .map(([name, member]) => [name, right(member, noise)])),
    }[first(one)];
    return make ? make() : noise.value();
}

function bodyOf(operation, noise) {
    const content = operation.requestBody?.content;
    if (!content || noise.chance(20))
        return {body: noise.chance(2) ? noise.bytes(500) : undefined, type: 'application/json'};
    const [type, {schema}] = Object.entries(content)[0];
    if (type !== 'application/json')
        return {body: noise.spoiled(CSV), type};
    let value = noise.chance(6) ? ORDER : right(schema, noise);
    for (let n = noise.below(3); n > 0; n--)
        value = noise.lie(value);
    const text = JSON.stringify(value);
    return {body: noise.chance(5) ? noise.spoiled(text ?? '') : text, type};
}

function queryOf(operation, noise) {
    const given = operation.parameters.filter(one => one.in === 'query' && noise.chance(2));
    const words = given.map(one => `${one.name}=${encodeURIComponent(noise.chance(2)
        ? String(right(one.schema, noise)) : String(noise.value()).toWellFormed())}`);
    if (noise.chance(15))
        words.push(noise.pick(['%00=1', 'kind=%ff%fe', '&&&==', 'after=9223372036854775808']));
    return words.length ? '?' + words.join('&') : '';
}

function pathOf(template, noise) {
    const names = ['1', '2', '0', '-1', 'A', 'MAIN', '9223372036854775807',
        '99999999999999999999', 'é', 'x'.repeat(300)];
    return template.replace(/\{\w+\}/g, () => encodeURIComponent(noise.pick(names)));
}

async function round(office, document, noise) {
    for (const [template, item] of Object.entries(document.paths))
        for (const [method, operation] of Object.entries(item)) {
            if (GUARDED.test(template) && !noise.chance(8))
                continue;
            const {body, type} = bodyOf(operation, noise);
            const station = operation.security.some(way => way.station);
            const where = pathOf(template, noise) + queryOf(operation, noise);
            const answer = await fetch(new URL(where, office.url), {
                method: method.toUpperCase(),
                headers: {'Content-Type': type, 'Authorization':
                    `Bearer ${office.tokens[station ? 'bench-1' : 'test']}`},
                body: method === 'get' ? undefined : body,
            });
            const text = await answer.text();
            assert.ok(answer.status < 500 || answer.status === 503,
                `${method} ${where} ${body}: ${answer.status} ${text}`);
            if (answer.status >= 400)
                assert.ok(JSON.parse(text).title, `${method} ${where}: ${text}`);
        }
}

function rawRequest(office, bytes) {
    return new Promise(resolve => {
        const socket = net.connect(new URL(office.url).port, '127.0.0.1', () => {
            socket.write(bytes);
            setTimeout(() => socket.destroy(), 10);
        });
        socket.on('error', () => {}).on('close', resolve).resume();
    });
}

for (const seed of SEEDS)
    test(`garbage at every address, seed ${seed}`, {timeout: 600000}, async () => {
        const noise = new Noise(seed);
        const office = await startOffice(makeFolder(`fuzz-central-${seed}`), ['bench-1']);
        const document = await (await fetch(new URL('api/openapi.json', office.url))).json();
        await office.load('items', 'sku,name\nA,Aha\nB,Beh\n');
        await office.load('stock', 'sku,place,qty\nA,A-1,1000\n');
        await office.must('POST', 'orders', {...ORDER, order_no: 'BEFORE'});
        for (let n = 0; n < ROUNDS; n++) {
            await round(office, document, noise);
            for (let i = 0; i < 10; i++)
                await rawRequest(office, noise.spoiled('POST /api/v1/orders HTTP/1.1\r\n' +
                    `Host: x\r\nAuthorization: Bearer ${office.tokens.test}\r\n` +
                    'Content-Type: application/json\r\nContent-Length: 2\r\n\r\n{}'));
        }
        const {orders} = await office.must('GET', 'orders');
        assert.ok(orders.some(one => one.order_no === 'BEFORE'));
        assert.equal(await office.stop(), 0);
        const said = execFileSync(path.join(BIN, 'tallyman'), ['verify', office.db]);
        assert.match(String(said), /nothing is off/);
    });

const MOST = 1000000000000, LAST_MS = 253402300799999;

const large = (order_no, country, {minor = MOST, ms = LAST_MS} = {}) => ({
    channel: 'api', order_no, customer: 'x', placed_ms: ms, due_ms: ms, total_minor: minor,
    groups: [{name: 'x', street: 's', city: 'c', region: 'NY', postal: '10001', country,
        due_ms: ms}],
    lines: Array.from({length: 40}, (_, i) => ({sku: `A${i}`, qty: 1000000, price_minor: minor,
        tax_minor: minor, discount_minor: minor})),
});

test('numbers as large as they may be are counted with, larger ones named', async () => {
    const office = await startOffice(makeFolder('fuzz-central-large'), ['bench-1']);
    const each = row => Array.from({length: 40}, (_, i) => row(`A${i}`)).join('');
    await office.load('items', 'sku,name,weight_g,length_mm,width_mm,height_mm,hs,origin\n' +
        each(sku => `${sku},A,1000000,100000,100000,100000,123456,CN\n`));
    await office.load('stock', 'sku,place,qty\n' + each(sku => `${sku},P-1,1000000\n`));
    for (const country of ['PT', 'US'])
        await office.must('POST', 'orders', large(`L-${country}`, country));
    const far = await office.ask('POST', 'orders', large('F', 'PT', {ms: LAST_MS + 1}));
    assert.equal(far.detail, `placed_ms: must be 0 to ${LAST_MS}`);
    const dear = await office.ask('POST', 'orders', large('D', 'PT', {minor: MOST + 1}));
    assert.equal(dear.detail, `total_minor: must be 0 to ${MOST}`);
    for (const where of ['orders/1', 'orders/1/decisions', 'orders/2/what-if', 'shipments/1',
        'shipments/1/boxes', 'queue/MAIN'])
        await office.must('GET', where);
    assert.equal(await office.stop(), 0);
});
