// liar.mjs - stands between a station and central, and passes on what it likes.
//
//     const liar = new Liar(central.url, noise);
//     await liar.ready;                   // liar.url is the station's central
//     liar.mode = 'true';                 // whatever central says
//     liar.mode = 'broken';               // no answer that could be believed
//     liar.mode = 'lying';                // answers that could
import http from 'node:http';
import {once} from 'node:events';

async function readAll(stream) {
    const parts = [];
    for await (const part of stream)
        parts.push(part);
    return Buffer.concat(parts);
}

export class Liar {
    constructor(to, noise) {
        Object.assign(this, {to, noise, mode: 'true', count: 0});
        this.server = http.createServer((request, response) =>
            this.pass(request, response).catch(() => request.socket.destroy()));
        this.server.listen(0, '127.0.0.1');
        this.ready = once(this.server, 'listening').then(() => {
            this.url = `http://127.0.0.1:${this.server.address().port}`;
        });
    }
    async pass(request, response) {
        const body = await readAll(request);
        const {host, connection, ...headers} = request.headers;
        delete headers['content-length'];
        const answer = await fetch(new URL(request.url, this.to), {
            method: request.method, headers,
            body: request.method === 'GET' ? undefined : body,
        });
        const text = await answer.text();
        this.count++;
        if (this.mode === 'true' || this.noise.chance(4))
            return this.send(response, answer.status, text);
        return this.mode === 'broken' ? this.break(request, response, text)
            : this.lie(response, answer.status, text);
    }
    send(response, status, text) {
        response.writeHead(status, {'Content-Type': 'application/json'});
        response.end(text);
    }
    break(request, response, text) {
        const {noise} = this;
        noise.pick([
            () => request.socket.destroy(),
            () => this.send(response, 200, text.slice(0, noise.below(text.length || 1))),
            () => this.send(response, 200, noise.bytes(2000)),
            () => this.send(response, 500, '<html>an error page</html>'),
            () => this.send(response, 200, ''),
            () => this.send(response, 200, '['.repeat(100000)),
            () => this.send(response, 200, JSON.stringify(noise.value())),
            () => this.send(response, 204 + noise.below(300), text),
            () => this.send(response, 200, `{"a":"${'x'.repeat(3000000)}"}`),
            () => {
                response.writeHead(200, {'Content-Length': 100000});
                response.write(text.slice(0, 50), () => request.socket.destroy());
            },
        ])();
    }
    lie(response, status, text) {
        let value;
        try {
            value = JSON.parse(text);
        } catch {
            return this.send(response, status, text);
        }
        for (let n = 1 + this.noise.below(3); n > 0; n--)
            value = this.noise.lie(value);
        return this.send(response, status, JSON.stringify(value));
    }
    close() {
        this.server.closeAllConnections();
        this.server.close();
    }
}
