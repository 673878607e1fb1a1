// A new image over the radio: the power cut at every operation of it, and what
// is refused.
import assert from 'node:assert/strict';
import test from 'node:test';
import {SLOT_1, SLOT_2, halves, starts} from './cuts.mjs';
import {frame} from './frames.mjs';
import {NEWER, boot, file, radio, shoot} from './image.mjs';
import {say} from './link.mjs';

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
        let after;
        for (const [i, flash] of halves(start, ops)) {
            if (i > complete)
                break;
            assert.equal(starts(flash), 1, `cut at operation ${i}`);
            after = flash;
        }
        // Half a mark is none, and doing it again comes through.
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
