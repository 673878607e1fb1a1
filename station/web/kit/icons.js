// Icons on a 24-unit grid, drawn with strokes of 2.2 units unless a path names its own.
import {draw} from './svg.js';

const path = (d, width) => ['path', width ? {d, 'stroke-width': width} : {d}];
const dashed = (d, dashes) => ['path', {d, 'stroke-dasharray': dashes}];
const filled = d => ['path', {d, class: 'f'}];
const circle = (cx, cy, r, is) => ['circle', is ? {cx, cy, r, class: 'f'} : {cx, cy, r}];

const ICONS = {
    check: [path('M4 12.5l5.5 5.5L20 6.5')],
    cross: [path('M3.5 3.5l17 17M20.5 3.5l-17 17')],
    unequal: [path('M3 9h18M3 15.5h18M17 3L7 21.5')],
    question: [
        path('M8 8.6C8 5.9 9.8 4.5 12 4.5s4 1.5 4 3.7c0 3.2-4 3.3-4 6.8'),
        path('M12 18.6v1.2', 3),
    ],
    diamond: [
        path('M12 1L23 12 12 23 1 12z'),
        path('M9.2 10c0-1.8 1.2-2.8 2.8-2.8s2.8 1 2.8 2.600c0 2.2-2.8 2.3-2.8 4.600M12 16.600v1'),
    ],
    over: [path('M3.5 3.500v17M9 3.500v17'), path('M13.5 7.500l8.5 9M22 7.500l-8.5 9')],
    bang: [path('M12 4v10.5', 3), path('M12 18.4v1.4', 3)],
    triangle: [path('M12 3.2L22 20.5H2z'), path('M12 9.5v5M12 17v.9')],
    hand: [
        path('M8 2.5h8L21.5 8v8L16 21.5H8L2.5 16V8z'),
        path(
            'M8.6 13V8.4M11 11.6V6.6M13.4 11.6V7' +
                'M15.8 12.4V9v5c0 2.4-1.5 4-3.7 4-2 0-3-.8-4-2.6l-1.3-2.3',
            1.7,
        ),
    ],
    pause: [path('M8 2.5h8L21.5 8v8L16 21.5H8L2.5 16V8z'), path('M9.6 8v8M14.4 8v8', 2.8)],
    ring: [circle(12, 12, 8.5)],
    okring: [circle(12, 12, 9), path('M7.5 12.4l3.2 3.2 6-6.6')],
    next: [filled('M6 4l12 8-12 8z')],
    arrow: [path('M3 12h17M13.5 5.5L20 12l-6.5 6.5')],
    left: [path('M21 12H4M10.5 5.5L4 12l6.5 6.5')],
    scanner: [
        path('M3 4h10.5l3.5 3v3l-3 2.500H3z'),
        path('M5 12.500L3.8 21h5.200l1.5-8.5'),
        path('M10 16h2.500v-3.5'),
        path('M19.5 8.500H23M19.3 4.800l2.6-1.300M19.3 12.200l2.6 1.3', 1.8),
    ],
    scale: [
        path('M4 8.5h16l1.5 12h-19z'),
        path('M6 4h12v4.5'),
        path('M6 4v4.5'),
        circle(12, 14.5, 3),
        path('M12 14.5l1.4-1.8'),
    ],
    printer: [
        path('M6.5 9V3.5h11V9'),
        path('M3 9h18v8.5h-3.5'),
        path('M3 9v8.5h3.5'),
        path('M6.5 14h11v7h-11z'),
    ],
    central: [path('M3.5 4h17v6h-17zM3.5 14h17v6h-17z'), path('M7 7h2M7 17h2', 2.8)],
    sound: [
        path('M3.5 9v6h4l5 4.5v-15L7.5 9z'),
        path('M16 8.5c1.6 2 1.6 5 0 7M19 5.5c3 3.6 3 9.4 0 13'),
    ],
    mute: [path('M3.5 9v6h4l5 4.5v-15L7.5 9z'), path('M16 9.5l5 5M21 9.5l-5 5')],
    user: [circle(12, 8, 4.5), path('M3.5 21c1-5 4.5-6.5 8.5-6.5s7.5 1.5 8.5 6.5')],
    badge: [
        path('M5 6.5h14v15H5z'),
        path('M9.5 6.5V2.5h5v4'),
        circle(12, 12, 2.4),
        path('M8.5 18c.6-2 2-2.6 3.5-2.6s2.9.6 3.5 2.6'),
    ],
    clock: [circle(12, 12, 9), path('M12 6.5V12l4 2.5')],
    box: [path('M3 7.5l9-4.5 9 4.5v9L12 21l-9-4.5z'), path('M3 7.5l9 4.5 9-4.5M12 12v9')],
    newbox: [
        path('M2 9l7.5-4L17 9v7.5L9.5 21 2 16.5z'),
        path('M2 9l7.5 4L17 9M9.5 13v8M20 2v7M16.5 5.5h7'),
    ],
    tote: [path('M2.5 7h19l-2 13h-15z'), path('M8 11.5h8')],
    label: [
        path('M4 3h16v18H4z'),
        path('M7.5 6.5h6M7.5 9.5h9M7.5 13v4.5M10 13v4.5M12 13v4.5M14.5 13v4.5M16.5 13v4.5', 1.7),
    ],
    undo: [path('M9 4L3.5 9.5 9 15'), path('M4 9.5h10c8 0 8 11 0 11h-3')],
    missing: [
        dashed('M3 7.5l9-4.5 9 4.5v9L12 21l-9-4.5z', '3.2 2.6'),
        path('M10 9.8c0-1.5.9-2.2 2-2.2s2.1.8 2.1 2c0 1.7-2.1 1.8-2.1 3.7M12 15.8v.9', 2),
    ],
    damaged: [
        path('M3 7.5l9-4.5 9 4.5v9L12 21l-9-4.5z'),
        path('M12.5 3.5L9.5 9l4.5 2.5-3 4 1.5 5'),
    ],
    wave: [
        path('M2 9c2.5-4 5-4 7 0s4.5 4 6.5 0 4-4 6.5-1M2 17c2.5-4 5-4 7 0s4.5 4 6.5 0 4-4 6.5-1'),
    ],
    level: [path('M2 7.5h20v9H2z'), path('M8.3 7.5v9M15.7 7.5v9', 1.6), circle(12, 12, 1.6, true)],
    weight: [path('M8 8h8l5 13H3z'), circle(12, 5.3, 2.7)],
    truck: [
        path('M2 5.5h12v11H2zM14 9.5h4.5l3.5 3.7v3.3h-8'),
        circle(6.5, 18, 2.3),
        circle(17.5, 18, 2.3),
    ],
    list: [path('M8 5.5h13M8 12h13M8 18.5h13M3 5.5h1.5M3 12h1.5M3 18.5h1.5')],
};

function symbol([name, shapes]) {
    const id = `i-${name}`;
    return draw('symbol', {id, viewBox: '0 0 24 24'}, ...shapes.map(one => draw(...one)));
}

// Puts the icons into the page once, as symbols to be used by name.
export function addIcons() {
    const sheet = draw('svg', {'aria-hidden': 'true', class: 'sprite'});
    sheet.append(...Object.entries(ICONS).map(symbol));
    document.body.prepend(sheet);
    for (const node of document.querySelectorAll('[data-icon]'))
        setIcon(node, node.dataset.icon);
}

export function setIcon(node, name) {
    node.dataset.icon = name;
    node.classList.add('icon');
    node.setAttribute('aria-hidden', 'true');
    const use = draw('use', {href: `#i-${name}`});
    node.replaceChildren(draw('svg', {viewBox: '0 0 24 24', focusable: 'false'}, use));
}

export function icon(name, is = '') {
    const node = document.createElement('span');
    node.className = is;
    setIcon(node, name);
    return node;
}
