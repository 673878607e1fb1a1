// The kit: what pages of every family are built from, and nothing of one family.
//
// Elements are made and placed here. Text goes in as text, never as markup, so that a
// customer's name cannot become part of the page.

export const $ = id => document.getElementById(id);

// Attributes that are absent, null or false are left out; onclick and its like listen.
export function make(tag, attributes = {}, ...children) {
    const node = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) {
        if (name.startsWith('on'))
            node.addEventListener(name.slice(2), value);
        else if (value !== undefined && value !== null && value !== false)
            node.setAttribute(name, value === true ? '' : value);
    }
    node.append(...children.filter(child => child !== null && child !== undefined));
    return node;
}

export const link = (href, words) => make('a', {href}, String(words));

// Replaces the content only when it differs, so that nothing flickers and a
// button under a finger stays the same button.
export function put(node, key, build) {
    const text = JSON.stringify(key);
    if (node.dataset.key === text)
        return;
    node.dataset.key = text;
    node.replaceChildren(...[build()].flat());
}
