// Drawing: elements of SVG, made like those of HTML in elements.js.
const SVG = 'http://www.w3.org/2000/svg';

export function draw(tag, attributes, ...children) {
    const node = document.createElementNS(SVG, tag);
    for (const name in attributes)
        node.setAttribute(name, attributes[name]);
    node.append(...children);
    return node;
}
