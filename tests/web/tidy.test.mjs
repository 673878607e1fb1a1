// The rules of the house for pages, and for the scripts of all tests and tools, as far as
// a machine can read them.
import assert from 'node:assert/strict';
import path from 'node:path';
import {test} from 'node:test';
import {bare, importsOf, testFiles, WEB, webFiles, withImports} from './source.mjs';

const COLUMNS = 100;
const FUNCTION_LINES = 40;
const FILE_LINES = 400;
// A test of whole programs tells a story: what C may have.
const STORY_LINES = 60;
const STORY_FILE_LINES = 500;

const isStory = file => /^(tests|tools)\/(?!web|browser)/.test(file.name);
const scripts = [...webFiles('.js'), ...testFiles()];
const all = [...scripts, ...webFiles('.css'), ...webFiles('.html')];

const at = (file, index) => `${file.name}:${index + 1}`;

// Where the lines are that a rule refuses.
function breaches(files, isBad) {
    return files.flatMap(file =>
        file.lines.flatMap((line, i) => (isBad(line, i, file) ? [at(file, i)] : [])),
    );
}

test('no line is longer than 100 columns, none ends with a blank or holds a tab', () => {
    assert.deepEqual(breaches(all, line => [...line].length > COLUMNS), []);
    assert.deepEqual(breaches(all, line => /\s$|\t/.test(line)), []);
});

test('no file has more than 400 lines, no story more than 500', () => {
    const most = file => (isStory(file) ? STORY_FILE_LINES : FILE_LINES);
    assert.deepEqual(all.filter(file => file.lines.length > most(file)).map(f => f.name), []);
});

// A condition whose bracket closes on its line is followed by { or by nothing.
function hasTail(code) {
    const head = code.match(/^\s*(?:\} )?(?:else )?(?:if|for|while) (\(.*)$/);
    if (!head)
        return /^\s*(?:\} )?else (?!if\b|\{)/.test(code);
    let depth = 0;
    for (let i = 0; i < head[1].length; i++) {
        depth += {'(': 1, ')': -1}[head[1][i]] ?? 0;
        if (depth === 0)
            return !['', ' {'].includes(head[1].slice(i + 1));
    }
    return false;
}

function hasTwoStatements(line) {
    const code = bare(line).trimEnd();
    const loop = /\bfor \(.*;.*;.*\)/.test(code);
    return (!loop && /;\s*\S/.test(code)) || hasTail(code);
}

test('a line of a script holds one statement', () => {
    assert.deepEqual(breaches(scripts, hasTwoStatements), []);
});

test('a line of a style holds one declaration', () => {
    const isTwo = line => (line.replace(/\/\*.*/, '').match(/;/g) ?? []).length > 1;
    assert.deepEqual(breaches(webFiles('.css'), isTwo), []);
});

// A function begins with a line that ends open and ends where a line closes at the same
// depth; the lines between are counted.
function functionLines(file, i) {
    const line = file.lines[i];
    const opens = /(\bfunction\b.*|=>|^\s*(?:async )?\w+\(.*\)) ?[{[(]+$/.test(line);
    if (!opens || /^\s*(if|for|while|switch)\b/.test(line))
        return 0;
    const indent = line.match(/^\s*/)[0];
    const rest = file.lines.slice(i + 1);
    const isEnd = one => one.startsWith(indent) && /^[}\])]/.test(one.slice(indent.length));
    return rest.findIndex(isEnd);
}

test('no function has 40 lines, no story 60', () => {
    const most = file => (isStory(file) ? STORY_LINES : FUNCTION_LINES);
    const isLong = (line, i, file) => functionLines(file, i) >= most(file);
    assert.deepEqual(breaches(scripts, isLong), []);
});

test('text is never made into markup', () => {
    const isMarkup = line => /innerHTML|outerHTML|insertAdjacentHTML|document\.write/.test(line);
    assert.deepEqual(breaches(webFiles('.js'), isMarkup), []);
});

test('a script says first what it is for, and holds nothing for later', () => {
    const silent = scripts.filter(file => !file.text.startsWith('//')).map(file => file.name);
    assert.deepEqual(silent, []);
    const later = new RegExp(['TO' + 'DO', 'FIX' + 'ME', 'XX' + 'X'].join('|'));
    assert.deepEqual(breaches(all, line => later.test(line)), []);
});

test('the kit knows no page, and one family of pages knows nothing of another', () => {
    const family = full => path.relative(WEB, full).split(path.sep)[0];
    const foreign = webFiles('.js').flatMap(file =>
        importsOf(file)
            .filter(one => ![family(file.full), 'kit'].includes(family(one.from)))
            .map(one => `${file.name} imports ${one.from}`),
    );
    assert.deepEqual(foreign, []);
});

test('modules do not import each other in a ring', () => {
    const rings = webFiles('.js').filter(file =>
        importsOf(file).some(one => withImports(one.from).has(file.full)),
    );
    assert.deepEqual(rings.map(file => file.name), []);
});

const exportsOf = file =>
    [...file.text.matchAll(/export (?:async )?(?:function|const) (\w+)/g)].map(one => one[1]);

// By name, or as a member of what was imported whole.
function isWanted(file, name) {
    return webFiles('.js').some(other =>
        importsOf(other).some(
            one =>
                one.from === file.full &&
                (one.names.includes(name) || other.text.includes(`${one.all}.${name}`)),
        ),
    );
}

test('what a module offers is wanted by another', () => {
    // The contract of a desk is read by the shell from whichever desk is loaded.
    const isDesk = file => path.dirname(file.name).endsWith('/desk');
    const unwanted = webFiles('.js')
        .filter(file => !isDesk(file))
        .flatMap(file =>
            exportsOf(file)
                .filter(name => !isWanted(file, name))
                .map(name => `${file.name}: ${name}`),
        );
    assert.deepEqual(unwanted, []);
});

test('what a module imports it uses', () => {
    const idle = scripts.flatMap(file => {
        const code = file.text.replace(/^import[^;]*;$|^export \{[^;]*;$/gm, '');
        const said = importsOf(file).flatMap(one => [...one.names, one.all].filter(Boolean));
        return said
            .map(name => name.replace(/^.* as /, ''))
            .filter(name => !file.text.includes(`export {${name}}`))
            .filter(name => !new RegExp(`(?<!\\w)${name.replace('$', '\\$')}(?!\\w)`).test(code))
            .map(name => `${file.name}: ${name}`);
    });
    assert.deepEqual(idle, []);
});
