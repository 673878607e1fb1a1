// Marks drawn on the page: tally marks that count, and command barcodes.
const SVG = 'http://www.w3.org/2000/svg';

function element(tag, attributes, parent) {
    const node = document.createElementNS(SVG, tag);
    for (const name in attributes)
        node.setAttribute(name, attributes[name]);
    parent?.append(node);
    return node;
}

// Four strokes and a gate. The tilts repeat, so that a redrawn tally is the
// same tally. What is still to come is a dot at the foot: told by height.
const TILT = [-1.6, 0.9, -0.5, 1.5];
const PITCH = 15, GROUP = 84, HIGH = 64, COUNTED_BY_EYE = 20;

function stroke(svg, x1, y1, x2, y2, kind) {
    element('line', {x1, y1, x2, y2, class: 'tally-' + kind}, svg);
}

function mark(svg, index, kind) {
    const left = Math.floor(index / 5) * GROUP + 12, at = index % 5;
    const x = left + at * PITCH, t = TILT[at];
    if (kind === 'todo')
        element('circle', {cx: x, cy: HIGH - 10, r: 5, class: 'tally-todo'}, svg);
    else if (at === 4)
        stroke(svg, left - 6, HIGH - 14, left + 3 * PITCH + 7, 14, kind);
    else
        stroke(svg, x - t, 6, x + t, HIGH - 6, kind);
}

// done of total; more than twenty is a bar, since nobody counts gates by eye.
export function tally(node, done, of, over = 0) {
    node.classList.add('tally');
    node.setAttribute('aria-hidden', 'true');
    node.replaceChildren();
    if (of > COUNTED_BY_EYE) {
        const svg = element('svg', {viewBox: `0 0 150 ${HIGH}`}, node);
        element('rect', {x: 2, y: 20, width: 146, height: 24, class: 'tally-well'}, svg);
        element('rect', {x: 2, y: 20, width: 146 * Math.min(done / of, 1), height: 24, class: 'tally-fill'}, svg);
        return;
    }
    const count = Math.max(of, done) + over;
    const width = Math.floor(count / 5) * GROUP + (count % 5 ? (count % 5) * PITCH + 9 : 0);
    const svg = element('svg', {viewBox: `0 0 ${Math.max(width, 24)} ${HIGH}`}, node);
    for (let i = 0; i < count; i++)
        mark(svg, i, i >= Math.max(of, done) ? 'over' : i >= done ? 'todo' : i === done - 1 ? 'fresh' : 'done');
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

export function bars(svg, text) {
    const codes = [104, ...[...text].map(c => c.charCodeAt(0) - 32)];
    codes.push(codes.reduce((sum, code, i) => sum + code * Math.max(i, 1), 0) % 103, 106);
    const widths = codes.map(code => C128[code]).join('');
    let x = 10;
    svg.replaceChildren();
    [...widths].forEach((w, i) => {
        if (i % 2 === 0)
            element('rect', {x, y: 0, width: +w, height: 40}, svg);
        x += +w;
    });
    svg.setAttribute('viewBox', `0 0 ${x + 10} 40`);
    svg.setAttribute('width', (x + 10) * 2); // whole pixels a module, or it does not scan
    svg.setAttribute('preserveAspectRatio', 'none');
    svg.setAttribute('shape-rendering', 'crispEdges');
    svg.setAttribute('aria-hidden', 'true');
}
