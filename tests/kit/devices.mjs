// devices.mjs - a scanner, a scale and a printer of a bench, in this process.
//
//     const devices = new Devices();
//     await devices.ready;
//     devices.sections()                  // of the station's configuration
//     devices.scanner.say('!BP0001\r');   // bytes to the station
//     devices.scale.grams = 0.5;          // told when the station asks
//     devices.printer.labels              // formats that came out
//     devices.close();
import net from 'node:net';

// One listening port. answer(text) is what it says when the station sends.
class Line {
    constructor(answer = () => '') {
        this.sockets = new Set();
        this.server = net.createServer(socket => {
            this.sockets.add(socket);
            socket.setNoDelay(true);
            socket.on('error', () => {}).on('close', () => this.sockets.delete(socket));
            socket.on('data', data => {
                this.hear?.(data);
                this.say(answer(data.toString('latin1')));
            });
        }).listen(0, '127.0.0.1');
        this.ready = new Promise(resolve => this.server.once('listening', () => {
            this.port = this.server.address().port;
            resolve();
        }));
    }
    say(bytes) {
        for (const socket of this.sockets)
            if (bytes.length && !socket.destroyed)
                socket.write(bytes);
    }
    get isOpen() {
        return this.sockets.size > 0;
    }
    cut() {
        for (const socket of this.sockets)
            socket.destroy();
    }
    close() {
        this.cut();
        this.server.close();
    }
}

const STATUS = '\x02030,0,0,1218,000,0,0,0,000,0,0,0\x03\r\n' +
    '\x02000,0,0,0,0,2,4,0,00000000,1,000\x03\r\n\x021234,0\x03\r\n';

export class Devices {
    constructor() {
        this.scanner = new Line();
        this.hand = new Line();
        this.scale = new Line(asked => asked.includes('SI')
            && !this.scale.isSilent ? `S S ${this.scale.grams.toFixed(1).padStart(10)} g\r\n` : '');
        this.scale.grams = 0;
        this.printer = new Line(sent => this.print(sent));
        this.printer.labels = [];
        this.buffer = '';
        this.ready = Promise.all(this.all().map(line => line.ready));
    }
    all() {
        return [this.scanner, this.hand, this.scale, this.printer];
    }
    print(sent) {
        this.buffer = (this.buffer + sent).slice(-200000);
        const formats = this.buffer.split('^XZ');
        this.buffer = formats.pop();
        for (const format of formats)
            this.printer.labels.push(format);
        return sent.includes('~HS') ? STATUS : '';
    }
    sections() {
        const one = (name, kind, speaks, port) =>
            `[device ${name}]\nkind = ${kind}\nspeaks = ${speaks}\nat = tcp:127.0.0.1:${port}\n`;
        return one('scanner', 'scanner', 'lines', this.scanner.port) +
            one('hand', 'scanner', 'tallyman', this.hand.port) +
            one('scale', 'scale', 'mt-sics', this.scale.port) +
            one('printer', 'printer', 'zpl', this.printer.port);
    }
    close() {
        for (const line of this.all())
            line.close();
    }
}
