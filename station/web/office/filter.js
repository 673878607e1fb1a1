// What a list is narrowed to. It stands in the address, so that Back, a reload and a link
// to a colleague show the same.
import {make} from '../kit/elements.js';
import {form} from '../kit/form.js';
import {count} from '../kit/numbers.js';
import {t} from '../kit/words.js';

const filled = values => Object.entries(values).filter(([, value]) => value !== '' && value);

// The parameters that are set, as a query: "state=held&country=PT".
export function queryOf(args, names) {
    const wanted = filled(Object.fromEntries(names.map(name => [name, args.get(name)])));
    return new URLSearchParams(wanted).toString();
}

// fields as of kit/form.js, whose names are the parameters; kept is what stays besides.
export function filterForm(place, fields, args, kept = []) {
    const shown = fields.map(([name, title, more = {}]) =>
        [name, title, {...more, value: args.get(name) ?? ''}]);
    const node = form(shown, t('narrow'), values => {
        const all = new URLSearchParams(queryOf(args, kept));
        for (const [name, value] of filled(values))
            all.set(name, value.trim());
        location.hash = `#${place}?${all}`;
    }, 'filter');
    return node;
}

// How many rows there are: exact as far as central counts.
export function totalOf(answer) {
    if (answer.total === undefined)
        return null;
    const words = answer.is_total_least ? 'total_least' : 'total_rows';
    return make('p', {class: 'lede'}, t(words, {n: count(answer.total)}));
}
