// What a stolen bench, a log and a page's flood of badges tell: nothing.
import assert from 'node:assert/strict';
import {readFileSync, readdirSync} from 'node:fs';
import path from 'node:path';
import test from 'node:test';
import {Bench} from '../kit/bench.mjs';
import {endAll} from '../kit/programs.mjs';
import {startSite} from '../kit/site.mjs';
import {until} from '../kit/wait.mjs';

test.after(endAll);

const read = (site, ending) => readdirSync(site.folder, {recursive: true})
    .filter(name => ending.test(name))
    .map(name => readFileSync(path.join(site.folder, name), 'latin1')).join('\n');

const post = (url, body, headers = {}) => fetch(url, {method: 'POST',
    headers: {'Content-Type': 'application/json', 'Sec-Fetch-Site': 'same-origin', ...headers},
    body: JSON.stringify(body)});

async function tryAll(site, bench) {
    await post(new URL('api/v1/session', site.office), {login: 'sol', password: 'guessed-word'});
    await fetch(new URL('api/v1/session', site.office),
        {headers: {Authorization: 'Bearer guessed-token'}});
    await bench.scan('!BP9000');
    await bench.until('the PIN is asked for', s => s.state === 'pin');
    await post(new URL('bench/pin', site.bench), {pin: '135791'});
    await bench.until('it is wrong', s => s.notice === 'pin_wrong');
    await post(new URL('bench/pin', site.bench), {pin: '2468'});
    await bench.until('Mia is in', s => s.state === 'ready');
}

test('neither logs nor the file of a bench tell what one signs in with', async () => {
    const site = await startSite('secrets', {orders: 2});
    const bench = new Bench(site);
    await bench.signIn();
    await tryAll(site, bench);
    for (let i = 0; i < 5; i++)
        await bench.scan('!BGUESSED77');
    assert.equal((await site.state()).notice, 'badge_wait');
    await bench.scan('!BP0001');
    assert.notEqual((await site.state()).notice, 'badge_wait', 'it was right here before');
    await until('central tells of it', async () => (await bench.office('GET', 'exceptions'))
        .exceptions.some(one => one.kind === 'badges'));
    await site.stop();
    const secrets = ['guessed-word', 'guessed-token', '135791', 'GUESSED77', 'P9000', 'P0001',
        ...read(site, /^tokens?$/).match(/[\w-]{43}/g)];
    const logs = read(site, /(central|bench-.)\.log$/);
    for (const secret of secrets)
        assert.ok(!logs.includes(secret), `${secret} is in a log`);
    const kept = read(site, /bench\.db/);
    for (const secret of ['argon2id', 'GUESSED77', 'P9000', 'P0001'])
        assert.ok(!kept.includes(secret), `${secret} is in the file of a bench`);
});
