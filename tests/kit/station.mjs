// station.mjs - a station alone, without a central, for tests of handhelds.
//
//     const station = new Station(makeFolder('name'), [['hand', 'tcp:127.0.0.1:1']]);
//     await station.start();              // again after kill(): the same place
//     await station.state();              // what its page shows
//     station.rows('SELECT ...');         // of its file
//     await station.kill('SIGTERM');
import {execFileSync} from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import {freePort} from './ports.mjs';
import {BIN, start} from './programs.mjs';
import {until} from './wait.mjs';

const LISTENS = /listens on http:\/\/[^:]+:(\d+)\/(?![^]*listens)/;
const READ_ROWS = `import sqlite3, json, sys
c = sqlite3.connect("file:" + sys.argv[1] + "?mode=ro", uri=True)
c.row_factory = sqlite3.Row
print(json.dumps([dict(r) for r in c.execute(sys.argv[2])]))`;

export class Station {
    // devices: [[name, address], ...] of handhelds. extra: lines of [station];
    // more: sections after the devices.
    constructor(folder, devices, {bin = BIN, extra = '', more = ''} = {}) {
        Object.assign(this, {folder, devices, bin, extra, more});
    }
    config() {
        const devices = this.devices.map(([name, at]) =>
            `[device ${name}]\nkind = scanner\nspeaks = tallyman\nat = ${at}\n`);
        return `[station]\nname = bench-1\nlisten = 127.0.0.1:${this.port}\n` +
            `data = ${this.folder}/bench\n${this.extra}\n${devices.join('\n')}${this.more}`;
    }
    async start() {
        this.port ??= await freePort();
        const config = path.join(this.folder, 'station.ini');
        fs.writeFileSync(config, this.config());
        const log = fs.openSync(path.join(this.folder, 'station.log'), 'a');
        this.child = start('tallyman-station', ['--config', config],
            {bin: this.bin, stdio: ['ignore', log, log]});
        this.ended = this.child.ended;
        await until('the station answers', () => {
            this.port = Number(this.logText().match(LISTENS)?.[1]);
            return this.port ? this.state().catch(() => null) : null;
        });
    }
    async state() {
        return (await fetch(`http://127.0.0.1:${this.port}/bench/state`)).json();
    }
    async kill(signal = 'SIGKILL') {
        this.child.kill(signal);
        await this.ended;
    }
    // Rows of a table of the bench's file, as objects.
    rows(sql, file = 'bench.db', at = 'bench') {
        return JSON.parse(execFileSync('python3', ['-c', READ_ROWS,
            path.resolve(this.folder, at, file), sql], {encoding: 'utf8', maxBuffer: 1 << 28}));
    }
    logText() {
        return fs.readFileSync(path.join(this.folder, 'station.log'), 'utf8');
    }
}
