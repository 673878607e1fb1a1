// hand.mjs - a simulated handheld (the core on the posix board), and a line
// between it and a station that can be cut.
//
//     const hand = new Hand(BIN, folder, 'hand-1');
//     const {port} = await hand.ready;
//     await hand.say('scan !BP0001');     // one command, one line of answer
//     await hand.state();                 // {linked, word, item, ...}
//     const line = new Line(port);        // the station connects to line.ready
//     line.cut();
import net from 'node:net';
import path from 'node:path';
import readline from 'node:readline';
import {start} from './programs.mjs';

export class Hand {
    // port: where it listens, 0 takes a free one; ready when this.port is set.
    constructor(bin, folder, name, port = 0, extra = []) {
        this.name = name;
        this.child = start('tallyman-hand', ['--flash', path.join(folder, `${name}.flash`),
            '--serial', name, '--cable', `tcp:127.0.0.1:${port}`, ...extra],
        {bin, stdio: ['pipe', 'pipe', 'inherit']});
        this.waiting = [];
        this.ended = this.child.ended;
        this.ready = new Promise((resolve, reject) => {
            this.waiting.push(line => {
                this.port = Number(line.split(' ')[1]);
                resolve(this);
            });
            this.ended.then(code => reject(new Error(`${name} ended with ${code}`)));
        });
        this.ready.catch(() => {});
        readline.createInterface({input: this.child.stdout})
            .on('line', line => this.waiting.shift()?.(line));
    }
    // One command, one line of answer.
    say(command) {
        return new Promise((resolve, reject) => {
            this.waiting.push(resolve);
            this.ended.then(code => reject(new Error(`${this.name} ended with ${code}`)));
            this.child.stdin.write(command + '\n');
        });
    }
    async state() {
        const words = [...(await this.say('state')).matchAll(/(\w+)=("[^"]*"|\S+)/g)];
        return Object.fromEntries(words.map(([, name, value]) =>
            [name, value.startsWith('"') ? value.slice(1, -1) : Number(value)]));
    }
    async stop(signal = 'SIGTERM') {
        this.child.kill(signal);
        await this.ended;
    }
}

// Listens on a free port (ready) where the station looks for the handheld and
// passes bytes on; cut() breaks the connection in the middle of whatever is
// going on.
export class Line {
    constructor(to) {
        this.pairs = new Set();
        this.server = net.createServer(from => {
            const there = net.connect(to, '127.0.0.1');
            const pair = [from, there];
            this.pairs.add(pair);
            const end = () => {
                this.pairs.delete(pair);
                from.destroy();
                there.destroy();
            };
            for (const socket of pair)
                socket.on('error', end).on('close', end).setNoDelay(true);
            from.pipe(there).pipe(from);
        }).listen(0, '127.0.0.1');
        this.ready = new Promise(resolve => this.server.once('listening',
            () => resolve(this.server.address().port)));
    }
    cut() {
        for (const pair of this.pairs)
            for (const socket of pair)
                socket.destroy();
    }
    close() {
        this.cut();
        this.server.close();
    }
}
