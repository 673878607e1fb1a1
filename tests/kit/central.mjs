// central.mjs - a central alone: a manager "l", a program's token, a station's.
//
//     const central = await openCentral(makeFolder('name'));
//     central.url, central.tokens.program, central.tokens.station
//     await central.stop();                   // its exit code
//     await openCentral(folder);              // the same file again
//
// options: {bin, config: lines of its [central]}.
//
//     const said = await sayHello(central.url, central.tokens.station);
//     await fetch(..., {headers: said});      // as that station; its token is in it
import {execFileSync} from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import {BIN, listens, start} from './programs.mjs';

function makeTokens(folder) {
    const words = execFileSync(path.join(BIN, 'tallyman'), ['init', path.join(folder, 'c.db'),
        '--name', 'N', '--login', 'l', '--token', 't', '--scope', 'manager', '--station', 's'],
    {input: 'correct horse battery\n', encoding: 'utf8'});
    const of = what => words.split('\n').find(line => line.includes(what)).split(/\s+/)[3];
    const tokens = {program: of('program'), station: of('station')};
    fs.writeFileSync(path.join(folder, 'tokens.json'), JSON.stringify(tokens));
    return tokens;
}

function tokensOf(folder) {
    const file = path.join(folder, 'tokens.json');
    return fs.existsSync(file) ? JSON.parse(fs.readFileSync(file, 'utf8')) : makeTokens(folder);
}

// A station with a new file says who it is. The headers of all that it asks.
export async function sayHello(url, token) {
    const bearer = {Authorization: `Bearer ${token}`};
    const id = '00000000000000a1';
    const answer = await fetch(new URL('/api/v1/station/hello', url), {method: 'POST',
        headers: {...bearer, 'Content-Type': 'application/json'},
        body: JSON.stringify({run: id, run_before: id, journal_id: id, begins: true, tip_seq: 0,
            acked_seq: 0})});
    const welcome = await answer.json();
    if (welcome.verdict !== 'welcome')
        throw new Error(`a hello was answered ${answer.status} ${JSON.stringify(welcome)}`);
    return {...bearer, 'X-Station-Journal': id, 'X-Station-Run': id,
        'X-Central-Incarnation': welcome.incarnation};
}

export async function openCentral(folder, {bin = BIN, config = ''} = {}) {
    const tokens = tokensOf(folder);
    const file = path.join(folder, 'central.ini');
    fs.writeFileSync(file, `[central]\n${config}\n`);
    const child = start('tallyman-central', ['--db', path.join(folder, 'c.db'),
        '--listen', '127.0.0.1:0', '--config', file], {bin});
    const url = await listens(child);
    const stop = () => {
        child.kill('SIGTERM');
        return child.ended;
    };
    return {child, folder, tokens, url, stop};
}
