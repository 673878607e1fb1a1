// Small helpers for building parts of a page.
import {setIcon} from './icons.js';
import {bars} from './marks.js';

export const $ = id => document.getElementById(id);

export function make(tag, attributes = {}, ...children) {
    const node = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) {
        if (name === 'icon')
            setIcon(node, value);
        else if (name === 'onclick')
            node.addEventListener('click', value);
        else if (value !== undefined && value !== null && value !== false)
            node.setAttribute(name, value === true ? '' : value);
    }
    node.append(...children.filter(child => child !== null && child !== undefined));
    return node;
}

// Replaces the content only when it differs, so that nothing flickers and a
// button under a finger stays the same button.
export function put(node, key, build) {
    const text = JSON.stringify(key);
    if (node.dataset.key === text)
        return;
    node.dataset.key = text;
    node.replaceChildren(...[build()].flat());
}

export function commandBars(code) {
    const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
    svg.setAttribute('class', 'bars');
    bars(svg, code);
    return svg;
}

export function picture(item) {
    if (item?.picture)
        return make('img', {src: item.picture, alt: ''});
    return make('span', {icon: 'item'});
}

// A heading that does not fit takes the next smaller of three sizes. Decided
// when the words change, so never between two scans.
export function fit(node) {
    for (const step of [0, 1, 2]) {
        node.dataset.step = step;
        // Accents and tails stand out of a tight line; a line too many is more.
        const tails = parseFloat(getComputedStyle(node).fontSize) * 0.3;
        if (node.scrollHeight <= node.clientHeight + tails && node.scrollWidth <= node.clientWidth + 1)
            return;
    }
}
