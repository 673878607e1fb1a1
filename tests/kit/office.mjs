// office.mjs - a central of its own, set up by its command line and its API.
//
//     const office = await startOffice(makeFolder('name'), ['bench-1']);
//     office.url, office.tokens['bench-1'], office.db
//     await office.ask('POST', 'orders', {...});      // {status, ...answer}
//     await office.stop();                            // its exit code
import assert from 'node:assert/strict';
import {execFileSync} from 'node:child_process';
import path from 'node:path';
import {BIN, listens, start} from './programs.mjs';

// An order as our own API takes it.
export const orderOf = (no, lines) => ({channel: 'api', order_no: no, lines,
    groups: [{name: 'Maria Exemplo', street: 'Rua Inventada 7', city: 'Algures',
        postal: '1000-001', country: 'PT'}]});

function makeTokens(db, stations) {
    const words = execFileSync(path.join(BIN, 'tallyman'), ['init', db, '--name', 'N',
        '--login', 'l', '--token', 'test', '--scope', 'manager',
        ...stations.flatMap(name => ['--station', name])],
    {input: 'correct horse battery\n', encoding: 'utf8'});
    const rows = words.split('\n').map(line => line.split(/\s+/));
    return Object.fromEntries(rows.filter(row => row[2] === 'token').map(row => [row[1], row[3]]));
}

export class Office {
    constructor(child, url, tokens, db) {
        Object.assign(this, {child, url, tokens, db});
    }
    async ask(method, where, body, type = 'application/json') {
        const answer = await fetch(new URL('api/v1/' + where, this.url), {
            method,
            headers: {Authorization: `Bearer ${this.tokens.test}`,
                ...body === undefined ? {} : {'Content-Type': type}},
            body: body === undefined || type !== 'application/json' ? body : JSON.stringify(body),
        });
        return {status: answer.status, ...await answer.json()};
    }
    // A paper, as it is downloaded.
    async bytes(where) {
        const answer = await fetch(new URL('api/v1/' + where, this.url),
            {headers: {Authorization: `Bearer ${this.tokens.test}`}});
        assert.equal(answer.status, 200, where);
        return answer.arrayBuffer();
    }
    // As ask, and a refusal fails the test with its sentence.
    async must(method, where, body, type) {
        const answer = await this.ask(method, where, body, type);
        assert.ok(answer.status < 300, `${method} ${where}: ${answer.status} ${answer.detail}`);
        return answer;
    }
    async load(kind, text) {
        const where = `import?kind=${kind}&format=csv`;
        const report = await this.must('POST', where, text, 'text/plain');
        assert.equal(report.refused, 0, JSON.stringify(report.problems));
        return report;
    }
    // After stop(): the same database, wherever it came from meanwhile.
    async again(extra = []) {
        const child = start('tallyman-central',
            ['--db', this.db, '--listen', '127.0.0.1:0', ...extra]);
        return new Office(child, await listens(child), this.tokens, this.db);
    }
    stop() {
        this.child.kill('SIGTERM');
        return this.child.ended;
    }
}

export async function startOffice(folder, stations, extra = []) {
    const db = path.join(folder, 'central.db');
    const tokens = makeTokens(db, stations);
    const child = start('tallyman-central', ['--db', db, '--listen', '127.0.0.1:0', ...extra]);
    return new Office(child, await listens(child), tokens, db);
}
