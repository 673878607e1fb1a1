// The words of the pages: the same in every language, all used, none missing.
import assert from 'node:assert/strict';
import {test} from 'node:test';
import {ES as BENCH_ES} from '../../station/web/bench/words/es.js';
import {EN as BENCH_EN} from '../../station/web/bench/words/en.js';
import {PT as BENCH_PT} from '../../station/web/bench/words/pt.js';
import {EN as KIT_EN} from '../../station/web/kit/words/en.js';
import {ES as KIT_ES} from '../../station/web/kit/words/es.js';
import {PT as KIT_PT} from '../../station/web/kit/words/pt.js';
import {EXAMPLES} from '../../station/web/office/house/examples.js';
import {EN as OFFICE_EN} from '../../station/web/office/words/en.js';
import {ES as OFFICE_ES} from '../../station/web/office/words/es.js';
import {PT as OFFICE_PT} from '../../station/web/office/words/pt.js';
import {programText, schemaText, webFiles} from './source.mjs';

const FAMILIES = {
    kit: {en: KIT_EN, pt: KIT_PT, es: KIT_ES},
    bench: {en: BENCH_EN, pt: BENCH_PT, es: BENCH_ES},
    office: {en: OFFICE_EN, pt: OFFICE_PT, es: OFFICE_ES},
};

// A code that a program sends, so that its word is "n_" + code: the beginning, and the
// pattern of what may follow the code.
const SENT = {
    bench: ['a_', 'n_', 'w_', 'armed_', 'because_', 'ask_'],
    office: ['is_', 'block_', 'rate_', 'event_', 'by_', 'load_', 'kind_', 'reason_',
        'found_', 'via_', 'next_'],
};
const AFTER_ALARM = /_(sub|1|2)$/;

const programs = programText();

function codeOf(family) {
    const files = webFiles('.js').filter(file => file.name.includes(`/web/${family}/`));
    const code = files.filter(file => !file.name.includes('/words/'));
    return code.map(file => file.text.replace(/^ *\/\/.*$/gm, '')).join('\n');
}

const placeholders = text => [...text.matchAll(/\{(\w+)\}/g)].map(one => one[1]).sort();

for (const [family, {en, ...others}] of Object.entries(FAMILIES))
    for (const [language, words] of Object.entries(others)) {
        test(`${family}: ${language} has every word that English has, and no other`, () => {
            assert.deepEqual(Object.keys(words).sort(), Object.keys(en).sort());
            const empty = Object.keys(words).filter(key => !words[key].trim());
            assert.deepEqual(empty, []);
        });

        test(`${family}: ${language} says the same numbers and names as English`, () => {
            const other = Object.keys(en).filter(
                key => String(placeholders(en[key])) !== String(placeholders(words[key] ?? '')),
            );
            assert.deepEqual(other, []);
        });
    }

// A word whose code is put together: the page must begin it so, and a program or the
// page itself must know the code.
function isSent(key, family, code) {
    const begin = (SENT[family] ?? []).find(one => key.startsWith(one));
    if (!begin || !code.includes(begin))
        return false;
    const rest = key.slice(begin.length);
    const name = begin === 'a_' ? rest.replace(AFTER_ALARM, '') : rest;
    return programs.includes(`"${name}"`) || new RegExp(`'${name}'|\\b${name}\\b[:,]`).test(code);
}

// 'place_' + name, `paper_${one}`, name + '_lead': begun or ended in the page itself.
function isPutTogether(key, code) {
    const parts = [...code.matchAll(/'(\w+_)' \+|\+ '(_\w+)'/g)];
    return parts.some(([, begin, end]) => {
        const rest = begin ? key.slice(begin.length) : key.slice(0, -end?.length);
        const fits = begin ? key.startsWith(begin) : key.endsWith(end);
        return fits && rest && new RegExp(`\\b${rest}\\b`).test(code);
    });
}

for (const family of Object.keys(FAMILIES)) {
    const code = codeOf(family);
    const known = {...FAMILIES.kit.en, ...FAMILIES[family].en};

    test(`${family}: every word is used`, () => {
        const unused = Object.keys(FAMILIES[family].en).filter(
            key =>
                !code.includes(`'${key}'`) &&
                !isSent(key, family, code) &&
                !isPutTogether(key, code),
        );
        assert.deepEqual(unused, []);
    });

    test(`${family}: every word asked for is there`, () => {
        const plain = [...code.matchAll(/(?<![\w.])t\(\s*'(\w+)'\s*[,)]/g)].map(one => one[1]);
        const either = [...code.matchAll(/(?<![\w.])t\([^()']*\? '(\w+)' : '(\w+)'/g)];
        const asked = [...plain, ...either.flatMap(one => [one[1], one[2]])];
        assert.deepEqual([...new Set(asked)].filter(key => !(key in known)), []);
        assert.ok(asked.length > 3);
    });
}

test('every alarm says what is wrong, and two things to do', () => {
    const alarms = Object.keys(BENCH_EN).filter(key => /^a_/.test(key) && !AFTER_ALARM.test(key));
    const parts = alarms.flatMap(key => [`${key}_sub`, `${key}_1`, `${key}_2`]);
    assert.deepEqual(parts.filter(key => !(key in BENCH_EN)), []);
});

// A handheld alone is told that it stands at another place.
const ELSEWHERE = ['place_other'];

test('every verdict that stops a person has an alarm', () => {
    const verdicts = [...programs.matchAll(/X\(V_\w+, "(\w+)", TONE_(?:WRONG|OVER|STOP)\)/g)];
    const names = verdicts.map(one => one[1]).filter(name => !ELSEWHERE.includes(name));
    assert.ok(names.length > 10);
    assert.deepEqual(names.filter(name => !(`a_${name}` in BENCH_EN)), []);
});

// What came in twice is dropped, and no list shows it.
const NOT_SHOWN = ['dropped'];

test('every state and role that a row may have is said in the office', () => {
    const checks = [...schemaText().matchAll(/CHECK \((?:state|role) IN\s*\(([^)]*)\)/g)];
    const codes = checks.flatMap(one => [...one[1].matchAll(/'(\w+)'/g)].map(code => code[1]));
    assert.ok(codes.includes('part_shipped'));
    const shown = [...new Set(codes)].filter(code => !NOT_SHOWN.includes(code));
    assert.deepEqual(shown.filter(code => !(`is_${code}` in OFFICE_EN)), []);
});

test('every kind of exception is said in the office', () => {
    const added = programs.matchAll(/exceptions_add\(\s*[^,"]+,\s*"(\w+)"/g);
    const raised = programs.matchAll(/struct exception \w+ = \{\s*\.kind = "(\w+)"/g);
    const refused = programs.matchAll(/refuse(?:_parcel)?\(j, "(\w+)"/g);
    const kinds = [...added, ...raised, ...refused].map(one => one[1]);
    assert.ok(['restored', 'lost', 'doubled'].every(kind => kinds.includes(kind)), kinds.join());
    assert.deepEqual(kinds.filter(kind => !(`is_${kind}` in OFFICE_EN)), []);
});

test('every kind of rule has a name', () => {
    const names = Object.keys(EXAMPLES).map(kind => `kind_${kind}`);
    assert.deepEqual(names.filter(name => !(name in OFFICE_EN)), []);
});
