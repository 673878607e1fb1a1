// Pictures of items: fetched once by the station, and shown without any network after it.
import assert from 'node:assert/strict';
import http from 'node:http';
import test from 'node:test';
import {endFloors, openFloor} from '../kit/floor.mjs';
import {until} from '../kit/wait.mjs';

const PNG = Buffer.concat([Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), Buffer.alloc(5000, 7)]);
const MIB = 1024 * 1024;
const FILES = {
    '/mug.png': PNG,
    '/page': Buffer.from('<script>alert(1)</script>'),
    '/huge.png': Buffer.concat([PNG, Buffer.alloc(MIB)]),
};

const servers = [];

test.afterEach(() => {
    endFloors();
    for (const server of servers.splice(0)) {
        server.closeAllConnections();
        server.close();
    }
});

// A server of pictures that counts what it is asked for.
async function startPictures() {
    const asked = [];
    const server = http.createServer((request, answer) => {
        asked.push(request.url);
        answer.writeHead(FILES[request.url] ? 200 : 404, {'Content-Type': 'image/png'});
        answer.end(FILES[request.url]);
    });
    await new Promise(done => server.listen(0, '127.0.0.1', done));
    const url = name => `http://127.0.0.1:${server.address().port}/${name}`;
    servers.push(server);
    return {asked, url, server};
}

async function openWith(name, pictures) {
    const floor = await openFloor(name, {central: 'inner_urls = yes'});
    await floor.office.load('items', 'sku,picture_url\n' +
        Object.entries(pictures).map(([sku, url]) => `${sku},${url}\n`).join(''));
    await floor.place('P-1');
    await until('the order is open', async () => {
        const s = await floor.act('P-1');
        return s.state === 'picking' && s.line;
    });
    return floor;
}

const pictureOf = (s, sku) => s.lines.find(line => line.item.sku === sku).item.picture;

test('a picture is fetched once, and is there when its server is not', async () => {
    const pictures = await startPictures();
    const floor = await openWith('pictures', {MUG: pictures.url('mug.png')});
    const shown = await until('the picture is here', async () =>
        pictureOf(await floor.station.state(), 'MUG'));
    assert.match(shown, /^\/bench\/pictures\/[0-9a-f]{32}$/);
    pictures.server.closeAllConnections();
    pictures.server.close();
    await floor.station.kill('SIGTERM');
    await floor.station.start();
    await until('open again', async () => (await floor.station.state()).state === 'picking');
    assert.equal(pictureOf(await floor.station.state(), 'MUG'), shown);
    const url = `http://127.0.0.1:${floor.station.port}`;
    const answer = await fetch(url + shown);
    assert.deepEqual([answer.status, answer.headers.get('content-type')], [200, 'image/png']);
    assert.deepEqual(Buffer.from(await answer.arrayBuffer()), PNG);
    assert.deepEqual(pictures.asked, ['/mug.png']);
    const others = ['..%2Fbench.db', 'new', '0'.repeat(32)];
    for (const name of others)
        assert.ok((await fetch(`${url}/bench/pictures/${name}`)).status >= 400, name);
    await floor.close();
});

test('what is no picture, or too large, is not kept and not asked for again', async () => {
    const pictures = await startPictures();
    const floor = await openWith('no-pictures', {MUG: pictures.url('page'),
        TEE: pictures.url('huge.png')});
    const said = /picture_not_kept url="[^"]*(\/page|\/huge\.png)"/g;
    const told = await until('both are told', () => {
        const all = [...floor.station.logText().matchAll(said)].map(hit => hit[1]);
        return all.length === 2 && all;
    });
    assert.deepEqual(told.toSorted(), ['/huge.png', '/page']);
    assert.match(floor.station.logText(), /neither PNG, JPEG, GIF nor WebP/);
    await floor.scan('MUG');
    const s = await until('a scan', async () => {
        const one = await floor.station.state();
        return one.lines?.some(line => line.done > 0) && one;
    });
    assert.deepEqual(s.lines.map(line => line.item.picture), ['', '']);
    assert.equal(pictures.asked.length, 2);
    await floor.close();
});
