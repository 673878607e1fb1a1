// From pixels to a packed order: the real image in the emulator, its UART on a
// TCP port, the real station, central and simulated scale and printer.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import net from 'node:net';
import path from 'node:path';
import test from 'node:test';
import {frame} from './frames.mjs';
import {NEWER, FIRMWARE, boot} from './image.mjs';
import {endAll, makeFolder} from '../kit/programs.mjs';
import {startSite} from '../kit/site.mjs';
import {Station} from '../kit/station.mjs';
import {sleep, until} from '../kit/wait.mjs';

test.afterEach(endAll);

// The board's radio on a TCP port; its time runs with the wall's at most.
class Live {
    constructor(board) {
        this.board = board;
        this.server = net
            .createServer(socket => {
                this.socket?.destroy();
                this.socket = socket.setNoDelay(true).on('error', () => {});
                socket.on('data', data => this.board.uartFeed(data));
            })
            .listen(0, '127.0.0.1');
        this.ready = new Promise(resolve =>
            this.server.once('listening', () => resolve(this.server.address().port))
        );
        this.wire();
        this.loop = this.run();
    }
    wire() {
        this.out = [];
        this.board.rp.uart[0].onByte = b => this.out.push(b);
        this.origin = Date.now() - this.board.ms;
    }
    async run() {
        while (!this.isOver) {
            const ahead = this.board.ms - (Date.now() - this.origin);
            if (ahead > 2)
                await sleep(Math.min(ahead, 5));
            else
                await new Promise(setImmediate);
            if (ahead < -1000)
                this.origin = Date.now() - this.board.ms; // it is slower: no hurry to catch up
            this.board.run(null, 2);
            if (this.out.length && this.socket)
                this.socket.write(Buffer.from(this.out.splice(0)));
            if (this.board.isReset) {
                this.board = this.board.next();
                this.wire();
                this.restarts = (this.restarts ?? 0) + 1;
            }
        }
    }
    async stop() {
        this.isOver = true;
        await this.loop;
        this.socket?.destroy();
        this.server.close();
    }
    async pull(pixels, taken, what) {
        this.board.frame.set(pixels);
        this.board.pin('trigger', true);
        try {
            await until(what, taken, 30000);
        } finally {
            this.board.pin('trigger', false);
        }
        await sleep(60);
    }
}

const sight = code =>
    frame(
        /^\d{13}$/.test(code) ? 'EANX' : code.length > 14 ? 'QRCODE' : 'CODE128',
        /^\d{13}$/.test(code) ? code.slice(0, 12) : code
    );

// The first code of each item, by its SKU.
function gtinsOf(items) {
    const lines = fs.readFileSync(items, 'utf8').split('\n').slice(1).filter(Boolean);
    return new Map(
        lines.map(line => {
            const [sku, , codes] = line.split(',');
            return [sku, codes.split(';')[0]];
        })
    );
}

function journalOf(folder) {
    const query = 'SELECT kind, verdict FROM journal ORDER BY seq';
    return new Station(folder, []).rows(query, 'bench.db', 'site/bench-1');
}

test('the station packs an order with scans that began as pixels', {timeout: 280000}, async () => {
    const folder = makeFolder('firmware-bench'),
        live = new Live(boot()),
        port = await live.ready;
    const {state, stop} = await startSite(path.join(folder, 'site'), {orders: 4, hands: [port]});
    const gtins = gtinsOf(path.join(folder, 'site/items.csv'));
    await until(
        'the handheld is linked',
        async () => (await state()).hands.some(h => h.device === 'hand-1' && h.is_here),
        30000
    );
    const scan = async code => {
        const before = (await state()).scans;
        await live.pull(
            sight(code),
            async () => (await state()).scans > before,
            `${code} is taken`
        );
    };
    await scan('!BP0001');
    await until('signed in', async () => (await state()).person);
    await until('an order waits', async () => (await state()).queue?.length);
    await scan('%CONT');
    let s = await until('an order is open', async () => (await state()).sum && state());
    const order = s.order.order_no;
    for (let i = 0; i < 80 && s.state === 'picking'; i++) {
        const line = s.lines.find(l => l.done < l.want && !l.is_kit);
        await scan(gtins.get(line.item.sku));
        s = await state();
    }
    assert.equal(s.sum.done, s.sum.want, JSON.stringify(s.lines));
    s = await until(
        'weighed and printed',
        async () => {
            const now = await state();
            return now.state === 'labelling' && now.job === 'printed' && now;
        },
        40000
    );
    await scan(s.parcel.tracking);
    await until('packed', async () => {
        const now = await state();
        return !now.sum && now.order?.order_no === order;
    });
    assert.deepEqual(live.board.warnings, []);
    const rows = journalOf(folder);
    assert.ok(rows.some(r => r.kind === 'done'), 'the journal has its end');
    await live.stop();
    await stop();
});

test(
    'a station brings an update to the emulated device, and shows it',
    {timeout: 280000},
    async () => {
        const folder = makeFolder('firmware-update'),
            live = new Live(boot()),
            port = await live.ready;
        const station = new Station(folder, [['hand', `tcp:127.0.0.1:${port}`]], {
            more: `\n[handhelds]\nupdate = ${path.join(FIRMWARE, NEWER, 'hand.tju')}\n`,
        });
        await station.start();
        const hand = async () => (await station.state()).hands[0];
        await until('it is here', async () => (await hand()).version === '0.1.0', 30000);
        await until('it goes over', async () => (await hand()).update > 0, 60000);
        await until(
            'it is there',
            async () => (await hand()).version === '0.2.0' && (await hand()).is_here,
            200000
        );
        assert.equal(live.restarts, 1);
        assert.deepEqual(live.board.warnings, []);
        await live.stop();
        await station.kill('SIGTERM');
    }
);
