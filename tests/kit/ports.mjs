// ports.mjs - ports for programs that are ended and started again at the same
// place: await freePort(). Whoever is started once listens on port 0.
//
// They lie below those that Linux gives to outgoing connections (from 32768):
// one of these could take a port while its program is down, or reach itself
// there. Processes that start side by side have neighbouring ids: each begins a
// stride away, or one would take the port of what the other has just killed.
import net from 'node:net';

const FIRST = 20000,
    COUNT = 10000,
    STRIDE = 128;
let at = (process.pid * STRIDE) % COUNT;

function isFree(port) {
    return new Promise(resolve => {
        const server = net.createServer();
        server.once('error', () => resolve(false));
        server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
    });
}

export async function freePort() {
    for (let n = 0; n < COUNT; n++) {
        const port = FIRST + (at++ % COUNT);
        if (await isFree(port))
            return port;
    }
    throw new Error(`no port is free from ${FIRST} on`);
}
