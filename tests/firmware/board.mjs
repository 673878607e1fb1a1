// The handheld's image in an emulated RP2040, with the parts around it.
//
// Stricter than the emulator where silicon is: access to a block in reset,
// unaligned access, stores to flash and fetches while flash is busy are
// failures, and so is every warning of the emulator. Frames come in at the
// DMA, since pixel by pixel one would take half a minute.
import fs from 'node:fs';
import {RP2040} from 'rp2040js';

const PINS = {
    trigger: 17,
    left: 18,
    right: 19,
    buzzer: 20,
    vibrate: 21,
    cable: 24,
    aim: 26,
    power: 27,
    lamp: 28,
};
const BYTE_NANOS = 1e10 / 115200,
    PAGE = 256,
    SECTOR = 4096,
    FRAME = 320 * 240;
export const FLASH_LEN = 2 * 1024 * 1024;

// Which bit of the resets register holds which part, by its address.
const RESET_BIT = {
    0x4004c: 0,
    0x40030: 1,
    0x50000: 2,
    0x40044: 3,
    0x40048: 4,
    0x40014: 5,
    0x4001c: 8,
    0x50200: 10,
    0x50300: 11,
    0x40028: 12,
    0x4002c: 13,
    0x40050: 14,
    0x4005c: 15,
    0x4003c: 16,
    0x40040: 17,
    0x40054: 21,
    0x40034: 22,
    0x40038: 23,
    0x50110: 24,
};

export class PowerCut extends Error {}

// SSD1306 at 0x3C, HM01B0 at 0x24: what was written to them.
class Bus {
    constructor(i2c) {
        this.pixels = new Uint8Array(1024);
        this.sensor = new Map();
        this.isOn = false;
        this.window = {x0: 0, x1: 127, y0: 0, y1: 7};
        this.x = this.y = 0;
        // A register the emulator lacks: how long SDA holds, which is analogue.
        const write = i2c.writeUint32;
        i2c.writeUint32 = function (offset, value) {
            if (offset === 0x7c)
                this.sdaHold = value;
            else
                write.call(this, offset, value);
        };
        i2c.onStart = () => i2c.completeStart();
        i2c.onConnect = address => {
            this.address = address;
            this.bytes = [];
            i2c.completeConnect(address === 0x3c || address === 0x24);
        };
        i2c.onWriteByte = value => {
            this.bytes.push(value);
            i2c.completeWrite(true);
        };
        i2c.onStop = () => {
            this.end();
            i2c.completeStop();
        };
    }
    end() {
        const b = this.bytes ?? [];
        this.bytes = [];
        if (this.address === 0x24)
            this.sensor.set((b[0] << 8) | b[1], b[2]);
        else if (b[0] === 0x40)
            b.slice(1).forEach(v => this.put(v));
        else
            this.command(b.slice(1));
    }
    put(value) {
        const w = this.window;
        this.pixels[this.y * 128 + this.x] = value;
        if (++this.x > w.x1) {
            this.x = w.x0;
            if (++this.y > w.y1)
                this.y = w.y0;
        }
    }
    command(list) {
        const args = {
            0x20: 1,
            0x8d: 1,
            0x21: 2,
            0x22: 2,
            0x81: 1,
            0xa8: 1,
            0xd3: 1,
            0xd5: 1,
            0xd9: 1,
            0xda: 1,
            0xdb: 1,
        };
        for (let i = 0; i < list.length; i += 1 + (args[list[i]] ?? 0)) {
            const [c, a, b] = list.slice(i, i + 3);
            if (c === 0xaf || c === 0xae)
                this.isOn = c === 0xaf;
            if (c === 0x21)
                (Object.assign(this.window, {x0: a, x1: b}), (this.x = a));
            if (c === 0x22)
                (Object.assign(this.window, {y0: a, y1: b}), (this.y = a));
        }
    }
    // 64 lines of '#' and '.'.
    text() {
        return Array.from({length: 64}, (_, y) =>
            Array.from({length: 128}, (_, x) =>
                (this.pixels[(y >> 3) * 128 + x] >> (y & 7)) & 1 ? '#' : '.'
            ).join('')
        ).join('\n');
    }
}

export class Board {
    // rom: its file. flash: bytes of an earlier board, or a file's. kept: what
    // an earlier board's RAM and watchdog still hold after a reset.
    constructor({rom, flash, kept}) {
        const rp = (this.rp = new RP2040());
        this.rom = rom;
        this.ns = 1e9 / rp.clkSys;
        rp.addClockListener(hz => {
            this.ns = 1e9 / hz;
        });
        this.instructions = 0;
        this.warnings = [];
        rp.logger = {
            debug() {},
            info() {},
            warn: (who, what) => {
                this.warnings.push(`${who}: ${what} pc=${rp.core.PC.toString(16)}`);
                throw new Error(this.warnings.at(-1)); // none is harmless
            },
            error: (who, what) => {
                throw new Error(`${who}: ${what} pc=${rp.core.PC.toString(16)}`);
            },
        };
        const bytes = new Uint8Array(16384);
        bytes.set(fs.readFileSync(rom));
        rp.flash.fill(0xff);
        rp.flash.set(flash);
        rp.bootrom.set(new Uint32Array(bytes.buffer));
        if (kept) {
            rp.sram.set(kept.sram);
            rp.peripherals[0x40058].scratchData.set(kept.scratch);
            rp.peripherals[0x40058].reason = kept.reason;
        }
        const dog = rp.peripherals[0x40058];
        dog.onWatchdogTrigger = () => {
            this.isReset = true;
            dog.alarm.enable = dog.timer.enable = false;
        };
        for (const pio of rp.pio)
            pio.run = () => {};
        rp.core.VTOR = 0;
        rp.core.reset();
        rp.onBreak = code => this.romCall(code);
        this.flashOps = [];
        this.cutAt = Infinity;
        this.bus = new Bus(rp.i2c[0]);
        this.uartOut = [];
        this.uartIn = [];
        this.uartAlarm = rp.clock.createAlarm(() => {
            rp.uart[0].feedByte(this.uartIn.shift());
            if (this.uartIn.length)
                this.uartAlarm.schedule(BYTE_NANOS);
        });
        rp.uart[0].onByte = b => this.uartOut.push(b);
        this.volts(3.9);
        rp.adc.channelValues[4] = 876;
        for (const pin of [PINS.trigger, PINS.left, PINS.right])
            rp.gpio[pin].setInputValue(true);
        this.tones = [];
        this.cameraInit();
        this.strict();
    }
    // Bytes come in one after another, as at 115200 baud.
    uartFeed(bytes) {
        const wasIdle = this.uartIn.length === 0;
        for (const b of bytes)
            this.uartIn.push(b);
        if (wasIdle && this.uartIn.length)
            this.uartAlarm.schedule(BYTE_NANOS);
    }
    volts(v) {
        this.rp.adc.channelValues[3] = Math.round((v / 3 / 3.3) * 4096);
    }
    pin(name, down) {
        this.rp.gpio[PINS[name]].setInputValue(!down);
    }
    output(name) {
        return this.rp.gpio[PINS[name]].value;
    }
    toneHz() {
        const slice = this.rp.pwm.channels[2];
        return slice.csr & 1 && slice.cc
            ? Math.round(133e6 / (slice.div >> 4) / (slice.top + 1))
            : 0;
    }
    sounds(hz) {
        return Math.abs(this.toneHz() - hz) < hz / 100;
    }
    // The camera: DMA channel 0 from PIO 0 gets a frame at once, 8 ms later.
    cameraInit() {
        const {rp} = this,
            channel = rp.dma.channels[0];
        this.frame = new Uint8Array(FRAME);
        this.frames = 0;
        const alarm = rp.clock.createAlarm(() => {
            if (!(channel.ctrl & (1 << 24)))
                return;
            if (rp.pio[0].stopped && !(rp.pio[0].readUint32(0) & 1))
                throw new Error('a frame is awaited and the state machine is off');
            if (channel.readAddr !== 0x50200020 || channel.transCountReload !== FRAME / 4)
                throw new Error("the camera's DMA is set up wrongly");
            rp.sram.set(this.frame, channel.writeAddr - 0x20000000);
            this.frames++;
            this.frameNanos = rp.clock.nanos;
            channel.ctrl &= ~(1 << 24);
            rp.dma.intRaw |= 1;
            rp.dma.checkInterrupts();
        });
        const schedule = channel.scheduleTransfer,
            board = this;
        channel.scheduleTransfer = function () {
            if (this.treqValue === 4 && !board.stepsPio)
                alarm.schedule(8e6);
            else
                schedule.call(this);
        };
    }
    strict() {
        const {rp} = this,
            resets = rp.peripherals[0x4000c];
        resets.reset = 0x1ffffff;
        const read = resets.readUint32;
        resets.readUint32 = function (offset) {
            return offset === 8 ? ~this.reset & 0x1ffffff : read.call(this, offset);
        };
        const find = rp.findPeripheral;
        rp.findPeripheral = function (address) {
            const b = RESET_BIT[(address >>> 14) << 2];
            if (b !== undefined && (resets.reset >> b) & 1)
                throw new Error(
                    `access to ${address.toString(16)} in reset, pc=${rp.core.PC.toString(16)}`
                );
            return find.call(rp, address);
        };
        this.guardAccess();
        const ssi = rp.peripherals[0x18000],
            write = ssi.writeUint32;
        ssi.writeUint32 = (offset, value) => {
            if (offset === 8 && value === 1 && this.xip)
                this.xipOn();
            write.call(ssi, offset, value);
        };
    }
    // Nothing is read or written across its own boundary, nothing into flash.
    guardAccess() {
        const {rp} = this;
        const guard = (name, mask) => {
            const old = rp[name];
            rp[name] = (address, value) => {
                address >>>= 0;
                if (address & mask)
                    throw new Error(
                        `unaligned ${name} ${address.toString(16)} pc=${rp.core.PC.toString(16)}`
                    );
                if (name[0] === 'w' && address >= 0x10000000 && address < 0x14000000)
                    throw new Error(
                        `store to flash ${address.toString(16)} pc=${rp.core.PC.toString(16)}`
                    );
                return old.call(rp, address, value);
            };
        };
        guard('writeUint32', 3);
        guard('writeUint16', 1);
        guard('writeUint8', 0);
        guard('readUint16', 1);
    }
    xipOff() {
        const {rp} = this,
            check = address => {
                if (address >>> 24 === 0x10)
                    throw new Error(`flash is read while it is busy: ${address.toString(16)}`);
            };
        this.xip = ['readUint8', 'readUint16', 'readUint32'].map(name => [name, rp[name]]);
        for (const [name, old] of this.xip)
            rp[name] = address => (check(address), old.call(rp, address));
    }
    xipOn() {
        for (const [name, old] of this.xip)
            this.rp[name] = old;
        this.xip = null;
    }
    // The ROM's flash functions. At cutAt the power goes in the middle of the
    // operation: half of it is done.
    romCall(code) {
        const {rp} = this,
            [r0, r1, r2] = rp.core.registers,
            f = rp.flash;
        const cut = this.flashOps.length === this.cutAt;
        if (code === 3) {
            if (r0 % SECTOR || r1 % SECTOR)
                throw new Error('erase is not by sectors');
            this.flashOps.push(['erase', r0, r1]);
            f.fill(0xff, r0, r0 + (cut ? r1 >> 1 : r1));
            rp.clock.tick((45e6 * r1) / SECTOR);
        } else if (code === 4) {
            if (r0 % PAGE || r2 % PAGE)
                throw new Error('program is not by pages');
            this.flashOps.push([
                'program',
                r0,
                r2,
                rp.sram.slice(r1 - 0x20000000, r1 - 0x20000000 + r2),
            ]);
            const n = cut ? (this.cutBytes ?? r2 >> 1) : r2;
            for (let i = 0; i < n; i++)
                f[r0 + i] &= rp.readUint8(r1 + i);
            rp.clock.tick((4e5 * r2) / PAGE);
        } else if (code === 2) {
            this.xipOff();
        } else if (code !== 1 && code !== 5) {
            throw new Error(`breakpoint ${code} pc=${rp.core.PC.toString(16)}`);
        }
        if (cut)
            throw new PowerCut();
    }
    step() {
        const {rp} = this,
            {core, clock} = rp;
        if (core.waiting) {
            // rp2040js misses an interrupt that was pending before the wait.
            if (core.pendingInterrupts & core.enabledInterrupts || core.pendingSystick) {
                core.waiting = false;
                return;
            }
            clock.tick(Math.min(clock.nextAlarm ? clock.nanosToNextAlarm : 1e6, 1e6) || 1);
            return;
        }
        const cycles = core.executeInstruction();
        if (this.stepsPio)
            for (let i = 0; i < cycles; i++)
                rp.pio[0].step();
        const nanos = clock.nanosCounter + cycles * this.ns;
        this.instructions++;
        if (clock.nextAlarm !== null && clock.nextAlarm.nanos <= nanos)
            clock.tick(nanos - clock.nanosCounter);
        else
            clock.nanosCounter = nanos;
    }
    get ms() {
        return this.rp.clock.nanos / 1e6;
    }
    // Until check() is true or ms have passed; false then, and after a reset.
    run(check, ms = 1000) {
        const end = this.ms + ms;
        for (let i = 0; !this.isReset; i++) {
            this.step();
            if ((i & 255) === 0 || this.rp.core.waiting) {
                if (check && check())
                    return true;
                if (this.ms > end)
                    return false;
            }
        }
        return check ? !!check() : false;
    }
    until(what, check, ms = 3000) {
        const at = () => this.rp.core.PC.toString(16);
        if (!this.run(check, ms))
            throw new Error(`not within ${ms} ms: ${what}; pc=${at()}\n${this.bus.text()}`);
    }
    keep() {
        const dog = this.rp.peripherals[0x40058];
        return {sram: this.rp.sram.slice(), scratch: dog.scratchData.slice(), reason: dog.reason};
    }
    // The same device after a reset, or after the power was away.
    next({cold = false} = {}) {
        return new Board({
            rom: this.rom,
            flash: this.rp.flash,
            kept: cold ? undefined : this.keep(),
        });
    }
    press(name, ms = 30) {
        this.pin(name, true);
        this.run(null, ms);
        this.pin(name, false);
        this.run(null, 20);
    }
}
