// QVGA frames with barcodes made by zint: clean, blurred, noisy, skewed.
import {execFileSync} from 'node:child_process';

const W = 320,
    H = 240;

// Rows of modules as arrays of 0 and 1.
function modules(symbology, text) {
    const dump = execFileSync('zint', ['-b', symbology, '-d', text, '--dump'], {encoding: 'utf8'});
    const rows = dump
        .trim()
        .split('\n')
        .map(line =>
            [...line.replaceAll(' ', '')].flatMap(c =>
                [...parseInt(c, 16).toString(2).padStart(4, '0')].map(Number)
            )
        );
    const width = Math.max(...rows.map(row => row.lastIndexOf(1) + 1));
    return symbology === 'QRCODE'
        ? rows.map(row => row.slice(0, rows.length))
        : [rows[0].slice(0, width)];
}

// scale: pixels a module; skew: degrees; blur: modules; noise: grey levels;
// seed: of the noise.
export function frame(
    symbology,
    text,
    {scale, skew = 0, blur = 0, noise = 0, paper = 190, ink = 45, seed = 1, high = 110} = {}
) {
    const rows = modules(symbology, text),
        is2d = rows.length > 1;
    const wide = rows[0].length;
    scale ??= Math.floor(Math.min((W - 16) / wide, is2d ? (H - 16) / rows.length : 9));
    const tall = is2d ? rows.length * scale : high;
    const c = Math.cos((skew * Math.PI) / 180),
        s = Math.sin((skew * Math.PI) / 180);
    const at = (x, y) => {
        const u = ((x - W / 2) * c + (y - H / 2) * s) / scale + wide / 2;
        const v = (-(x - W / 2) * s + (y - H / 2) * c + tall / 2) / (is2d ? scale : tall);
        return u >= 0 && u < wide && v >= 0 && v < rows.length
            ? rows[Math.floor(v)][Math.floor(u)]
            : 0;
    };
    let r = seed >>> 0;
    const chance = () => ((r = (Math.imul(r, 1664525) + 1013904223) >>> 0) / 2 ** 32 - 0.5) * 2;
    const sharp = new Float32Array(W * H),
        out = new Uint8Array(W * H);
    for (let y = 0; y < H; y++)
        for (let x = 0; x < W; x++) {
            let sum = 0;
            for (const dx of [0.25, 0.75])
                // two samples a pixel
                for (const dy of [0.25, 0.75])
                    sum += at(x + dx, y + dy);
            sharp[y * W + x] = sum / 4;
        }
    const radius = Math.ceil(blur * scale * 2),
        weights = [];
    for (let i = -radius; i <= radius; i++)
        weights.push(blur ? Math.exp(-((i / (blur * scale)) ** 2)) : 1);
    const total = weights.reduce((a, b) => a + b);
    for (let y = 0; y < H; y++)
        for (let x = 0; x < W; x++) {
            let sum = 0;
            for (let i = -radius; i <= radius; i++)
                sum += weights[i + radius] * sharp[y * W + Math.min(W - 1, Math.max(0, x + i))];
            out[y * W + x] = Math.max(
                0,
                Math.min(255, paper - ((paper - ink) * sum) / total + noise * chance())
            );
        }
    return out;
}
