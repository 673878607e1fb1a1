// Styles, icons and the pages that use them: nothing is left over, nothing is missing.
import assert from 'node:assert/strict';
import {test} from 'node:test';
import {pageOf, webFiles} from './source.mjs';

const pages = webFiles('.html').map(pageOf);

// Strings of scripts, in words, without the names of elements that are looked up.
function literals(page) {
    const words = new Set();
    for (const file of page.scripts.filter(one => !one.name.includes('/words/'))) {
        const text = file.text.replace(/^\s*\/\/.*$/gm, '').replace(/\$\('[\w-]+'\)/g, '');
        for (const [, plain, template] of text.matchAll(/'([^'\n]*)'|`([^`]*)`/g))
            for (const word of (plain ?? template).split(/\s+/))
                words.add(word);
    }
    return words;
}

// `proof--${kind}` and 'place_' + name begin words that are only known later.
function beginnings(page) {
    const found = page.scripts.flatMap(file => [...file.text.matchAll(/([\w-]+-)\$\{/g)]);
    return found.map(one => one[1]);
}

function knownClasses(page) {
    const words = literals(page);
    const begun = beginnings(page);
    for (const [, names] of page.html.text.matchAll(/class="([^"]*)"/g))
        for (const name of names.split(/\s+/))
            words.add(name);
    const isBegun = (name, one) => name.startsWith(one) && words.has(name.slice(one.length));
    return name => words.has(name) || begun.some(one => isBegun(name, one));
}

const codeOf = style => style.text.replace(/\/\*[\s\S]*?\*\//g, '');
const selectorsOf = style => [...codeOf(style).matchAll(/([^{};]+)\{/g)].map(one => one[1].trim());
const namesIn = (selector, pattern) => [...selector.matchAll(pattern)].map(one => one[1]);

// A sheet of the kit serves several pages: what none of them uses is left over.
function leftOver(pattern, isKnownTo) {
    const styles = new Map(pages.flatMap(page => page.styles.map(one => [one.full, one])));
    return [...styles.values()].flatMap(style => {
        const users = pages.filter(page => page.styles.some(one => one.full === style.full));
        const known = users.map(isKnownTo);
        const names = selectorsOf(style).flatMap(one => namesIn(one, pattern));
        const idle = names.filter(name => !known.some(isKnown => isKnown(name)));
        return idle.map(name => `${style.name}: ${name}`);
    });
}

test('every class of a style is worn by an element', () => {
    assert.deepEqual(leftOver(/\.([a-zA-Z_][\w-]*)/g, knownClasses), []);
});

test('every attribute that a style looks at is set', () => {
    const setIn = page => {
        const text = [page.html, ...page.scripts].map(file => file.text).join('\n');
        return name => text.includes(name) || text.includes('dataset.' + name.slice(5));
    };
    assert.deepEqual(leftOver(/\[(data-[\w-]+)/g, setIn), []);
});

test('every custom property is used, and every one used is defined', () => {
    const text = webFiles('.css').map(codeOf).join('\n');
    const defined = new Set([...text.matchAll(/(?<![\w(-])(--[\w-]+)\s*:/g)].map(one => one[1]));
    const used = new Set([...text.matchAll(/var\((--[\w-]+)/g)].map(one => one[1]));
    const needed = [...text.matchAll(/var\((--[\w-]+)\)/g)].map(one => one[1]);
    assert.deepEqual([...defined].filter(name => !used.has(name)), []);
    assert.deepEqual([...new Set(needed)].filter(name => !defined.has(name)), []);
});

test('every icon is shown somewhere, and every icon shown is drawn', () => {
    const sheet = webFiles('kit/icons.js')[0].text;
    const drawn = [...sheet.matchAll(/^ {4}(\w+): \[/gm)].map(one => one[1]);
    const bench = pages.find(page => page.html.name.endsWith('bench/index.html'));
    const named = [...bench.html.text.matchAll(/data-icon="(\w+)"/g)].map(one => one[1]);
    const words = new Set([...literals(bench), ...named]);
    assert.deepEqual(drawn.filter(name => !words.has(name)), []);
    const text = bench.scripts.map(file => file.text).join('\n');
    const shown = [...text.matchAll(/\bicon\('(\w+)'|icon: '(\w+)'|advice: \['(\w+)'/g)];
    const asked = [...named, ...shown.map(one => one[1] ?? one[2] ?? one[3])];
    assert.deepEqual(asked.filter(name => !drawn.includes(name)), []);
});

test('every part that a script looks up stands in its page', () => {
    const missing = pages.flatMap(page =>
        page.scripts.flatMap(file =>
            [...file.text.matchAll(/\$\('([\w-]+)'\)/g)]
                .filter(([, id]) => !page.html.text.includes(`id="${id}"`))
                .map(([, id]) => `${file.name}: ${id}`),
        ),
    );
    assert.deepEqual(missing, []);
});
