// A USB host for the emulated device: control transfers, packets both ways.
// It checks the data toggles, which the emulator does not.
export class UsbHost {
    constructor(board) {
        this.board = board;
        const usb = (this.usb = board.rp.usbCtrl);
        this.in = Array.from({length: 16}, () => []);
        this.armed = new Array(16).fill(-1);
        this.toggles = {};
        this.errors = [];
        usb.onResetReceived = () => {
            this.isReset = true;
        };
        usb.onEndpointWrite = (ep, data) => {
            if (ep === 0)
                this.control0?.push(data);
            else
                this.in[ep].push({nanos: board.rp.clock.nanos, data});
        };
        usb.onEndpointRead = (ep, len) => {
            this.armed[ep] = len;
        };
        const updated = usb.DPRAMUpdated;
        usb.DPRAMUpdated = (offset, value) => {
            if (offset >= 0x88 && offset <= 0xff && value & (1 << 10)) {
                const pid = (value >> 13) & 1;
                if (this.toggles[offset] === pid)
                    this.errors.push(`the same data toggle twice at ${offset.toString(16)}`);
                this.toggles[offset] = pid;
            }
            return updated.call(usb, offset, value);
        };
    }
    attach() {
        this.usb.resetDevice();
        if (!this.board.run(() => this.isReset, 50))
            throw new Error('the device takes no bus reset');
    }
    isStalled() {
        const v = this.board.rp.usbDPRAMView;
        return ((v.getUint32(0x80, true) | v.getUint32(0x84, true)) >> 11) & 1;
    }
    // Returns the bytes of a read, true for a write, null for a stall.
    control(type, request, value, index, len, data) {
        const b = this.board,
            v = b.rp.usbDPRAMView;
        this.control0 = [];
        this.armed[0] = -1;
        for (const at of [0x80, 0x84])
            // SETUP takes back what was offered
            v.setUint32(at, v.getUint32(at, true) & ~0x0c00, true);
        this.usb.sendSetupPacket(
            new Uint8Array([
                type,
                request,
                value & 255,
                value >> 8,
                index & 255,
                index >> 8,
                len & 255,
                len >> 8,
            ])
        );
        if (type & 0x80) {
            const got = [];
            let isDone = false;
            const done = () => {
                while (this.control0.length) {
                    const packet = this.control0.shift();
                    got.push(...packet);
                    isDone ||= packet.length < 64 || got.length >= len;
                }
                return isDone || this.isStalled();
            };
            if (!b.run(done, 100))
                throw new Error(`control ${type.toString(16)} ${request}: no answer`);
            if (this.isStalled())
                return null;
            if (!b.run(() => this.armed[0] >= 0, 5))
                this.errors.push('the status stage was not offered');
            this.usb.endpointReadDone(0, new Uint8Array(0));
            b.run(null, 0.1);
            return Uint8Array.from(got);
        }
        if (data) {
            if (!b.run(() => this.armed[0] >= 0, 50))
                throw new Error('no data stage');
            this.usb.endpointReadDone(0, Uint8Array.from(data));
        }
        if (!b.run(() => this.control0.length || this.isStalled(), 50))
            throw new Error('no status stage');
        const fine = !this.isStalled();
        b.run(null, 0.2);
        return fine;
    }
    out(ep, data) {
        if (!this.board.run(() => this.armed[ep] >= 0, 500))
            throw new Error(`endpoint ${ep} takes nothing`);
        this.armed[ep] = -1;
        this.usb.endpointReadDone(ep, Uint8Array.from(data));
    }
    // As an operating system would: address, configuration, port opened.
    enumerate() {
        this.attach();
        this.device = this.control(0x80, 6, 0x100, 0, 18);
        this.control(0, 5, 7, 0, 0);
        const head = this.control(0x80, 6, 0x200, 0, 9);
        this.configuration = this.control(0x80, 6, 0x200, 0, head[2] | (head[3] << 8));
        this.control(0, 9, 1, 0, 0);
    }
    string(n) {
        return Buffer.from(this.control(0x80, 6, 0x300 | n, 0x409, 255).slice(2)).toString(
            'utf16le'
        );
    }
    open(isOpen = true) {
        this.control(0x21, 0x22, isOpen ? 1 : 0, 0, 0);
    }
}
