// Forms: labelled fields, one button, and the values as one object.
import {make} from './elements.js';

export function button(words, onclick, is = '') {
    return make('button', {class: is ? `button button--${is}` : 'button', onclick}, words);
}

export function field([name, title, attributes = {}]) {
    const {options, ...rest} = attributes;
    if (!options)
        return make('label', {}, title, make('input', {name, ...rest}));
    const all = options.map(one => make('option', {value: one[0]}, one[1]));
    return make('label', {}, title, make('select', {name, ...rest}, ...all));
}

// fields: [name, title, attributes], where the attribute options makes a choice of
// [value, words]; submit gets the values and the form.
export function form(fields, words, submit, is = '') {
    const send = make('button', {class: 'button button--main', type: 'submit'}, words);
    const node = make('form', {class: is ? `form ${is}` : 'form'}, ...fields.map(field), send);
    node.addEventListener('submit', event => {
        event.preventDefault();
        submit(Object.fromEntries(new FormData(node)), node);
    });
    return node;
}
