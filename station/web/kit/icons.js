// Icons on a 24-unit grid, drawn with 2.2-unit strokes; "f" marks filled shapes.
const ICONS = {
    check: '<path d="M4 12.5l5.5 5.5L20 6.5"/>',
    cross: '<path d="M3.5 3.5l17 17M20.5 3.5l-17 17"/>',
    unequal: '<path d="M3 9h18M3 15.5h18M17 3L7 21.5"/>',
    question: '<path d="M8 8.6C8 5.9 9.8 4.5 12 4.5s4 1.5 4 3.7c0 3.2-4 3.3-4 6.8"/><path d="M12 18.6v1.2" stroke-width="3"/>',
    diamond: '<path d="M12 1L23 12 12 23 1 12z"/><path d="M9.2 10c0-1.8 1.2-2.8 2.8-2.8s2.8 1 2.8 2.600c0 2.2-2.8 2.3-2.8 4.600M12 16.600v1"/>',
    over: '<path d="M3.5 3.500v17M9 3.500v17"/><path d="M13.5 7.500l8.5 9M22 7.500l-8.5 9"/>',
    bang: '<path d="M12 4v10.5" stroke-width="3"/><path d="M12 18.4v1.4" stroke-width="3"/>',
    triangle: '<path d="M12 3.2L22 20.5H2z"/><path d="M12 9.5v5M12 17v.9"/>',
    hand: '<path d="M8 2.5h8L21.5 8v8L16 21.5H8L2.5 16V8z"/><path d="M8.6 13V8.4M11 11.6V6.6M13.4 11.6V7M15.8 12.4V9v5c0 2.4-1.5 4-3.7 4-2 0-3-.8-4-2.6l-1.3-2.3" stroke-width="1.7"/>',
    pause: '<path d="M8 2.5h8L21.5 8v8L16 21.5H8L2.5 16V8z"/><path d="M9.6 8v8M14.4 8v8" stroke-width="2.8"/>',
    ring: '<circle cx="12" cy="12" r="8.5"/>',
    okring: '<circle cx="12" cy="12" r="9"/><path d="M7.5 12.4l3.2 3.2 6-6.6"/>',
    absent: '<circle cx="12" cy="12" r="9"/><path d="M5.8 5.8l12.4 12.4"/>',
    next: '<path d="M6 4l12 8-12 8z" class="f"/>',
    arrow: '<path d="M3 12h17M13.5 5.5L20 12l-6.5 6.5"/>',
    left: '<path d="M21 12H4M10.5 5.5L4 12l6.5 6.5"/>',
    scanner: '<path d="M3 4h10.5l3.5 3v3l-3 2.500H3z"/><path d="M5 12.500L3.8 21h5.200l1.5-8.5"/><path d="M10 16h2.500v-3.5"/><path d="M19.5 8.500H23M19.3 4.800l2.6-1.300M19.3 12.200l2.6 1.3" stroke-width="1.8"/>',
    scale: '<path d="M4 8.5h16l1.5 12h-19z"/><path d="M6 4h12v4.5"/><path d="M6 4v4.5"/><circle cx="12" cy="14.5" r="3"/><path d="M12 14.5l1.4-1.8"/>',
    printer: '<path d="M6.5 9V3.5h11V9"/><path d="M3 9h18v8.5h-3.5"/><path d="M3 9v8.5h3.5"/><path d="M6.5 14h11v7h-11z"/>',
    central: '<path d="M3.5 4h17v6h-17zM3.5 14h17v6h-17z"/><path d="M7 7h2M7 17h2" stroke-width="2.8"/>',
    sound: '<path d="M3.5 9v6h4l5 4.5v-15L7.5 9z"/><path d="M16 8.5c1.6 2 1.6 5 0 7M19 5.5c3 3.6 3 9.4 0 13"/>',
    mute: '<path d="M3.5 9v6h4l5 4.5v-15L7.5 9z"/><path d="M16 9.5l5 5M21 9.5l-5 5"/>',
    user: '<circle cx="12" cy="8" r="4.5"/><path d="M3.5 21c1-5 4.5-6.5 8.5-6.5s7.5 1.5 8.5 6.5"/>',
    badge: '<path d="M5 6.5h14v15H5z"/><path d="M9.5 6.5V2.5h5v4"/><circle cx="12" cy="12" r="2.4"/><path d="M8.5 18c.6-2 2-2.6 3.5-2.6s2.9.6 3.5 2.6"/>',
    clock: '<circle cx="12" cy="12" r="9"/><path d="M12 6.5V12l4 2.5"/>',
    box: '<path d="M3 7.5l9-4.5 9 4.5v9L12 21l-9-4.5z"/><path d="M3 7.5l9 4.5 9-4.5M12 12v9"/>',
    newbox: '<path d="M2 9l7.5-4L17 9v7.5L9.5 21 2 16.5z"/><path d="M2 9l7.5 4L17 9M9.5 13v8M20 2v7M16.5 5.5h7" />',
    tote: '<path d="M2.5 7h19l-2 13h-15z"/><path d="M8 11.5h8"/>',
    paper: '<path d="M5 2.5h10l4 4v15H5z"/><path d="M8.5 9h7M8.5 13h7M8.5 17h4"/>',
    label: '<path d="M4 3h16v18H4z"/><path d="M7.5 6.5h6M7.5 9.5h9M7.5 13v4.5M10 13v4.5M12 13v4.5M14.5 13v4.5M16.5 13v4.5" stroke-width="1.7"/>',
    item: '<path d="M6 8h9.5v9.5c0 2-1.3 3-3 3H9c-1.7 0-3-1-3-3z"/><path d="M15.5 10.5h2c3.6 0 3.6 6 0 6h-2"/>',
    undo: '<path d="M9 4L3.5 9.5 9 15"/><path d="M4 9.5h10c8 0 8 11 0 11h-3"/>',
    missing: '<path d="M3 7.5l9-4.5 9 4.5v9L12 21l-9-4.5z" stroke-dasharray="3.2 2.6"/><path d="M10 9.8c0-1.5.9-2.2 2-2.2s2.1.8 2.1 2c0 1.7-2.1 1.8-2.1 3.7M12 15.8v.9" stroke-width="2"/>',
    damaged: '<path d="M3 7.5l9-4.5 9 4.5v9L12 21l-9-4.5z"/><path d="M12.5 3.5L9.5 9l4.5 2.5-3 4 1.5 5"/>',
    wave: '<path d="M2 9c2.5-4 5-4 7 0s4.5 4 6.5 0 4-4 6.5-1M2 17c2.5-4 5-4 7 0s4.5 4 6.5 0 4-4 6.5-1"/>',
    level: '<path d="M2 7.5h20v9H2z"/><path d="M8.3 7.5v9M15.7 7.5v9" stroke-width="1.6"/><circle cx="12" cy="12" r="1.6" class="f"/>',
    weight: '<path d="M8 8h8l5 13H3z"/><circle cx="12" cy="5.3" r="2.7"/>',
    search: '<circle cx="10.5" cy="10.5" r="7"/><path d="M15.8 15.8L21.5 21.5"/>',
    truck: '<path d="M2 5.5h12v11H2zM14 9.5h4.5l3.5 3.7v3.3h-8"/><circle cx="6.5" cy="18" r="2.3" class="s"/><circle cx="17.5" cy="18" r="2.3" class="s"/>',
    list: '<path d="M8 5.5h13M8 12h13M8 18.5h13M3 5.5h1.5M3 12h1.5M3 18.5h1.5"/>',
};

// Puts the icons into the page once, as symbols to be used by name.
export function addIcons() {
    const sheet = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
    sheet.setAttribute('aria-hidden', 'true');
    sheet.setAttribute('class', 'sprite');
    sheet.innerHTML = Object.entries(ICONS).map(([name, art]) =>
        `<symbol id="i-${name}" viewBox="0 0 24 24">${art}</symbol>`).join('');
    document.body.prepend(sheet);
    for (const node of document.querySelectorAll('[data-icon]'))
        setIcon(node, node.dataset.icon);
}

export function setIcon(node, name) {
    node.dataset.icon = name;
    node.classList.add('icon');
    node.setAttribute('aria-hidden', 'true');
    node.innerHTML = `<svg viewBox="0 0 24 24" focusable="false"><use href="#i-${name}"/></svg>`;
}

export function icon(name) {
    const node = document.createElement('span');
    setIcon(node, name);
    return node;
}
