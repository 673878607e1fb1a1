// A station alone, without a central, for tests of handhelds.
import {execFileSync, spawn} from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import {fileURLToPath} from 'node:url';
import {freePort} from './ports.mjs';
import {children, until} from './hand.mjs';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
export const BIN = process.env.TALLYMAN_BIN ?? path.join(ROOT, 'build/dev/bin');

export function makeFolder(name) {
    const folder = path.join(ROOT, 'var', name);
    fs.rmSync(folder, {recursive: true, force: true});
    fs.mkdirSync(folder, {recursive: true});
    return folder;
}

// devices: [[name, address], ...] of handhelds.
export class Station {
    constructor(folder, devices, {bin = BIN, extra = '', more = ''} = {}) {
        this.folder = folder;
        this.bin = bin;
        this.devices = devices;
        this.extra = extra;
        this.more = more;
    }
    async start() {
        this.port ??= await freePort();
        const config = path.join(this.folder, 'station.ini');
        fs.writeFileSync(config, `[station]\nname = bench-1\nlisten = 127.0.0.1:${this.port}\ndata = ${this.folder}/bench\n${this.extra}\n` +
            this.devices.map(([name, at]) => `[device ${name}]\nkind = scanner\nspeaks = tallyman\nat = ${at}\n`).join('\n') + this.more);
        this.log = fs.openSync(path.join(this.folder, 'station.log'), 'a');
        this.child = spawn(path.join(this.bin, 'tallyman-station'), ['--config', config], {stdio: ['ignore', this.log, this.log]});
        children.add(this.child);
        this.ended = new Promise(resolve => this.child.once('exit', resolve));
        await until('the station answers', () => {
            this.port = Number(this.logText().match(/listens on http:\/\/[^:]+:(\d+)\/(?![^]*listens)/)?.[1]);
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
        const code = 'import sqlite3,json,sys\nc=sqlite3.connect("file:"+sys.argv[1]+"?mode=ro",uri=True)\nc.row_factory=sqlite3.Row\n' +
            'print(json.dumps([dict(r) for r in c.execute(sys.argv[2])]))';
        return JSON.parse(execFileSync('python3', ['-c', code, path.resolve(this.folder, at, file), sql], {encoding: 'utf8', maxBuffer: 1 << 28}));
    }
    logText() {
        return fs.readFileSync(path.join(this.folder, 'station.log'), 'utf8');
    }
}

// A whole site in folder/site whose first bench has handhelds at these ports.
export async function startSite(folder, orders, ports) {
    const child = spawn(path.join(BIN, 'tallyman-day'), ['--bin', BIN, '--folder', path.join(folder, 'site'), '--orders', String(orders), '--serve',
        ...ports.flatMap(port => ['--hand', `tcp:127.0.0.1:${port}`])], {stdio: ['ignore', 'pipe', 'inherit']});
    children.add(child);
    const ended = new Promise(resolve => child.once('exit', resolve));
    const words = await new Promise((resolve, reject) => {
        let text = '';
        child.stdout.on('data', data => { text += data; if (text.includes('Ctrl-C')) resolve(text); });
        ended.then(code => reject(new Error(`the site ended with ${code}`)));
    });
    const bench = words.match(/bench-1\s+(\S+)/)[1].replace(/\/$/, '');
    const pids = execFileSync('pgrep', ['-f', `^\\S*tallyman-station --config ${folder}/site/bench-1.ini`], {encoding: 'utf8'}).trim().split('\n');
    return {words, pids, state: async () => (await fetch(`${bench}/bench/state`)).json(),
        stop: () => { child.kill('SIGTERM'); return ended; }};
}
