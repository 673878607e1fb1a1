// cuts.mjs - the flash of a device at every moment the power may go.
//
//     for (const [i, flash] of halves(start, b.flashOps))     // op i half done
//         assert.equal(starts(flash), 1);                     // slot it runs
import assert from 'node:assert/strict';
import {Board} from './board.mjs';
import {ROM} from './image.mjs';

// Where the vectors of each slot stand.
export const SLOT_1 = 0x10010100;
export const SLOT_2 = 0x10050100;

// The flash after each operation of a list, the last one half done.
export function* halves(flash, ops) {
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
export function starts(flash) {
    const b = new Board({rom: ROM, flash});
    b.until('an image starts', () => [SLOT_1, SLOT_2].includes(b.rp.core.VTOR), 4000);
    assert.deepEqual(b.warnings, []);
    return b.rp.core.VTOR === SLOT_1 ? 1 : 2;
}
