// The judge of a day finds what is wrong between labels, scans and books: a day
// that went well is judged again after its records were changed.
//
// DAY_FOLDER is the folder of a day that ended.
import assert from 'node:assert/strict';
import {execFileSync, spawnSync} from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import test from 'node:test';
import {BIN, endAll, makeFolder, start} from '../kit/programs.mjs';

let central;
let url;
let folder;

test.before(async () => {
    folder = makeFolder('judge');
    fs.cpSync(process.env.DAY_FOLDER, folder, {recursive: true});
    central = start('tallyman-central', ['--db', path.join(folder, 'central.db'),
        '--listen', '127.0.0.1:0']);
    let words = '';
    url = await new Promise(resolve => central.stdout.on('data', data => {
        const found = (words += data).match(/listens on (\S+?)\/?\s/);
        if (found)
            resolve(found[1]);
    }));
});
test.after(endAll);

const rowsOf = name => fs.readFileSync(path.join(folder, name), 'utf8').split('\n')
    .filter(Boolean).map(line => JSON.parse(line));

const write = (name, rows) => fs.writeFileSync(path.join(folder, name),
    rows.map(row => JSON.stringify(row) + '\n').join(''));

function judge() {
    const {status, stdout, stderr} = spawnSync(path.join(BIN, 'tallyman-day'), ['--judge',
        '--folder', folder, '--central', url, '--token-file', path.join(folder, 'token')],
    {encoding: 'utf8'});
    return {status, words: stdout + stderr};
}

// What the judge says after a change of one record; the record is put back.
function after(name, change) {
    const rows = rowsOf(name);
    const changed = structuredClone(rows);
    write(name, change(changed) ?? changed);
    const said = judge();
    write(name, rows);
    return said;
}

test('a day that went well is found so', () => {
    const {status, words} = judge();
    assert.equal(status, 0, words);
    assert.match(words, /ok +labels and scans agree with the books \(findings\) \(0, 0\)/);
    assert.match(words, /[1-9]\d* labels of [1-9]\d* parcels/);
});

const LABELS = 'bench-1.labels';
const SCANS = 'bench-1.scans';
const plain = row => !row.is_copy;

const WRONGS = [
    ['a parcel without a label', LABELS, rows => rows.filter(row => row.sscc !== rows[0].sscc),
        /no label came out for its parcel/],
    ['a label without a parcel', LABELS, rows => {
        rows.push({...rows[0], sscc: '095060000009999991', tracking: 'TM99999999991'});
    }, /label 095060000009999991 TM99999999991 of order \S+: no parcel has it, nothing voids it/],
    ['a label that came out twice', LABELS, rows => {
        rows.push({...rows.find(plain)});
    }, /came out twice, and no copy says so/],
    ['one SSCC on two parcels', LABELS, rows => {
        rows[1] = {...rows[1], sscc: rows[0].sscc};
    }, /number \d+ stands on labels of two parcels/],
    ['one tracking number on two parcels', LABELS, rows => {
        rows[1] = {...rows[1], tracking: rows[0].tracking};
    }, /number TM\d+ stands on labels of two parcels/],
    ['another order on the label', LABELS, rows => {
        rows[0].order_no = 'X-1';
    }, /its order is "X-1"/],
    ['another weight on the label', LABELS, rows => {
        rows[0].weight = '99.000 kg';
    }, /it says 99.000 kg, the books \d+ mg/],
    ['another service on the label', LABELS, rows => {
        rows[0].service = 'By bicycle';
    }, /its service is "By bicycle"/],
    ['another address on the label', LABELS, rows => {
        rows[0].to = 'Nobody\nNowhere';
    }, /its name is "Nobody/],
    ['a service that central did not choose', LABELS, rows => {
        rows[0].service = rows[0].service.startsWith('Light') ? 'Standard' : 'Light parcel';
    }, /its service is "/],
    ['a border that the label is silent about', LABELS, rows => {
        rows.find(row => row.customs).customs = '';
    }, /to CH: of customs it says ""/],
    ['a parcel abroad without its form', 'bench-1.forms', () => [],
        /to CH: no customs form came out with it/],
    ['a scan that nobody kept', SCANS, rows => {
        rows.push({code: 'NEVER-KEPT', was_taken: true});
    }, /NEVER-KEPT: 1 scans of it were taken, 0 are kept/],
    ['a scan that nobody made', SCANS, rows => {
        const {code} = rows.find(row => row.was_taken);
        return rows.filter(row => row.code !== code);
    }, /scans of it are kept, \d+ were made/],
];

for (const [what, name, change, says] of WRONGS)
    test(`it finds ${what}`, () => {
        const {status, words} = after(name, change);
        assert.equal(status, 1, words);
        assert.match(words, says);
    });

// Changes the books while central runs.
const books = sql => execFileSync('python3', ['-c', `import sqlite3, sys
c = sqlite3.connect(sys.argv[1], timeout=20)
c.execute(sys.argv[2])
c.commit()`, path.join(folder, 'central.db'), sql]);

test('it finds a parcel of which nobody knows what lies in it', () => {
    books('CREATE TABLE kept AS SELECT * FROM parcel_line');
    books('DELETE FROM parcel_line WHERE parcel_id = (SELECT min(parcel_id) FROM parcel)');
    const {status, words} = judge();
    books('DELETE FROM parcel_line');
    books('INSERT INTO parcel_line SELECT * FROM kept');
    books('DROP TABLE kept');
    assert.equal(status, 1, words);
    assert.match(words, /nobody knows what lies in parcel \d+/);
});

test('a record that is no record is refused by its line', () => {
    fs.appendFileSync(path.join(folder, SCANS), 'half a li\n');
    const {status, words} = judge();
    assert.equal(status, 1);
    assert.match(words, /bench-1\.scans: not a line of it: half a li/);
});
