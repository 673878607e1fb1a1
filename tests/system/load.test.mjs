// Central under everything at once, in small: uploads and pages beside
// connections that never finish and floods of guesses. Only answers are
// counted; tools/measure load times the whole of it.
import assert from 'node:assert/strict';
import {execFileSync} from 'node:child_process';
import path from 'node:path';
import test from 'node:test';
import {BIN, makeFolder} from '../kit/programs.mjs';

test('stations, pages and /health are answered whatever strangers do', () => {
    const words = execFileSync(path.join(BIN, 'tallyman-measure'),
        [BIN, makeFolder('load'), 'load'], {encoding: 'utf8', timeout: 100000,
            env: {...process.env, LOAD_S: '6', LOAD_PERCENT: '60'}});
    const lines = words.split('\n').filter(line => line.startsWith('{')).map(JSON.parse);
    const answers = Object.fromEntries(lines.filter(line => line.name === 'load_answers')
        .map(({of, name, ...statuses}) => [of, statuses]));
    for (const kind of ['stations', 'pages', 'health']) {
        assert.deepEqual(Object.keys(answers[kind]), ['200'], `${kind}: ${words}`);
        assert.ok(answers[kind][200] > 20, `${kind}: ${words}`);
    }
    assert.deepEqual(Object.keys(answers.half_open), ['0'], 'they made room');
    for (const status of Object.keys(answers.sign_ins))
        assert.match(status, /^(0|403|429|503)$/);
    for (const status of Object.keys(answers.bad_tokens))
        assert.match(status, /^(0|401|429)$/);
    assert.equal(lines.find(line => line.name === 'load_end').value, 0, 'it ends in order');
});
