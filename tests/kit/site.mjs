// site.mjs - a whole sample site: central, benches, simulated devices.
//
//     const site = await startSite('name', {orders: 8, hands: [port]});
//     site.office, site.bench             // where their pages are
//     site.items                          // [{sku, gtin}, ...]
//     await site.state()                  // what the page of bench 1 shows
//     await site.stop();
//
// The programs take free ports and stand in var/NAME, so sites of different
// names run side by side. hands: ports where handhelds of bench 1 listen.
import {execFileSync} from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import {BIN, makeFolder, start} from './programs.mjs';

const folderOf = name => path.isAbsolute(name) ? name : makeFolder(name);

function readItems(folder) {
    const rows = fs.readFileSync(path.join(folder, 'items.csv'), 'utf8').split('\n');
    return rows.slice(1).filter(Boolean).map(row => {
        const [sku, , codes] = row.split(',');
        return {sku, gtin: codes.split(';')[0]};
    });
}

export async function startSite(name, {orders = 8, hands = []} = {}) {
    const folder = folderOf(name);
    const child = start('tallyman-day', ['--bin', BIN, '--folder', folder, '--orders',
        String(orders), '--serve', ...hands.flatMap(port => ['--hand', `tcp:127.0.0.1:${port}`])]);
    const words = await new Promise((resolve, reject) => {
        let text = '';
        child.stdout.on('data', data => {
            text += data;
            if (text.includes('Ctrl-C'))
                resolve(text);
        });
        child.ended.then(code => reject(new Error(`the site ended with ${code}`)));
    });
    const bench = words.match(/bench-1\s+(\S+)/)[1];
    return {
        folder, words, bench,
        items: readItems(folder),
        office: words.match(/office\s+(\S+)/)[1],
        state: async () => (await fetch(new URL('bench/state', bench))).json(),
        // The processes of bench 1, for tests that stop them for a while.
        pids: () => execFileSync('pgrep', ['-f',
            `^\\S*tallyman-station --config ${folder}/bench-1.ini`],
        {encoding: 'utf8'}).trim().split('\n').map(Number),
        stop() {
            child.kill('SIGTERM');
            return child.ended;
        },
    };
}
