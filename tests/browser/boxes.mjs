// boxes.mjs - what a browser can measure of a page: nothing leaves the screen, nothing is cut,
// no words lie over others, nothing moves.
//
//     assert.deepEqual(await strayBoxes(page), []);
//     const places = await placesOf(page, ['#slab', '.take__count']);
//
// What is shortened on purpose ends in an ellipsis. The functions up to stray run in the page.
const FOUND_MAX = 6;

const nameOf = node => `${node.tagName} ${node.className} “${node.textContent.slice(0, 30)}”`;
const boxOf = ({left, top, right, bottom}) => ({left, top, right, bottom});

function isSeen(node) {
    return node.checkVisibility({visibilityProperty: true}) &&
        !node.closest('.sr, .watermark, [hidden], [inert], svg');
}

function isOut(node) {
    const box = node.getBoundingClientRect();
    const isWide = box.right > document.documentElement.clientWidth + 1 || box.left < -1;
    return box.width > 0 && (isWide || box.bottom > innerHeight + 1 || box.top < -1);
}

// Accents and tails stand out of a tight line; a line too many is more.
function isCut(node) {
    const style = getComputedStyle(node);
    const tails = parseFloat(style.fontSize) * 0.3;
    const isShortened = style.webkitLineClamp !== 'none' || style.textOverflow === 'ellipsis';
    const isFull = node.scrollWidth > node.clientWidth + 2 ||
        node.scrollHeight > node.clientHeight + tails;
    return !isShortened && isFull && style.overflow !== 'visible' && node.clientWidth > 0 &&
        node.childElementCount === 0 && node.textContent !== '';
}

// What of a piece of text can be seen: no more than the boxes around it show.
function seenPart(rect, node) {
    const part = boxOf(rect);
    for (let up = node; up && up !== document.body; up = up.parentElement) {
        if (getComputedStyle(up).overflow === 'visible')
            continue;
        const box = up.getBoundingClientRect();
        part.left = Math.max(part.left, box.left);
        part.top = Math.max(part.top, box.top);
        part.right = Math.min(part.right, box.right);
        part.bottom = Math.min(part.bottom, box.bottom);
    }
    return part;
}

// A button of which a box around it hides a part.
function isHidden(node) {
    const box = node.getBoundingClientRect();
    const part = seenPart(box, node.parentElement);
    const isWhole = part.bottom - part.top > box.height - 3 &&
        part.right - part.left > box.width - 3;
    return node.tagName === 'BUTTON' && box.width > 0 && !isWhole;
}

function wordsOf(node) {
    const texts = [...node.childNodes].filter(
        one => one.nodeType === Node.TEXT_NODE && one.data.trim());
    return texts.flatMap(text => {
        const range = document.createRange();
        range.selectNodeContents(text);
        return [...range.getClientRects()].map(rect => ({node, part: seenPart(rect, node)}));
    });
}

function isOver({part: a}, {part: b}) {
    return Math.min(a.right, b.right) - Math.max(a.left, b.left) > 2 &&
        Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 5;
}

function stray(most) {
    const seen = [...document.querySelectorAll('body *')].filter(isSeen);
    const words = seen.flatMap(wordsOf);
    const out = seen.filter(isOut).map(node => `out: ${nameOf(node)}`);
    const cut = seen.filter(isCut).map(node => `cut: ${nameOf(node)}`);
    const hidden = seen.filter(isHidden).map(node => `hidden: ${nameOf(node)}`);
    const over = words.flatMap((one, n) => words.slice(n + 1)
        .filter(other => other.node !== one.node && isOver(one, other))
        .map(other => `over: ${nameOf(one.node)} and ${nameOf(other.node)}`));
    return [...new Set([...out, ...cut, ...hidden, ...over])].slice(0, most);
}

const IN_PAGE = [isSeen, isOut, isCut, seenPart, isHidden, wordsOf, isOver, stray].map(String);
const VALUES = [`const nameOf = ${nameOf};`, `const boxOf = ${boxOf};`];

export function strayBoxes(page) {
    return page.evaluate(`{${[...VALUES, ...IN_PAGE].join('\n')}\nstray(${FOUND_MAX});}`);
}

export function placesOf(page, names) {
    return page.evaluate(list => list.map(name => {
        const box = document.querySelector(name)?.getBoundingClientRect() ?? {};
        const numbers = [box.x, box.y, box.width, box.height].map(Math.round);
        return `${name} ${numbers.join(' ')}`;
    }), names);
}
