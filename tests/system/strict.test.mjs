// Requests as an attacker writes them, to both programs: names that are not
// theirs, heads that two programs could read in two ways, and connections that
// never finish one.
import assert from 'node:assert/strict';
import net from 'node:net';
import test from 'node:test';
import {openCentral} from '../kit/central.mjs';
import {endAll, makeFolder} from '../kit/programs.mjs';
import {Station} from '../kit/station.mjs';

test.afterEach(endAll);

// Sends these bytes; resolves to all that comes until the other side closes.
function raw(port, bytes) {
    return new Promise((resolve, reject) => {
        let text = '';
        const socket = net.connect(port, '127.0.0.1', () => socket.write(bytes, 'latin1'));
        socket.on('data', data => (text += data.toString('latin1')));
        socket.on('end', () => resolve(text));
        socket.on('error', reject);
    });
}

const ask = (port, host, path = '/health', more = '') => raw(port,
    `GET ${path} HTTP/1.1\r\nHost: ${host}\r\n${more}Connection: close\r\n\r\n`);

const SMUGGLED = 'GET /health HTTP/1.1\r\nHost: localhost\r\n\r\n';
const TWO_WAYS = {
    'two lengths': 'Content-Length: 0\r\nContent-Length: 44\r\n',
    'a length with chunks': 'Content-Length: 44\r\nTransfer-Encoding: chunked\r\n',
    'a blank before the colon': 'Transfer-Encoding : chunked\r\n',
    'a folded line': 'X: a\r\n b: c\r\n',
    'two hosts': 'Host: localhost\r\n',
};

async function refusesWhatIsReadInTwoWays(port) {
    for (const [what, lines] of Object.entries(TWO_WAYS)) {
        const answer = await raw(port,
            `POST /x HTTP/1.1\r\nHost: localhost\r\n${lines}\r\n${SMUGGLED}`);
        assert.match(answer, /^HTTP\/1.1 400 /, what);
        assert.equal(answer.split('HTTP/1.1 ').length, 2, `${what}: answered once`);
    }
    // On a connection that is kept too: a proxy's.
    const kept = await raw(port,
        `${SMUGGLED}POST /x HTTP/1.1\r\nHost: localhost\r\nX: a\r\n b\r\n\r\n${SMUGGLED}`);
    assert.deepEqual(kept.match(/HTTP\/1.1 \d+/g), ['HTTP/1.1 200', 'HTTP/1.1 400']);
    assert.match(await raw(port, 'GET /health HTTP/1.1\r\n\r\n'), /400 .*no Host/s);
    assert.match(await ask(port, 'localhost', '/index.html%00.css'), /^HTTP\/1.1 400 /);
    assert.match(await ask(port, 'localhost', '/%2e%2e/etc/passwd'), /^HTTP\/1.1 400 /);
}

// A foreign page whose name leads here reads nothing and scans nothing.
async function isKnownBy(port, names) {
    for (const name of ['127.0.0.1', 'localhost', `localhost:${port}`, ...names])
        assert.match(await ask(port, name), /^HTTP\/1.1 200 /, name);
    for (const name of ['evil.example', `evil.example:${port}`, 'localhost.evil.example'])
        for (const path of ['/', '/health', '/bench/state', '/api/v1/orders'])
            assert.match(await ask(port, name, path), /^HTTP\/1.1 421 /, `${name}${path}`);
}

async function answersBesideHalfOpen(port) {
    const open = Array.from({length: 512}, () => {
        const socket = net.connect(port, '127.0.0.1', () => socket.write('GET /hea'));
        return socket.on('error', () => {});
    });
    for (let i = 0; i < 10; i++)
        assert.match(await ask(port, 'localhost'), /^HTTP\/1.1 200 /);
    open.forEach(socket => socket.destroy());
}

test('central reads strictly, and is known by its names', async () => {
    const central = await openCentral(makeFolder('strict-central'),
        {config: 'hosts = tallyman.example, other.example'});
    const port = Number(new URL(central.url).port);
    await refusesWhatIsReadInTwoWays(port);
    await isKnownBy(port, ['tallyman.example', '192.0.2.1', '[2001:db8::1]']);
    await answersBesideHalfOpen(port);
    assert.equal(await central.stop(), 0);
});

test('a bench reads strictly, and takes no scan for a foreign page', async () => {
    const station = new Station(makeFolder('strict-bench'), [], {extra: 'hosts = bench.example'});
    await station.start();
    await refusesWhatIsReadInTwoWays(station.port);
    await isKnownBy(station.port, ['bench.example']);
    assert.match(await ask(station.port, '192.0.2.1'), /^HTTP\/1.1 421 /);
    const body = '{"code":"2000000000015"}';
    const scan = name => raw(station.port, `POST /bench/scan HTTP/1.1\r\nHost: ${name}\r\n` +
        `Origin: http://${name}\r\nContent-Type: application/json\r\n` +
        `Content-Length: ${body.length}\r\nConnection: close\r\n\r\n${body}`);
    assert.match(await scan('evil.example'), /^HTTP\/1.1 421 /);
    assert.equal((await station.state()).scans, 0);
    assert.match(await scan('bench.example'), /^HTTP\/1.1 200 /);
    await answersBesideHalfOpen(station.port);
    await station.kill('SIGTERM');
});
