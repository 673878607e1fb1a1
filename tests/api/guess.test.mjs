// Guessers are slowed, and never who is right: at central, over HTTP.
import assert from 'node:assert/strict';
import crypto from 'node:crypto';
import test from 'node:test';
import {endAll} from '../kit/programs.mjs';
import {startCentral} from './central.mjs';

let central;
test.beforeEach(async () => {
    central = await startCentral('guess');
});
test.afterEach(() => central.stop());
test.after(endAll);

const post = (path, body, headers = {}) => fetch(new URL(path, central.url), {method: 'POST',
    headers: {'Content-Type': 'application/json', Origin: central.url.replace(/\/$/, ''),
        ...headers}, body: JSON.stringify(body)});

const withToken = token => fetch(new URL('/api/v1/session', central.url),
    {headers: {Authorization: `Bearer ${token}`}});

async function statuses(times, ask) {
    const seen = [];
    for (let i = 0; i < times; i++) {
        const answer = await ask(i);
        await answer.arrayBuffer();
        seen.push(answer.status);
    }
    return seen;
}

const signIn = (login, password, headers) =>
    post('/api/v1/session', {login, password}, headers);

test('wrong tokens are slowed and right ones pass, at the same address', async () => {
    const seen = await statuses(12, i => withToken(`wrong${i}`));
    assert.deepEqual(seen.slice(0, 5), Array(5).fill(401));
    assert.ok(seen.includes(429), seen.join());
    assert.equal((await withToken(central.tokens.program)).status, 200);
    const feed = await fetch(new URL('/api/v1/station/feed', central.url),
        {headers: {Authorization: `Bearer ${central.tokens.station}`}});
    assert.notEqual(feed.status, 429);
    assert.notEqual(feed.status, 401);
});

test('unsigned pushes stop neither signed ones nor tokens nor sign-ins', async () => {
    await central.ask('post', '/api/v1/rules/{kind}', {values: {kind: 'channel'},
        body: {code: 'shop', body: {system: 'shopify', secret: 'of the shop'}}});
    const push = signature => fetch(new URL('/api/v1/channels/shop/push', central.url),
        {method: 'POST', body: '{}', headers: {'Content-Type': 'application/json',
            'X-Shopify-Topic': 'products/update', 'X-Shopify-Webhook-Id': 'w1',
            'X-Shopify-Hmac-Sha256': signature}});
    const seen = await statuses(9, () => push('d3Jvbmc='));
    assert.equal(seen[0], 401);
    assert.ok(seen.includes(429), seen.join());
    const right = crypto.createHmac('sha256', 'of the shop').update('{}').digest('base64');
    assert.equal((await push(right)).status, 200);
    assert.equal((await withToken(central.tokens.program)).status, 200);
    assert.equal((await signIn('l', 'correct horse battery')).status, 200);
});

test('sign-ins under the name of an address lock no token out', async () => {
    await statuses(9, () => signIn('127.0.0.1', 'wrong'));
    assert.equal((await withToken(central.tokens.program)).status, 200);
    assert.equal((await signIn('l', 'correct horse battery')).status, 200);
});

test('wrong set-up codes stop nobody who is set up', async () => {
    const seen = await statuses(9, () => post('/api/v1/setup', {code: 'wrong', name: 'N',
        login: 'n', password: 'correct horse battery'}));
    assert.equal(seen[0], 403);
    assert.ok(seen.includes(429), seen.join());
    assert.equal((await signIn('l', 'correct horse battery')).status, 200);
});
