// source.mjs - the pages' sources as the tests of style and of words read them.
//
//     for (const file of webFiles('.js')) file.name, file.text, file.lines
//     bare(line)                      // without strings, patterns and comments
//     const page = pageOf(file)       // an .html file with all that it loads
//
// Nothing is run: a page is what its text says that it loads.
import fs from 'node:fs';
import path from 'node:path';

const ROOT = path.join(import.meta.dirname, '../..');
export const WEB = path.join(ROOT, 'station/web');

export function read(full) {
    const text = fs.readFileSync(full, 'utf8');
    return {name: path.relative(ROOT, full), full, text, lines: text.split('\n')};
}

function filesBelow(folder, ending) {
    const names = fs.readdirSync(folder, {recursive: true}).sort();
    const isWanted = name => (ending.test ? ending.test(name) : name.endsWith(ending));
    const wanted = names.filter(name => isWanted(name) && !name.includes('node_modules'));
    return wanted.map(name => read(path.join(folder, name)));
}

export const webFiles = ending => filesBelow(WEB, ending);
// The scripts of all tests and of the tools.
export const testFiles = () =>
    ['tests', 'tools'].flatMap(name => filesBelow(path.join(ROOT, name), /\.m?js$/));

const textBelow = (name, ending) =>
    filesBelow(path.join(ROOT, name), ending).map(file => file.text).join('\n');

export const programText = () =>
    ['station', 'shared'].map(name => textBelow(name, /\.[ch]$/)).join('\n');
export const schemaText = () => textBelow('station/store/central', '.sql');

// Strings, templates and patterns keep their quotes only. A slash after a word or a
// bracket divides, elsewhere it opens a pattern.
export function bare(line) {
    return line
        .replace(/'(\\.|[^'\\])*'|"(\\.|[^"\\])*"|`(\\.|[^`\\])*`/g, "''")
        .replace(/(^|[(,=:?&|!{[]\s*)\/(\\.|\[(\\.|[^\]\\])*\]|[^/\\[])+\/[a-z]*/g, "$1''")
        .replace(/\/\/.*$/, '');
}

// {names, from}, one for each import of a module that stands in a file.
export function importsOf(file) {
    const said =
        /import\s+(?:\{([^}]*)\}|\* as (\w+))\s+from\s+'(\.[^']*)'|import\('(\.[^']*)'\)/g;
    const again = /export\s+\{([^}]*)\}()\s+from\s+'(\.[^']*)'/g;
    const found = [...file.text.matchAll(said), ...file.text.matchAll(again)];
    return found.map(([, names = '', all, from, later]) => ({
        names: names.split(',').map(name => name.trim()).filter(Boolean),
        all: all ?? '',
        from: path.join(path.dirname(file.full), from ?? later),
    }));
}

// A module and all that it leads to.
export function withImports(full, seen = new Map()) {
    if (seen.has(full))
        return seen;
    const file = read(full);
    seen.set(full, file);
    for (const one of importsOf(file))
        withImports(one.from, seen);
    return seen;
}

export function pageOf(html) {
    const linked = kind => [...html.text.matchAll(kind)].map(found => path.join(WEB, found[1]));
    const scripts = new Map();
    for (const full of linked(/<script[^>]* src="([^"]*)"/g))
        withImports(full, scripts);
    const styles = linked(/<link rel="stylesheet" href="([^"]*)"/g).map(read);
    return {html, styles, scripts: [...scripts.values()]};
}
