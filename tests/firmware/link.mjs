// The station's end of the link, for tests that look at single messages:
// frames (COBS, CRC-16), stop and wait. shared/PROTOCOL.md.
const crc16 = bytes =>
    bytes.reduce((crc, byte) => {
        crc ^= byte << 8;
        for (let i = 0; i < 8; i++)
            crc = crc & 0x8000 ? (crc << 1) ^ 0x1021 : crc << 1;
        return crc & 0xffff;
    }, 0xffff);

export function encode(body) {
    const crc = crc16(body),
        bytes = [...body, crc >> 8, crc & 255],
        out = [];
    let run = [];
    for (const byte of [...bytes, 0])
        if (byte === 0) {
            out.push(run.length + 1, ...run);
            run = [];
        } else {
            run.push(byte);
        }
    return [...out, 0];
}

function decode(wire) {
    const out = [];
    for (let at = 0; at < wire.length;) {
        const n = wire[at];
        out.push(...wire.slice(at + 1, at + n));
        at += n;
        if (at < wire.length && n < 255)
            out.push(0);
    }
    const body = out.slice(0, -2);
    return crc16(body) === ((out.at(-2) << 8) | out.at(-1)) ? body : null;
}

const text = s => [Buffer.byteLength(s), ...Buffer.from(s)];
const u32 = n => [n & 255, (n >> 8) & 255, (n >> 16) & 255, n >>> 24];
const u64 = n => {
    const b = Buffer.alloc(8);
    b.writeBigInt64LE(BigInt(n));
    return [...b];
};
export const say = {
    hello: () => [1, 1, 0, ...text('station'), ...text(''), ...u32(0), ...u32(0), 0, 0],
    taken: n => [3, ...u32(n)],
    feedback: (record, tone, words) => [4, ...u32(record), 0, 0, tone, ...text(words)],
    clock: ms => [5, ...u64(ms)],
    setting: (id, value) => [8, id, ...u32(value)],
    offer: (no, floor, board, a, b) => [14, ...u32(no), ...u32(floor), board, ...u32(a), ...u32(b)],
    image: (offset, bytes) => [16, ...u32(offset), bytes.length, ...bytes],
};

export class StationEnd {
    constructor(send, session = 9) {
        this.send = send; // bytes to the handheld
        this.session = session;
        this.peer = 0;
        this.sendSeq = this.recvSeq = 0;
        this.isOpen = false;
        this.wire = [];
        this.queue = [];
        this.got = []; // messages, as arrays of bytes
        this.bad = 0;
    }
    frame(kind, payload = []) {
        const body =
            kind === 'O'
                ? [0x4f, 1, this.session, this.isOpen ? 1 : 0, this.peer]
                : [
                      kind.charCodeAt(0),
                      1,
                      this.session,
                      this.sendSeq & 255,
                      this.recvSeq & 255,
                      ...payload,
                  ];
        this.send(encode(body));
    }
    take(bytes) {
        for (const byte of bytes) {
            if (byte !== 0) {
                this.wire.push(byte);
                continue;
            }
            const body = this.wire.length ? decode(this.wire) : [];
            this.wire = [];
            if (!body)
                this.bad++;
            else if (body.length)
                this.body(body);
        }
    }
    body([kind, , session, seq, ack, ...payload]) {
        if (kind === 0x4f) {
            if (session !== this.peer)
                Object.assign(this, {
                    peer: session,
                    recvSeq: 0,
                    sendSeq: 0,
                    flying: null,
                    isOpen: false,
                });
            this.isOpen = ack === this.session;
            if (!this.isOpen || seq === 0)
                this.frame('O');
            this.pump();
            return;
        }
        if (this.flying && ack === (this.sendSeq & 255))
            this.flying = null;
        if (kind === 0x44) {
            if (seq === ((this.recvSeq + 1) & 255)) {
                this.recvSeq++;
                this.got.push(payload);
                this.onMessage?.(payload);
            }
            this.frame('A');
        }
        this.pump();
    }
    say(payload) {
        this.queue.push(payload);
        this.pump();
    }
    pump() {
        if (!this.isOpen || this.flying || !this.queue.length)
            return;
        this.flying = this.queue.shift();
        this.sendSeq++;
        this.frame('D', this.flying);
    }
    kinds() {
        return this.got.map(p => p[0]);
    }
    scans() {
        return this.got
            .filter(p => p[0] === 2)
            .map(p => {
                const b = Buffer.from(p),
                    aimLen = b[13];
                let at = 14 + aimLen;
                const scan = {
                    record: b.readUInt32LE(1),
                    atMs: Number(b.readBigInt64LE(5)),
                    aim: b.subarray(14, at).toString(),
                    mode: b[at],
                    verdict: b[at + 1],
                    qty: b.readInt32LE(at + 2),
                    list: b.readUInt32LE(at + 6),
                    line: b.readUInt16LE(at + 10),
                };
                at += 12;
                const placeLen = b[at];
                scan.place = b.subarray(at + 1, at + 1 + placeLen).toString();
                at += 1 + placeLen;
                scan.text = b.subarray(at + 1, at + 1 + b[at]).toString('latin1');
                return scan;
            });
    }
}
