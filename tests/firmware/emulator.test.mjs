// The real image in the emulated chip: what a person, a host and a station see.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import test from 'node:test';
import {frame} from './frames.mjs';
import {boot, cable, newFlash, radio, shoot, symbols} from './image.mjs';
import {say} from './link.mjs';
import {UsbHost} from './usbhost.mjs';

const quiet = board => assert.deepEqual(board.warnings, []);

// Compares the screen with a picture in golden/; UPDATE_GOLDEN=1 writes it.
function looksLike(board, name) {
    const at = new URL(`golden/${name}.txt`, import.meta.url);
    board.run(null, 150);
    if (process.env.UPDATE_GOLDEN)
        fs.writeFileSync(at, board.bus.text() + '\n');
    assert.equal(board.bus.text() + '\n', fs.readFileSync(at, 'utf8'), name);
}

// A keyboard's reports as text; HID POS reports as [aim, data, more].
const KEYS = ' !"#$%&\'()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ';
function typed(reports) {
    return reports
        .map(r => r.data)
        .filter(d => d[2])
        .map(([shift, , u]) =>
            u === 0x28
                ? '\n'
                : u === 0x2d
                  ? '-'
                  : u === 0x27
                    ? '0'
                    : u >= 0x1e && u <= 0x26
                      ? String(u - 0x1d)
                      : u >= 4 && u <= 0x1d
                        ? String.fromCharCode((shift ? 65 : 97) + u - 4)
                        : '?'
        )
        .join('');
}
const posReport = ({data}) => ({
    id: data[0],
    aim: Buffer.from(data.slice(2, 5)).toString(),
    text: Buffer.from(data.slice(5, 5 + data[1])).toString('latin1'),
    more: data[63],
});

test('it boots through boot2 and the boot loader and shows what to do', () => {
    const b = boot();
    looksLike(b, 'home');
    assert.equal(b.output('power'), 1, 'holds its own supply');
    quiet(b);
});

test('USB: a composite of serial port, keyboard and bar code scanner', () => {
    const b = boot(),
        host = new UsbHost(b);
    host.enumerate();
    assert.equal(host.device.length, 18);
    assert.equal(host.configuration.length, 125);
    assert.equal(host.string(1), 'Tallyman');
    assert.match(host.string(3), /^hand-[0-9A-F]{8}$/);
    const keys = host.control(0x81, 6, 0x2200, 2, 255),
        pos = host.control(0x81, 6, 0x2200, 3, 255);
    assert.deepEqual([...keys.slice(0, 4)], [5, 1, 9, 6]);
    assert.deepEqual([...pos.slice(0, 4)], [5, 0x8c, 9, 2]);
    assert.equal(host.control(0x80, 6, 0x600, 0, 10), null, 'an unknown descriptor is stalled');
    assert.ok(host.control(0x21, 0x20, 0, 0, 7, [0, 0x4b, 0, 0, 0, 0, 8]));
    assert.equal(Buffer.from(host.control(0xa1, 0x21, 0, 0, 7)).toString('hex'), '004b0000000008');
    assert.deepEqual(host.errors, []);
    quiet(b);
});

test('trigger to HID report and link frame, over the cable', () => {
    const b = boot(),
        {host, end, pump} = cable(b);
    const down = b.ms;
    assert.ok(shoot(b, frame('EANX', '590123412345'), () => pump() || end.scans().length > 0));
    const [scan] = end.scans();
    assert.equal(scan.text, '5901234123457');
    assert.equal(scan.aim, ']E0');
    assert.equal(scan.record, 1);
    assert.ok(
        scan.atMs >= Date.UTC(2026, 10, 25, 9) && scan.atMs < Date.UTC(2026, 10, 25, 9, 1),
        'its clock was set'
    );
    b.run(() => pump() || host.in[4].length > 0, 100);
    assert.deepEqual(host.in[4].map(posReport), [
        {id: 2, aim: ']E0', text: '5901234123457', more: 0},
    ]);
    assert.ok(b.ms - down < 200, `${b.ms - down} ms`);
    end.say(say.taken(1));
    end.say(say.feedback(1, 2, 'LINE 2 OF 3'));
    b.until('the tone', () => pump() || b.sounds(2200));
    b.run(() => pump(), 200);
    looksLike(b, 'line-done');
    assert.deepEqual(host.errors, []);
    quiet(b);
});

test('as a keyboard it types the code and Enter', () => {
    const b = boot(),
        {host, end, pump} = cable(b);
    end.say(say.setting(2, 1));
    b.until(
        'the setting is confirmed',
        () => pump() || end.got.some(p => p[0] === 8 && p[1] === 2 && p[2] === 1)
    );
    shoot(b, frame('CODE128', 'Pick-A12'), () => pump() || end.scans().length > 0);
    b.run(() => pump() || typed(host.in[3]).endsWith('\n'), 400);
    assert.equal(typed(host.in[3]), 'Pick-A12\n');
    quiet(b);
});

const SIGHTS = [
    [
        'EAN-13, blurred and noisy',
        'EANX',
        '400638133393',
        {scale: 3, blur: 0.4, noise: 8},
        ']E0',
        '4006381333931',
    ],
    [
        'EAN-13, skewed',
        'EANX',
        '400638133393',
        {scale: 2, skew: 12, high: 140},
        ']E0',
        '4006381333931',
    ],
    [
        'EAN-13, upright',
        'EANX',
        '400638133393',
        {scale: 2, skew: 90, high: 120},
        ']E0',
        '4006381333931',
    ],
    ['Code 128, clean', 'CODE128', 'TOTE-0042', {}, ']C0', 'TOTE-0042'],
    ['Code 128, noisy', 'CODE128', 'TOTE-0042', {noise: 10, blur: 0.3}, ']C0', 'TOTE-0042'],
    ['Code 128, at 45 degrees', 'CODE128', 'T-42', {scale: 2, skew: 45, high: 90}, ']C0', 'T-42'],
    ['Interleaved 2 of 5', 'ITF14', '1234567890123', {scale: 2}, ']I0', '12345678901231'],
    ['Code 39', 'CODE39', 'A-12', {scale: 2}, ']A0', 'A-12'],
    ['QR, clean', 'QRCODE', 'ORDER:778123;LINE:4;QTY:12', {}, ']Q1', 'ORDER:778123;LINE:4;QTY:12'],
    [
        'QR, blurred and noisy',
        'QRCODE',
        'ORDER:778123',
        {scale: 5, blur: 0.3, noise: 5},
        ']Q1',
        'ORDER:778123',
    ],
    ['QR, skewed', 'QRCODE', 'ORDER:778123', {scale: 5, skew: 20}, ']Q1', 'ORDER:778123'],
];
test('frames as a camera gives them', async t => {
    const b = boot(),
        end = radio(b);
    for (const [name, symbology, text, how, aim, want] of SIGHTS)
        await t.test(name, () => {
            const before = end.scans().length;
            assert.ok(
                shoot(b, frame(symbology, text, how), () => end.scans().length > before, 4000),
                'read'
            );
            assert.deepEqual([end.scans().at(-1).aim, end.scans().at(-1).text], [aim, want]);
            end.say(say.taken(before + 1));
            b.run(null, 60);
        });
    quiet(b);
});

test('nothing to read: a person hears so, and no frame gives a wrong code', () => {
    const b = boot(),
        end = radio(b);
    const noise = new Uint8Array(320 * 240);
    let r = 5;
    for (let i = 0; i < noise.length; i++)
        noise[i] = 110 + ((r = (Math.imul(r, 1664525) + 1013904223) >>> 0) >>> 26);
    shoot(b, noise, () => b.frames >= 1, 1500);
    b.until('the tone for a look', () => b.sounds(1600), 3000);
    looksLike(b, 'again');
    assert.equal(end.scans().length, 0);
    quiet(b);
});

test("the camera's pins, pixel by pixel, through PIO and DMA", () => {
    const b = boot(),
        {gpio, dma} = b.rp,
        channel = dma.channels[0];
    b.stepsPio = true;
    b.rp.core.waiting = false;
    const set = (pin, on) => {
        gpio[pin].setInputValue(on);
        b.run(null, 0.0005);
    };
    set(16, true); // in the middle of a frame when the trigger is pulled
    b.pin('trigger', true);
    b.until('DMA is armed', () => (channel.ctrl >> 24) & 1, 100);
    const at = channel.writeAddr,
        pixel = value => {
            for (let i = 0; i < 8; i++)
                gpio[6 + i].setInputValue(!!((value >> i) & 1));
            set(14, true);
            set(14, false);
        };
    set(15, true);
    pixel(0xee); // belongs to the frame that is not ours
    set(15, false);
    set(16, false);
    set(16, true); // ours begins
    const want = Array.from({length: 24}, (_, i) => (i * 37 + 11) & 255);
    for (let line = 0; line < 3; line++) {
        set(15, true);
        want.slice(8 * line, 8 * line + 8).forEach(pixel);
        set(15, false);
    }
    b.run(null, 0.01);
    assert.deepEqual([...b.rp.sram.subarray(at - 0x20000000, at - 0x20000000 + 24)], want);
    quiet(b);
});

test('dark and bright frames move the exposure', () => {
    const b = boot(),
        end = radio(b);
    const sight = frame('EANX', '590123412345');
    const at = level => sight.map(v => Math.min(255, v * level));
    b.frame.set(at(0.1));
    b.pin('trigger', true);
    b.until(
        'a longer exposure',
        () => ((b.bus.sensor.get(0x0202) << 8) | b.bus.sensor.get(0x0203)) > 120
    );
    b.frame.set(sight);
    b.until('the read', () => end.scans().length > 0);
    b.pin('trigger', false);
    assert.equal(b.bus.sensor.get(0x0100), 0, 'the sensor stands by');
    quiet(b);
});

test('the same code is not read twice while the trigger stays down', () => {
    const b = boot(),
        end = radio(b);
    b.frame.set(frame('CODE128', 'ONCE'));
    b.pin('trigger', true);
    b.until('the read', () => end.scans().length > 0);
    end.say(say.taken(1));
    b.run(null, 600);
    assert.equal(end.scans().length, 1);
    b.pin('trigger', false);
    b.run(null, 50);
    b.pin('trigger', true);
    b.until('another pull is another scan', () => end.scans().length > 1);
    quiet(b);
});

test('both ways at once: one session each, scans over the cable', () => {
    const b = boot(),
        air = radio(b),
        {end, pump} = cable(b, 31);
    shoot(b, frame('CODE128', 'BOTH'), () => pump() || end.scans().length > 0);
    assert.equal(end.scans()[0].text, 'BOTH');
    assert.equal(air.scans().length, 0);
    assert.ok(air.kinds().includes(1) && end.kinds().includes(1));
    quiet(b);
});

test('a station that resends and loses frames gets each scan once', () => {
    const b = boot(),
        end = radio(b);
    let drop = 0;
    const take = end.take.bind(end);
    b.rp.uart[0].onByte = byte => {
        if (++drop % 97)
            take([byte]);
    }; // bytes get lost
    for (let i = 0; i < 4; i++) {
        const want = i + 1;
        shoot(
            b,
            frame('CODE128', `LOSS${i}`),
            () => end.scans().some(s => s.record === want),
            5000
        );
        end.say(say.taken(want));
        b.run(null, 400);
    }
    const records = new Map(end.scans().map(s => [s.record, s.text]));
    assert.deepEqual([...records.values()], ['LOSS0', 'LOSS1', 'LOSS2', 'LOSS3']);
    quiet(b);
});

test('keys: quantity, menu, language', () => {
    const b = boot(),
        end = radio(b);
    b.press('right');
    b.press('right');
    looksLike(b, 'times-3');
    shoot(b, frame('CODE128', 'QTY'), () => end.scans().length > 0);
    assert.equal(end.scans()[0].qty, 3);
    b.press('right'); // the answer was seen
    b.press('left', 800);
    b.press('left');
    b.press('left');
    b.press('left');
    looksLike(b, 'menu-language');
    b.press('trigger');
    looksLike(b, 'menu-idioma');
    quiet(b);
});

test('a battery that runs out: shown, then off, and nothing is lost', () => {
    const flash = newFlash();
    let b = boot(flash);
    shoot(b, frame('CODE128', 'KEEP-ME'), () => b.sounds(3100));
    b.volts(3.45);
    b.run(null, 6000);
    looksLike(b, 'charge-soon');
    b.volts(3.2);
    b.until('it switches itself off', () => b.output('power') === 0, 6000);
    looksLike(b, 'charge');
    b = boot(b.rp.flash.slice());
    const end = radio(b);
    b.until('the scan of before', () => end.scans().length > 0);
    assert.equal(end.scans()[0].text, 'KEEP-ME');
    quiet(b);
});

test('the watchdog ends a loop that hangs, and the next start says so', () => {
    const b = boot(),
        at = symbols();
    assert.ok(at.hand, "the core's state has a name");
    // A jump to itself in RAM stands for any endless loop.
    b.rp.sramView.setUint16(0x3f000, 0xe7fe, true);
    b.rp.core.PC = 0x2003f000;
    b.run(null, 9000);
    assert.ok(b.isReset, 'the watchdog fired');
    const c = b.next();
    c.until('the screen is on', () => c.bus.isOn, 4000);
    const end = radio(c);
    c.until('the log', () => end.kinds().includes(17), 4000);
    const codes = end.got
        .filter(p => p[0] === 17)
        .flatMap(p => Array.from({length: p[1]}, (_, i) => p[2 + 8 * i + 4]));
    assert.ok(codes.includes(2), 'LOG_WATCHDOG');
    quiet(c);
});

test('a broken must is kept over the reset and reported', () => {
    const b = boot(),
        at = symbols();
    // Calls must_fail("boot.mjs", 77) as a mistake of ours would.
    const name = Buffer.from('dir/mistake.c\0');
    b.rp.sram.set(name, 0x3f100);
    const core = b.rp.core;
    core.registers[0] = 0x2003f100;
    core.registers[1] = 77;
    core.registers[2] = 0x2003f100;
    core.PC = at.must_fail;
    b.run(null, 100);
    assert.ok(b.isReset);
    const c = b.next();
    c.until('the screen is on', () => c.bus.isOn, 4000);
    const end = radio(c);
    c.until('the report', () => end.kinds().includes(7), 4000);
    const report = Buffer.from(end.got.find(p => p[0] === 7));
    assert.equal(report.subarray(2, 2 + report[1]).toString(), 'mistake.c');
    assert.equal(report.readUInt32LE(2 + report[1]), 77);
    quiet(c);
});

test('asleep it uses next to no instructions, and the trigger wakes it', () => {
    const b = boot(),
        end = radio(b);
    end.say(say.setting(4, 10));
    b.run(null, 200);
    end.take = () => {}; // the station has gone
    b.until('the screen is off', () => !b.bus.isOn, 20000);
    const before = b.instructions;
    b.run(null, 5000);
    assert.ok(b.instructions - before < 5e6, `${b.instructions - before} instructions in 5 s`);
    shoot(b, frame('CODE128', 'WAKE'), () => b.bus.isOn && b.sounds(3100), 3000);
    assert.ok(b.bus.isOn);
    quiet(b);
});
