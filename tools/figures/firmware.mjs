// Figures of the handheld's image, in the emulated chip; one JSON object a
// line as tools/measure has them. Cycles are the emulator's: flash is read
// without waiting there, which what is in RAM does not mind and the rest does.
import {execFileSync} from 'node:child_process';
import path from 'node:path';
import {frame} from '../../tests/firmware/frames.mjs';
import {FIRMWARE, VERSION, boot, cable, file, radio, symbols} from '../../tests/firmware/image.mjs';

const MHZ = 133;
const print = (name, value, unit, limit) =>
    console.log(
        JSON.stringify({
            name,
            value: Number(value.toFixed(1)),
            unit,
            limit,
            ratio: Number((value / limit).toFixed(3)),
        })
    );

const size = execFileSync(
    'arm-none-eabi-size',
    ['-A', path.join(FIRMWARE, VERSION, 'hand-1.elf')],
    {encoding: 'utf8'}
);
const section = name => Number(size.match(new RegExp(`^\\.${name}\\s+(\\d+)`, 'm'))?.[1] ?? 0);
print('hand_flash_image', file('hand-1.bin').length / 1024, 'KB of a slot', 256);
print('hand_flash_boot', file('boot.bin').length / 1024, 'KB', 60);
print(
    'hand_flash',
    (file('boot.bin').length + file('hand-1.bin').length + file('hand-2.bin').length) / 1024,
    'KB with both slots',
    2048
);
print(
    'hand_ram',
    (section('data') + section('bss') + section('noinit')) / 1024,
    'KB with frame and decoder',
    264
);

const at = symbols();
const peek = (b, name) => b.rp.sramView.getUint32(at[name] - 0x20000000, true);

// Cycles of each call of a function while go() runs.
function calls(b, name, go) {
    const entry = at[name] & ~1,
        list = [],
        step = b.step.bind(b),
        {core} = b.rp;
    let since = 0,
        back = 0;
    b.step = () => {
        if (!back && core.PC === entry) {
            since = core.cycles;
            back = core.registers[14] & ~1;
        } else if (back && core.PC === back) {
            list.push(core.cycles - since);
            back = 0;
        }
        step();
    };
    go();
    b.step = step;
    return list;
}
const mean = list => list.reduce((a, b) => a + b, 0) / list.length;

const SIGHTS = [
    ['ean13', frame('EANX', '400638133393', {noise: 3, blur: 0.3})],
    ['code128', frame('CODE128', 'TOTE-0042', {noise: 3, blur: 0.3})],
];
for (const [name, sight] of SIGHTS) {
    const b = boot();
    b.frame.set(sight);
    let start = 0;
    const lines = calls(b, 'reader_line', () => {
        b.pin('trigger', true);
        b.run(() => b.frames > 0, 100);
        start = b.ms;
        b.until('the read', () => b.sounds(3100));
    });
    print(`hand_cycles_line_${name}`, mean(lines), 'cycles for 320 samples', (MHZ * 1e6) / 100);
    print(`hand_read_${name}`, b.ms - start, 'ms from frame to tone', 60);
}
for (const [name, sight] of [
    ['blank', new Uint8Array(320 * 240).fill(120)],
    [
        'noise',
        Uint8Array.from({length: 320 * 240}, (_, i) => 100 + (Math.imul(i, 2654435761) >>> 27)),
    ],
]) {
    const b = boot();
    b.frame.set(sight);
    b.pin('trigger', true);
    const quick = calls(b, 'scan_frame', () => b.run(() => b.frames >= 4, 8000));
    print(`hand_frame_quick_${name}`, quick[0] / MHZ / 1000, 'ms, lines only', 1000);
    print(`hand_frame_whole_${name}`, quick[1] / MHZ / 1000, 'ms, whole frame with QR', 2000);
    print(
        `hand_frames_${name}`,
        2000 / ((quick[0] + quick[1]) / MHZ / 1000 + 16),
        'frames a second',
        30
    );
}
{
    const b = boot(),
        {host, end, pump} = cable(b);
    b.frame.set(SIGHTS[0][1]);
    const down = b.ms;
    b.pin('trigger', true);
    b.until('the HID report', () => pump() || host.in[4].length > 0);
    print('hand_trigger_to_report', b.ms - down, 'ms, 8 of them the frame', 60);
    b.until('the link frame', () => pump() || end.scans().length > 0);
    print('hand_trigger_to_link', b.ms - down, 'ms, 8 of them the frame', 60);
}
{
    const b = boot(),
        end = radio(b);
    b.frame.set(frame('QRCODE', 'ORDER:778123;LINE:4;QTY:12', {noise: 2}));
    const down = b.ms;
    b.pin('trigger', true);
    b.until('the QR code', () => end.scans().length > 0, 8000);
    print('hand_read_qr', b.ms - down, 'ms from trigger to link', 1000);
    b.pin('trigger', false);
    b.frame.set(
        Uint8Array.from({length: 320 * 240}, (_, i) => 100 + (Math.imul(i, 2654435761) >>> 27))
    );
    b.run(null, 100);
    b.pin('trigger', true);
    b.run(() => b.frames > 6, 20000);
    const stack = b.rp.sram.subarray(0x40000, 0x41f00);
    let free = 0;
    while (free < stack.length && stack[free] === 0xa5)
        free++;
    print('hand_stack', stack.length - free, 'bytes deepest', stack.length);
    print('hand_heap', peek(b, 'peak') / 1024, "KB of the decoder's, deepest", 116);
}
