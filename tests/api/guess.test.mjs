// Guessers are slowed, and never who is right: at central, over HTTP.
import assert from 'node:assert/strict';
import crypto from 'node:crypto';
import test from 'node:test';
import {setTimeout as wait} from 'node:timers/promises';
import {sayHello} from '../kit/central.mjs';
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

const withToken = (token, more) => fetch(new URL('/api/v1/session', central.url),
    {headers: {Authorization: `Bearer ${token}`, ...more}});

async function statuses(times, ask) {
    const seen = [];
    for (let i = 0; i < times; i++) {
        const answer = await ask(i);
        await answer.arrayBuffer();
        seen.push(answer.status);
    }
    return seen;
}

// Many at once: those that may wait for a moment are not waited for in a row.
const atOnce = async (times, ask) => (await Promise.all(Array.from({length: times},
    (_, i) => ask(i)))).map(answer => answer.status);
const count = (seen, status) => seen.filter(one => one === status).length;

const signIn = (login, password, headers) =>
    post('/api/v1/session', {login, password}, headers);

test('wrong tokens are slowed and right ones pass, at the same address', async () => {
    const seen = await statuses(12, i => withToken(`wrong${i}`));
    assert.deepEqual(seen.slice(0, 5), Array(5).fill(401));
    assert.ok(seen.includes(429), seen.join());
    assert.equal((await withToken(central.tokens.program)).status, 200);
    const feed = await fetch(new URL('/api/v1/station/feed', central.url),
        {headers: await sayHello(central.url, central.tokens.station)});
    assert.equal(feed.status, 200);
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
    await atOnce(12, () => signIn('127.0.0.1', 'wrong'));
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

const cookies = answer => answer.headers.getSetCookie().map(c => c.split(';')[0]).join('; ');

test('after seven wrong passwords the right one is taken, in its turn', async () => {
    assert.deepEqual(await statuses(7, () => signIn('l', 'wrong')), Array(7).fill(403));
    assert.equal((await signIn('l', 'correct horse battery')).status, 200);
});

test('who has signed in at a device still can while others guess', async () => {
    const device = cookies(await signIn('l', 'correct horse battery'));
    assert.match(device, /tallyman-device-1=/);
    const seen = await atOnce(12, () => signIn('l', 'wrong'));
    assert.ok(seen.includes(429), seen.join());
    assert.equal((await signIn('l', 'correct horse battery', {Cookie: device})).status, 200);
});

test('a device is slowed too, and one that is made up is none', async () => {
    const device = cookies(await signIn('l', 'correct horse battery'));
    const forged = 'tallyman-device-1=0123456789abcdef.' + '0'.repeat(64);
    for (const [cookie, least] of [[device, 10], [forged, 5]]) {
        const seen = await atOnce(18, () => signIn('l', 'wrong', {Cookie: cookie}));
        assert.ok(count(seen, 403) >= least && count(seen, 403) < least + 6, seen.join());
        assert.ok(seen.includes(429), seen.join());
    }
});

test('who fills the queue does not wait less for it', async () => {
    const seen = [];
    for (let round = 0; round < 3; round++)
        seen.push(...await atOnce(40, i => signIn(`nobody${i}`, 'wrong')));
    assert.ok(count(seen, 403) <= 32, `${count(seen, 403)} were looked at`);
});

test('a flood of sign-ins leaves a place for who is known', async () => {
    const device = cookies(await signIn('l', 'correct horse battery'));
    const known = [], strangers = Array.from({length: 40}, async (_, i) => {
        const {status} = await signIn(`nobody${i}`, 'wrong');
        if (status !== 403 && known.length < 3) // the queue is full just now
            known.push(signIn('l', 'correct horse battery', {Cookie: device}));
        return status;
    });
    const seen = await Promise.all(strangers);
    assert.ok(known.length > 0, seen.join());
    for (const answer of await Promise.all(known))
        assert.equal(answer.status, 200);
});

// Pages that were answered one after the other while the sign-ins were not.
test('forty wrong sign-ins at once hold up neither a page nor a station', async () => {
    const headers = await sayHello(central.url, central.tokens.station);
    let answered = 0, pages = 0;
    const all = Array.from({length: 40}, async (_, i) => {
        const answer = await signIn(`nobody${i}`, 'wrong');
        answered++;
        return answer.status;
    });
    while (answered < 40) {
        const feed = await fetch(new URL('/api/v1/station/feed', central.url), {headers});
        await feed.arrayBuffer();
        assert.equal(feed.status, 200);
        const page = await fetch(new URL('/', central.url));
        await page.arrayBuffer();
        assert.equal(page.status, 200);
        pages++;
    }
    const seen = await Promise.all(all);
    assert.ok(seen.every(status => [403, 429, 503].includes(status)), seen.join());
    assert.ok(seen.includes(403));
    assert.ok(pages >= 20, `only ${pages} pages meanwhile`);
});

test('behind a proxy that is named, each address is slowed alone', async () => {
    await central.stop();
    central = await startCentral('guess', {config: 'proxies = 127.0.0.1'});
    const from = address => withToken('wrong', {'X-Forwarded-For': address});
    const seen = await statuses(9, i => from(`2001:db8:1:2::${i + 1}`));
    assert.equal(seen[0], 401);
    assert.ok(seen.includes(429), 'one network of IPv6 is one place');
    for (const other of ['2001:db8:1:3::1', '203.0.113.7'])
        assert.equal((await from(other)).status, 401, other);
});

// The guesser has used up what is free of the login, and asks again and again.
test('who guesses at one address keeps a login from nobody who asks at another', async () => {
    await central.stop();
    central = await startCentral('guess', {config: 'proxies = 127.0.0.1'});
    const from = (address, password) => signIn('l', password, {'X-Forwarded-For': address});
    for (let i = 0; i < 60; i += 12)
        await atOnce(12, n => from(`198.51.100.${i + n}`, 'wrong'));
    let isOver = false;
    const guesser = (async () => {
        while (!isOver)
            await Promise.all([from('203.0.113.7', 'wrong'), wait(50)]);
    })();
    await wait(1000);
    assert.equal((await from('192.0.2.1', 'correct horse battery')).status, 200);
    isOver = true;
    await guesser;
});

test('nobody but a proxy that is named says where others are', async () => {
    const seen = await statuses(9, i => withToken('wrong', {'X-Forwarded-For': `10.0.0.${i}`}));
    assert.ok(seen.includes(429), seen.join());
});

const person = (login, more) => central.call('post', '/api/v1/people',
    {body: {name: login, role: 'packer', login, ...more}});

test('of two who get one badge at once, one gets it', async () => {
    const answers = await Promise.all(['a', 'b'].map(login => person(login, {badge: 'B-77'})));
    assert.deepEqual(answers.map(one => one.status).sort(), [200, 400]);
    assert.equal(answers.find(one => one.status === 400).body.detail,
        'badge: belongs to somebody else');
});

test('of two changes of one person at once, none is lost in silence', async () => {
    const {body} = await person('a', {});
    const change = more => central.call('post', '/api/v1/people',
        {body: {person_id: body.person_id, ...more}});
    const answers = await Promise.all([change({name: 'Ana', pin: '2468'}),
        change({name: 'Ann', pin: '1357'})]);
    assert.deepEqual(answers.map(one => one.status).sort(), [200, 409]);
});

const channel = (url, more) => central.call('post', '/api/v1/rules/{kind}',
    {values: {kind: 'channel'}, body: {code: 'c', body: {system: 'webhook', url, ...more}}});

test('a channel is called over http alone, and inside only when that is meant', async () => {
    for (const url of ['file:///etc/passwd', 'gopher://shop.example/', 'http://a@shop.example/']) {
        const answer = await channel(url, {may_be_private: true});
        assert.equal(answer.status, 400, url);
        assert.match(answer.body.detail, /^url: must/);
    }
    for (const url of ['http://localhost/', 'http://127.0.0.1:80/', 'http://[::1]/',
        'http://169.254.169.254/latest', 'http://10.1.2.3/']) {
        const answer = await channel(url);
        assert.equal(answer.status, 400, url);
        assert.match(answer.body.detail, /^url: leads to .*set may_be_private/);
        assert.equal((await channel(url, {may_be_private: true})).status, 200, url);
    }
    assert.equal((await channel('https://shop.example/hook')).status, 200);
});

test('a picture lies out in the world', async () => {
    const pictured = async url => (await central.call('post', '/api/v1/import', {
        query: '?kind=items&format=csv', type: 'text/plain',
        body: `sku,name,picture_url\nP-1,Pot,${url}\n`})).body;
    for (const url of ['file:///etc/passwd', 'http://192.168.0.1/reboot'])
        assert.match(JSON.stringify(await pictured(url)), /the picture's address/, url);
    assert.doesNotMatch(JSON.stringify(await pictured('https://cdn.example/p.png')), /picture/);
});
