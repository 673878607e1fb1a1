// Parts that stand on a slate or in an alarm at any desk.
import {make} from '../kit/elements.js';
import {icon} from '../kit/icons.js';
import {commandBars} from '../kit/marks.js';

const LETTERS = 2;

// The first letters of the first words of a name, to tell two closed boxes apart.
function initials(name) {
    const words = name.split(/[^\p{L}\p{N}]+/u).filter(Boolean);
    return words.slice(0, LETTERS).map(word => [...word][0].toUpperCase()).join('');
}

// An item of which there is no picture: a closed box with its code and first letters.
function drawnBox(item) {
    return make(
        'div',
        {class: 'drawn'},
        icon('box'),
        make('b', {}, initials(item?.name ?? '') || '?'),
        make('small', {class: 'mono'}, item?.sku ?? ''),
    );
}

// A picture that does not load gives way to the drawn box, of the same size.
export function picture(item) {
    if (!item?.picture)
        return drawnBox(item);
    const image = make('img', {src: item.picture, alt: ''});
    image.addEventListener('error', () => image.replaceWith(drawnBox(item)));
    return image;
}

// A row of large icons: what to do, drawn.
export function hero(...icons) {
    const is = icons.length > 3 ? 'hero hero--label' : 'hero';
    return make('div', {class: is}, ...icons.map(name => icon(name)));
}

// Choices to touch or, when they are wide, to scan. list: [icon, words, code, act]
export function tiles(list, page, isWide) {
    const tile = ([sign, words, code, act]) =>
        make(
            'button',
            {class: 'tile', onclick: act ?? (() => page.scan(code))},
            icon(sign),
            make('span', {}, isWide ? make('b', {}, words) : words),
            code && isWide ? commandBars(code) : null,
        );
    const items = list.map(one => make('li', {}, tile(one)));
    // More than three below each other would leave the screen.
    const wide = items.length > 3 ? 'tiles tiles--wide tiles--many' : 'tiles tiles--wide';
    return make('ul', {class: isWide ? wide : 'tiles'}, ...items);
}

// Whether the words stay in their box. Accents and tails stand out of a tight line; a
// line too many is more.
function isInside(node) {
    const tails = parseFloat(getComputedStyle(node).fontSize) * 0.3;
    const isHighEnough = node.scrollHeight <= node.clientHeight + tails;
    return isHighEnough && node.scrollWidth <= node.clientWidth + 1;
}

// A heading that does not fit takes the next smaller of three sizes. Decided
// when the words change, so never between two scans.
export function fit(node) {
    for (const step of [0, 1, 2]) {
        node.dataset.step = step;
        if (isInside(node))
            return;
    }
}
