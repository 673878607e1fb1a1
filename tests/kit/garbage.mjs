// garbage.mjs - seeded noise for tests that feed programs what nobody should
// send. The same seed gives the same noise.
//
//     const noise = new Noise(7);
//     noise.below(6), noise.chance(4), noise.pick(list)
//     noise.bytes(300)                    // a Buffer of random bytes
//     noise.spoiled(Buffer.from('!BP1'))  // a good thing gone wrong
//     noise.lie({rev: 7, changes: []})    // JSON with one value replaced
const NUMBERS = [0, -1, 1, 255, 65536, 2 ** 31, -(2 ** 31) - 1, 2 ** 53, -(2 ** 53), 1e18, 1e300,
    0.5];
const TEXTS = ['', ' ', '\u0000', '\u0007', '\u007f', '\ud800', 'x'.repeat(70), 'é'.repeat(64),
    '\u{1F4E6}'.repeat(40), 'x'.repeat(5000), '%CONT', "'; DROP TABLE item; --", '^XA^XZ',
    '\r\n\r\n'];
const OTHERS = [null, true, false, [], {}, [[[[]]]], {a: {b: {}}}];

// The seed of a storm: the environment's, to see one again, or another each time.
export const STORM_SEED = Number(process.env.TALLYMAN_STORM_SEED ?? Date.now() % 1000000);

export class Noise {
    constructor(seed) {
        this.seed = seed;
        this.state = seed >>> 0;
    }
    next() { // mulberry32
        let t = (this.state = (this.state + 0x6d2b79f5) >>> 0);
        t = Math.imul(t ^ (t >>> 15), t | 1);
        t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
        return (t ^ (t >>> 14)) >>> 0;
    }
    below(n) {
        return this.next() % n;
    }
    chance(n) {
        return this.below(n) === 0;
    }
    pick(list) {
        return list[this.below(list.length)];
    }
    bytes(most) {
        return Buffer.from(Array.from({length: this.below(most + 1)}, () => this.below(256)));
    }
    value() {
        return this.pick([this.pick(NUMBERS), this.pick(TEXTS), this.pick(OTHERS)]);
    }
    // Flipped, cut, repeated, stuffed with bytes that are no text.
    spoiled(good) {
        let bytes = Buffer.from(good);
        for (let n = 1 + this.below(4); n > 0; n--) {
            const at = this.below(bytes.length + 1);
            const before = bytes.subarray(0, at), after = bytes.subarray(at);
            bytes = this.pick([
                () => Buffer.concat([before, this.bytes(4), after]),
                () => Buffer.concat([before, after.subarray(1)]),
                () => before,
                () => Buffer.concat([bytes, bytes]).subarray(0, 20000),
                () => Buffer.concat([before, this.pick([Buffer.from([0]), Buffer.from([0xff]),
                    Buffer.from([0xc3]), Buffer.from([0x1d]), Buffer.from('\ud800')]), after]),
            ])();
        }
        return bytes;
    }
    // One value somewhere inside is another.
    lie(value) {
        if (value === null || typeof value !== 'object' || this.chance(8))
            return this.value();
        const keys = Object.keys(value);
        if (keys.length === 0)
            return this.value();
        const key = this.pick(keys);
        const copy = Array.isArray(value) ? [...value] : {...value};
        if (this.chance(12))
            delete copy[key];
        else
            copy[key] = this.lie(value[key]);
        return copy;
    }
}
