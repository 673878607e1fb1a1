// The image as it was built, and boards that run it.
import fs from 'node:fs';
import path from 'node:path';
import {fileURLToPath} from 'node:url';
import {Board, FLASH_LEN} from './board.mjs';
import {StationEnd, say} from './link.mjs';
import {UsbHost} from './usbhost.mjs';

export const FIRMWARE =
    process.env.TALLYMAN_FIRMWARE ??
    fileURLToPath(new URL('../../build/dev/firmware/pico', import.meta.url));
export const VERSION = '0.1.0',
    NEWER = '0.2.0';

export const file = (name, version = VERSION) =>
    fs.readFileSync(path.join(FIRMWARE, version, name));
export const ROM = path.join(FIRMWARE, VERSION, 'rom.bin');

// A device as it leaves the maker, its image already proved.
export function newFlash() {
    const flash = new Uint8Array(FLASH_LEN).fill(0xff);
    flash.set(file('hand.flash'));
    return flash;
}

export function boot(flash = newFlash(), kept) {
    const board = new Board({rom: ROM, flash, kept});
    board.until('the screen is on', () => board.bus.isOn, 4000);
    board.run(null, 20);
    return board;
}

// Addresses of the image's own variables, for looking without asking.
export function symbols(slot = 1, version = VERSION) {
    const list = file(`hand-${slot}.syms`, version).toString().trim().split('\n');
    return Object.fromEntries(
        list.map(line => line.split(' ')).map(([at, , name]) => [name, parseInt(at, 16)])
    );
}

// The station on the radio: what the UART sends goes to it and back.
export function radio(board, session) {
    const end = new StationEnd(bytes => board.uartFeed(bytes), session);
    board.rp.uart[0].onByte = b => end.take([b]);
    board.until('the link is open', () => end.isOpen, 3000);
    end.say(say.hello());
    end.say(say.clock(Date.UTC(2026, 10, 25, 9, 0, 0)));
    board.until('its hello', () => end.kinds().includes(1), 2000);
    board.run(null, 50);
    return end;
}

// The station on the cable: the serial port of the composite device.
export function cable(board, session) {
    const host = new UsbHost(board);
    host.enumerate();
    host.open();
    const out = [];
    const end = new StationEnd(bytes => out.push(...bytes), session);
    const pump = () => {
        for (const {data} of host.in[2].splice(0))
            end.take(data);
        if (out.length && host.armed[2] >= 0)
            host.out(2, out.splice(0, 64));
        return false;
    };
    board.until('the link is open', () => pump() || end.isOpen, 3000);
    end.say(say.hello());
    end.say(say.clock(Date.UTC(2026, 10, 25, 9, 0, 0)));
    board.until('its hello', () => pump() || end.kinds().includes(1), 2000);
    board.run(() => pump(), 100);
    return {host, end, pump};
}

// Points it at a frame and holds the trigger until check().
export function shoot(board, frame, check, ms = 3000) {
    board.frame.set(frame);
    board.pin('trigger', true);
    const done = board.run(check, ms);
    board.pin('trigger', false);
    board.run(null, 30);
    return done;
}
