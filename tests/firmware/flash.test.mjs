// What is in flash survives: the power cut at every operation of the journal,
// in the real image with the real boot loader.
import assert from 'node:assert/strict';
import test from 'node:test';
import {Board} from './board.mjs';
import {halves} from './cuts.mjs';
import {frame} from './frames.mjs';
import {ROM, boot, file, newFlash, radio, shoot} from './image.mjs';
import {say} from './link.mjs';

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
