// programs.mjs - the built programs, folders to run them in, and their end.
//
//     test.afterEach(endAll);             // whatever a failed test left behind
//     const folder = makeFolder('name');  // var/name, empty; one a test
//     const child = start('tallyman-station', ['--config', file]);
//     await child.ended;                  // its exit code
import {spawn} from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import {fileURLToPath} from 'node:url';

export const ROOT = fileURLToPath(new URL('../..', import.meta.url));
export const BIN = process.env.TALLYMAN_BIN ?? path.join(ROOT, 'build/dev/bin');

const children = new Set();

export function endAll() {
    for (const child of children)
        child.kill('SIGTERM');
    children.clear();
}

export function makeFolder(name) {
    const folder = path.join(ROOT, 'var', name);
    fs.rmSync(folder, {recursive: true, force: true});
    fs.mkdirSync(folder, {recursive: true});
    return folder;
}

export function start(program, args, {bin = BIN, stdio = ['ignore', 'pipe', 'inherit']} = {}) {
    const child = spawn(path.join(bin, program), args, {stdio});
    children.add(child);
    child.ended = new Promise(resolve => child.once('exit', resolve));
    return child;
}

// Resolves to the address that a program says it listens on.
export function listens(child) {
    return new Promise((resolve, reject) => {
        let text = '';
        child.stdout.on('data', data => {
            const found = (text += data).match(/listens on (\S+)/);
            if (found)
                resolve(found[1]);
        });
        child.ended.then(code => reject(new Error(`the program ended with ${code}`)));
    });
}
