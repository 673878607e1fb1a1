// Labels as a ZPL interpreter that is not ours draws them, read back by zbar.
import assert from 'node:assert/strict';
import {execFileSync} from 'node:child_process';
import fs from 'node:fs';
import {test} from 'node:test';
import path from 'node:path';
import {SHOTS} from '../kit/page.mjs';
import {BIN} from '../kit/programs.mjs';
import * as renderer from 'zpl-renderer-js';

const {api} = await renderer.ready;

const CASES = [
    ['plain', 'TM00000000015', '095060000000000015'],
    ['long', 'TM12345678909', '006141411234567890'],
    ['scripts', 'TM00000000426', '095060000000000428'],
];

const DOTS_A_MM = {203: 8, 300: 12};
const ONLY_CODE_128 = ['-q', '-S*.enable=0', '-Scode128.enable=1'];

async function draw(name, dpi, tracking, sscc) {
    const words = [name, String(dpi), tracking, sscc];
    const zpl = execFileSync(path.join(BIN, 'label_sample'), words).toString();
    const drawn = await api.zplToBase64Async(zpl, 101.6, 152.4, DOTS_A_MM[dpi]);
    const png = path.join(SHOTS, `label-${name}-${dpi}.png`);
    fs.writeFileSync(png, Buffer.from(drawn, 'base64'));
    return png;
}

for (const dpi of [203, 300])
    for (const [name, tracking, sscc] of CASES)
        test(`${name} label at ${dpi} dpi`, async () => {
            const png = await draw(name, dpi, tracking, sscc);
            const read = execFileSync('zbarimg', [...ONLY_CODE_128, png]).toString();
            assert.ok(read.includes('CODE-128:' + tracking), read);
            assert.ok(read.includes('CODE-128:00' + sscc), read);
        });
