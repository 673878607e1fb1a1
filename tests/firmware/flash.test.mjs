// What is in flash survives: the power cut at every operation of the journal
// and of an update, in the real image with the real boot loader.
import assert from 'node:assert/strict';
import test from 'node:test';
import {Board} from './board.mjs';
import {frame} from './frames.mjs';
import {NEWER, ROM, VERSION, boot, file, newFlash, radio, shoot} from './image.mjs';
import {say} from './link.mjs';

const SLOT_1 = 0x10010100,
    SLOT_2 = 0x10050100;

// The flash after each operation of a list, the last one half done.
function* halves(flash, ops) {
    const now = flash.slice();
    const apply = (to, [kind, at, len, bytes], share) => {
        const used = kind === 'erase' ? len : bytes.findLastIndex(b => b !== 0xff) + 1;
        const n = share === 1 ? len : Math.floor(used * share);
        for (let i = 0; i < n; i++)
            to[at + i] = kind === 'erase' ? 0xff : to[at + i] & bytes[i];
    };
    for (const [i, op] of ops.entries()) {
        const half = now.slice();
        apply(half, op, 0.5);
        yield [i, half];
        apply(now, op, 1);
    }
}

// Which image the boot loader starts, without running it further.
function starts(flash) {
    const b = new Board({rom: ROM, flash});
    b.until('an image starts', () => [SLOT_1, SLOT_2].includes(b.rp.core.VTOR), 4000);
    assert.deepEqual(b.warnings, []);
    return b.rp.core.VTOR === SLOT_1 ? 1 : 2;
}

test('a new image is proved by its signature once, then by its checksum', () => {
    const flash = newFlash();
    flash.fill(0xff, 0x4f000, 0x50000); // no marks but that it is complete
    const mark = Buffer.alloc(12);
    [0x4b52414d, 1, 0xfffffffe].forEach((v, i) => mark.writeUInt32LE(v, 4 * i));
    flash.set(mark, 0x4f000);
    const b = new Board({rom: ROM, flash});
    b.until('the screen is on', () => b.bus.isOn, 8000);
    assert.ok(b.ms > 300, `the signature takes its time: ${b.ms} ms`);
    const again = b.next();
    again.until('the screen is on', () => again.bus.isOn, 4000);
    assert.ok(again.ms < 300, `${again.ms} ms`);
});

test('copied onto a used device the file starts it anew and keeps its name', () => {
    const flash = newFlash(),
        uf2 = file('hand.uf2');
    flash.set(Buffer.from('hand-0007\0'), 0xf000);
    flash.fill(0, 0x8f000, 0x8f00c); // marks of what slept in slot 2
    for (let at = 0; at < uf2.length; at += 512) {
        const to = uf2.readUInt32LE(at + 12) - 0x10000000;
        assert.deepEqual(
            [uf2.readUInt32LE(at), uf2.readUInt32LE(at + 20), uf2.readUInt32LE(at + 24)],
            [0x0a324655, at / 512, uf2.length / 512]
        );
        if (to % 4096 === 0)
            flash.fill(0xff, to, to + 4096); // as the boot ROM erases
        flash.set(uf2.subarray(at + 32, at + 288), to);
    }
    assert.ok(flash.subarray(0x8f000, 0x90000).every(b => b === 0xff));
    const b = boot(flash),
        end = radio(b);
    assert.match(Buffer.from(end.got.find(p => p[0] === 1)).toString('latin1'), /hand-0007/);
});

test('the journal with the power cut at every operation', () => {
    const b = boot(),
        end = radio(b),
        start = b.rp.flash.slice(),
        first = b.flashOps.length;
    const sight = frame('CODE128', 'CUT');
    const heard = []; // operations done when the person heard of scan n
    for (let n = 1; n <= 8; n++) {
        shoot(b, sight, () => end.scans().some(s => s.record === n));
        heard[n] = b.flashOps.length - first;
        if (n % 3 === 0)
            end.say(say.taken(n - 1));
        b.run(null, 80);
    }
    const ops = b.flashOps.slice(first);
    assert.ok(ops.length >= 9, `${ops.length} operations`);
    for (const [i, flash] of halves(start, ops)) {
        const c = boot(flash),
            again = radio(c, 77);
        c.run(null, 100);
        const got = [];
        for (let n = 0; n < 12; n++) {
            const all = again.scans();
            if (!all.length || got.includes(all.at(-1).record))
                break;
            got.push(all.at(-1).record);
            again.say(say.taken(all.at(-1).record));
            c.run(() => again.scans().length > all.length, 300);
        }
        const known = heard.findLastIndex(at => at <= i);
        const from = got[0] ?? known + 1;
        assert.ok(from <= 9, `cut at ${i}: begins with ${from}`);
        assert.deepEqual(
            got,
            Array.from({length: got.length}, (_, k) => from + k),
            `cut at ${i}: in order`
        );
        const last = got.at(-1) ?? 0;
        assert.ok(
            known <= 0 || last >= known || from > known,
            `cut at ${i}: ${known} was heard of, ${got} came`
        );
    }
});

// Serves the bundle as a station does until the handheld restarts.
function update(b, end, bundle, version = 200) {
    const lens = [bundle.readUInt32LE(4), bundle.readUInt32LE(8)];
    const images = [bundle.subarray(12, 12 + lens[0]), bundle.subarray(12 + lens[0])];
    const wants = [];
    end.onMessage = payload => {
        if (payload[0] !== 15)
            return;
        const [, state, why, slot] = payload,
            offset = Buffer.from(payload).readUInt32LE(4);
        wants.push({state, why, slot, offset});
        if (state === 0)
            end.say(say.image(offset, images[slot - 1].subarray(offset, offset + 220)));
    };
    end.say(say.offer(version, 100, 1, ...lens));
    b.run(() => wants.at(-1)?.state > 0, 120000);
    b.run(() => b.isReset, 8000);
    end.onMessage = null;
    return wants.at(-1);
}

test(
    'an update over the radio, and the power cut at every operation of it',
    {timeout: 900000},
    () => {
        const bundle = file('hand.tju', NEWER);
        const b = boot(),
            end = radio(b),
            start = b.rp.flash.slice(),
            first = b.flashOps.length;
        const last = update(b, end, bundle);
        assert.deepEqual([last.state, last.slot], [2, 2]);
        assert.ok(b.isReset, 'it restarted by itself');
        const ops = b.flashOps.slice(first);
        const c = b.next();
        c.until('the new image is up', () => c.bus.isOn, 8000);
        assert.equal(c.rp.core.VTOR, SLOT_2);
        const there = radio(c);
        const hello = Buffer.from(there.got.find(p => p[0] === 1)).toString('latin1');
        assert.match(hello, /0\.2\.0/);
        c.run(null, 500);
        const d = c.next({cold: true});
        d.until('and stays', () => d.bus.isOn, 8000);
        assert.equal(d.rp.core.VTOR, SLOT_2);
        assert.deepEqual([...b.warnings, ...c.warnings, ...d.warnings], []);
        // Until the mark that it is complete, the old one starts.
        const complete = ops.findIndex(([kind, at]) => kind === 'program' && at === 0x8f000);
        assert.ok(complete > 400, `${ops.length} operations`);
        for (const [i, flash] of halves(start, ops))
            if (i <= complete)
                assert.equal(starts(flash), 1, `cut at operation ${i}`);
        // Half a mark is none, and doing it again comes through.
        const after = [...halves(start, ops)][complete][1];
        const e = boot(after),
            again = radio(e, 88);
        assert.equal(update(e, again, bundle).state, 2);
    }
);

test('images that are wrong are refused, and the old one goes on', () => {
    const good = file('hand.tju', NEWER);
    const cases = [
        [
            'signature',
            bytes => {
                bytes[12 + bytes.readUInt32LE(4) + 200] ^= 1;
            },
            5,
        ],
        [
            'header',
            bytes => {
                bytes[12 + bytes.readUInt32LE(4) + 30] ^= 1;
            },
            5,
        ],
        [
            'image',
            bytes => {
                bytes[12 + bytes.readUInt32LE(4) + 5000] ^= 1;
            },
            4,
        ],
    ];
    for (const [name, spoil, why] of cases) {
        const bundle = Buffer.from(good);
        spoil(bundle);
        let b = boot(),
            end = radio(b);
        let last = update(b, end, bundle);
        if (last.state === 2) {
            // only the boot loader can tell
            b = b.next();
            b.until('the old image is up', () => b.bus.isOn, 8000);
            assert.equal(b.rp.core.VTOR, SLOT_1, name);
            end = radio(b, 55);
            last = update(b, end, bundle);
        }
        assert.deepEqual([last.state, last.why], [3, why], name);
        shoot(b, frame('CODE128', 'STILL'), () => end.scans().length > 0);
        assert.equal(end.scans()[0].text, 'STILL', name);
    }
    const b = boot(),
        end = radio(b);
    assert.deepEqual(
        [update(b, end, good, 99).state, update(b, end, good, 99).why],
        [3, 2],
        'under the floor'
    );
    end.onMessage = null;
    end.got.length = 0;
    end.say(say.offer(200, 100, 2, 1000, 1000));
    b.until('for another board', () => end.got.some(p => p[0] === 15 && p[1] === 3 && p[2] === 1));
});
