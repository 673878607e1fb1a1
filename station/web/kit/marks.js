// Marks drawn on the page: tally marks that count, and command barcodes.
import {draw} from './svg.js';

// Four strokes and a gate. The tilts repeat, so that a redrawn tally is the
// same tally. What is still to come is a dot at the foot: told by height.
const TILT = [-1.6, 0.9, -0.5, 1.5];
const PITCH = 15;
const GROUP = 84;
const HIGH = 64;
const COUNTED_BY_EYE = 20;

const stroke = (x1, y1, x2, y2, kind) => draw('line', {x1, y1, x2, y2, class: `tally-${kind}`});

function mark(index, kind) {
    const left = Math.floor(index / 5) * GROUP + 12;
    const at = index % 5;
    const x = left + at * PITCH;
    if (kind === 'todo')
        return draw('circle', {cx: x, cy: HIGH - 10, r: 5, class: 'tally-todo'});
    if (at === 4)
        return stroke(left - 6, HIGH - 14, left + 3 * PITCH + 7, 14, kind);
    return stroke(x - TILT[at], 6, x + TILT[at], HIGH - 6, kind);
}

function kindOf(index, done, all) {
    if (index >= all)
        return 'over';
    if (index >= done)
        return 'todo';
    return index === done - 1 ? 'fresh' : 'done';
}

function gates(done, all, over) {
    const count = all + over;
    const rest = count % 5;
    const width = Math.floor(count / 5) * GROUP + (rest ? rest * PITCH + 9 : 0);
    const svg = draw('svg', {viewBox: `0 0 ${Math.max(width, 24)} ${HIGH}`});
    for (let i = 0; i < count; i++)
        svg.append(mark(i, kindOf(i, done, all)));
    return svg;
}

function well(share) {
    const frame = {x: 2, y: 20, height: 24};
    return draw(
        'svg',
        {viewBox: `0 0 150 ${HIGH}`},
        draw('rect', {...frame, width: 146, class: 'tally-well'}),
        draw('rect', {...frame, width: 146 * share, class: 'tally-fill'}),
    );
}

// done of total; more than twenty is a bar, since nobody counts gates by eye.
export function tally(done, of, over = 0) {
    const node = document.createElement('span');
    node.className = 'tally';
    node.setAttribute('aria-hidden', 'true');
    const isBar = of > COUNTED_BY_EYE;
    node.append(isBar ? well(Math.min(done / of, 1)) : gates(done, Math.max(of, done), over));
    return node;
}

// Code 128, set B (ISO/IEC 15417): real bars, so that a screen can be scanned.
const C128 = ('212222 222122 222221 121223 121322 131222 122213 122312 132212 221213 ' +
    '221312 231212 112232 122132 122231 113222 123122 123221 223211 221132 221231 213212 ' +
    '223112 312131 311222 321122 321221 312212 322112 322211 212123 212321 232121 111323 ' +
    '131123 131321 112313 132113 132311 211313 231113 231311 112133 112331 132131 113123 ' +
    '113321 133121 313121 211331 231131 213113 213311 213131 311123 311321 331121 312113 ' +
    '312311 332111 314111 221411 431111 111224 111422 121124 121421 141122 141221 112214 ' +
    '112412 122114 122411 142112 142211 241211 221114 413111 241112 134111 111242 121142 ' +
    '121241 114212 124112 124211 411212 421112 421211 212141 214121 412121 111143 111341 ' +
    '131141 114113 114311 411113 411311 113141 114131 311141 411131 211412 211214 211232 ' +
    '2331112').split(' ');
const START_B = 104;
const STOP = 106;
const BLANK = 32;
const QUIET = 10; // modules of white on either side

function widthsOf(text) {
    const codes = [START_B, ...[...text].map(c => c.charCodeAt(0) - BLANK)];
    const sum = codes.reduce((all, code, i) => all + code * Math.max(i, 1), 0);
    return [...codes, sum % 103, STOP].map(code => C128[code]).join('');
}

export function commandBars(code) {
    const svg = draw('svg', {class: 'bars', 'aria-hidden': 'true'});
    let x = QUIET;
    [...widthsOf(code)].map(Number).forEach((width, i) => {
        if (i % 2 === 0)
            svg.append(draw('rect', {x, y: 0, width, height: 40}));
        x += width;
    });
    svg.setAttribute('viewBox', `0 0 ${x + QUIET} 40`);
    svg.setAttribute('width', (x + QUIET) * 2); // whole pixels a module, or it does not scan
    svg.setAttribute('preserveAspectRatio', 'none');
    svg.setAttribute('shape-rendering', 'crispEdges');
    return svg;
}
