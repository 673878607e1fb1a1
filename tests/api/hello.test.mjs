// A station must say who it is: nothing is done for one that central does not know as such.
import assert from 'node:assert/strict';
import {execFileSync} from 'node:child_process';
import {copyFileSync, existsSync, rmSync} from 'node:fs';
import test from 'node:test';
import {startOffice} from '../kit/office.mjs';
import {endAll, makeFolder} from '../kit/programs.mjs';

const J1 = '1'.repeat(16), J2 = '2'.repeat(16);
const RUN_A = 'a'.repeat(16), RUN_B = 'b'.repeat(16);
const ROW = `1\t1790000000000\tscan\t0\t0\t0\t\t{}\t${'0'.repeat(64)}\n`;

// The first row of a journal, with the hash that makes it one.
const HASH = `import hashlib, sys
print(hashlib.blake2b(bytes(32) + sys.argv[1].encode(), digest_size=32).hexdigest())`;
function rowOf(seq, kind, personId) {
    const row = `${seq}\t${Date.now()}\t${kind}\t${personId}\t0\t0\t\t{}`;
    return `${row}\t${execFileSync('python3', ['-c', HASH, row], {encoding: 'utf8'})}`;
}

// One machine with a station's token.
class Machine {
    constructor(office, run, journal) {
        Object.assign(this, {office, run, journal, incarnation: ''});
    }
    async call(method, where, body, headers = {}) {
        const answer = await fetch(new URL('api/v1/station/' + where, this.office.url), {
            method, body, headers: {Authorization: `Bearer ${this.office.tokens['bench-1']}`,
                'Content-Type': where === 'events' ? 'text/plain' : 'application/json',
                ...headers}});
        return {status: answer.status, ...await answer.json()};
    }
    async hello(more = {}) {
        const said = {run: this.run, journal_id: this.journal, tip_seq: 0, acked_seq: 0,
            incarnation: this.incarnation, ...more};
        const welcome = await this.call('POST', 'hello', JSON.stringify(said));
        this.incarnation = welcome.incarnation ?? this.incarnation;
        return welcome;
    }
    known(more = {}) {
        return {'X-Station-Journal': this.journal, 'X-Station-Run': this.run,
            'X-Central-Incarnation': this.incarnation, ...more};
    }
    events(rows = '', headers = this.known()) {
        return this.call('POST', 'events', rows, headers);
    }
    claim(more = {}) {
        const ask = {request_id: `r-${Math.random()}`, code: '', ...more};
        return this.call('POST', 'claim', JSON.stringify(ask), this.known());
    }
}

let office;
let bench;
test.before(async () => {
    office = await startOffice(makeFolder('hello'), ['bench-1']);
    bench = new Machine(office, RUN_A, J1);
});
test.after(async () => {
    await office.stop();
    endAll();
});

const kinds = async () =>
    (await office.must('GET', 'exceptions')).exceptions.map(one => one.kind);

test('a new file is unknown, begins, and is welcome', async () => {
    const first = await bench.hello();
    assert.equal(first.verdict, 'unknown');
    assert.equal(first.last_seq, 0);
    const begun = await bench.hello({begins: true});
    assert.equal(begun.verdict, 'welcome');
    assert.equal(begun.journal_id, J1);
    assert.equal((await bench.hello()).verdict, 'welcome');
    assert.equal((await bench.events()).status, 200);
});

test('who does not say who he is, or something else, says hello first', async () => {
    const wrong = [{}, bench.known({'X-Station-Run': RUN_B}),
        bench.known({'X-Station-Journal': J2}), bench.known({'X-Central-Incarnation': RUN_B})];
    for (const headers of wrong)
        for (const [method, where, body] of [['POST', 'events', ''], ['GET', 'feed?after=0'],
            ['POST', 'claim', '{"request_id":"r","code":""}']]) {
            const answer = await bench.call(method, where, body, headers);
            assert.equal(answer.status, 409, `${where} ${JSON.stringify(headers)}`);
            assert.equal(answer.title, 'Say hello first');
        }
});

test('rows that do not follow say hello first, too', async () => {
    const answer = await bench.events(ROW);
    assert.equal(answer.status, 409);
    assert.equal(answer.title, 'Say hello first');
    assert.match(answer.detail, /event 1 does not follow event 0/);
});

test('a second machine is refused, and the first hears of it', async () => {
    const second = new Machine(office, RUN_B, J2);
    const answer = await second.hello();
    assert.equal(answer.verdict, 'second');
    assert.equal(answer.rival, '127.0.0.1');
    assert.ok(answer.rival_ms > 0);
    const numbers = await bench.events();
    assert.equal(numbers.rival, '127.0.0.1');
    assert.ok(numbers.rival_ms > 0);
    assert.ok((await kinds()).includes('second'));
    const again = await second.events('', second.known());
    assert.equal(again.status, 409);
});

test('a number in a request is no supervisor', async () => {
    const answer = await bench.claim({code: 'A', take_over: true, person_id: 1});
    assert.equal(answer.status, 403);
    assert.match(answer.detail, /a supervisor who is signed in at the bench/);
});

test('a row that says so signs nobody in without the badge', async () => {
    const boss = await office.must('POST', 'people', {name: 'Sol', role: 'supervisor',
        login: 'sol', badge: 'S77'});
    const thief = new Machine(office, RUN_A, '3'.repeat(16));
    const {incarnation} = await bench.hello();
    Object.assign(thief, {incarnation});
    assert.equal((await thief.hello({begins: true, tip_seq: 1})).verdict, 'welcome');
    assert.equal((await thief.events(rowOf(1, 'sign_in', boss.person_id))).last_seq, 1);
    const answer = await thief.claim({code: 'A', take_over: true, person_id: boss.person_id});
    assert.equal(answer.status, 403);
    assert.ok((await kinds()).includes('person'), 'it is told');
    await bench.hello();
});

test('another database is foreign', async () => {
    const answer = await bench.hello({database_id: 'f'.repeat(16)});
    assert.equal(answer.verdict, 'foreign');
});

test('central back from a copy is another life, and gives nothing out until all were heard',
    async () => {
        const before = await bench.hello();
        await office.stop();
        copyFileSync(office.db, office.db + '-copy');
        for (const end of ['', '-wal', '-shm', '-mark'])
            if (existsSync(office.db + end))
                rmSync(office.db + end);
        copyFileSync(office.db + '-copy', office.db);
        office = await office.again();
        bench.office = office;
        assert.equal((await bench.events()).status, 409);
        const next = new Machine(office, RUN_A, J1);
        const asked = await next.hello({incarnation: before.incarnation, tip_seq: 3});
        assert.equal(asked.verdict, 'welcome');
        assert.equal(asked.database_id, before.database_id);
        assert.notEqual(asked.incarnation, before.incarnation);
        const lend = async () => (await next.call('POST', 'events?lend_sscc=1', '',
            next.known({'Content-Type': 'text/plain'}))).sscc_end;
        assert.equal((await next.claim()).verdict, 'recovering');
        assert.equal(await lend(), 0);
        await next.hello();
        assert.ok(await lend() > 0);
        assert.equal((await next.claim()).verdict, 'nothing');
        assert.ok((await kinds()).includes('restored'));
    });
