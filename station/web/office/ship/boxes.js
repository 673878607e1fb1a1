// Boxes: their inner sizes, which decide what is packed into which.
import {make} from '../../kit/elements.js';
import {form} from '../../kit/form.js';
import {table} from '../../kit/list.js';
import {money, weight} from '../../kit/numbers.js';
import {t} from '../../kit/words.js';
import {act} from '../act.js';
import {get, post} from '../api.js';

const MG_IN_G = 1000;

function sizeOf(box) {
    const {length_mm: length, width_mm: width, height_mm: height} = box;
    return length ? `${length} × ${width} × ${height}` : t('not_known');
}

const columns = () => [
    [t('code'), row => row.code],
    [t('name'), row => row.name],
    [t('inside_mm'), sizeOf],
    [t('empty'), row => weight(row.tare_mg), 'num'],
    [t('holds_at_most'), row => (row.max_mg ? weight(row.max_mg) : ''), 'num'],
    [t('cost'), row => money(row.cost_minor), 'num'],
];

function fields() {
    const number = {type: 'number', min: 0};
    return [
        ['code', t('code'), {required: true, maxlength: 60}],
        ['name', t('name'), {required: true, maxlength: 120}],
        ['tare_g', t('empty_weight_g'), {...number, required: true}],
        ['length_mm', t('length_mm'), number],
        ['width_mm', t('width_mm'), number],
        ['height_mm', t('height_mm'), number],
        ['max_g', t('most_contents_g'), number],
        ['cost_minor', t('cost_cents'), number],
    ];
}

function save(values) {
    return post('boxes', {
        code: values.code,
        name: values.name,
        tare_mg: values.tare_g * MG_IN_G,
        length_mm: Number(values.length_mm),
        width_mm: Number(values.width_mm),
        height_mm: Number(values.height_mm),
        max_mg: values.max_g * MG_IN_G,
        cost_minor: Number(values.cost_minor),
    });
}

export async function boxes({again}) {
    const {boxes: rows} = await get('boxes');
    return [
        make('h1', {}, t('place_boxes')),
        make('p', {class: 'lede'}, t('boxes_lede')),
        table(t('place_boxes'), columns(), rows),
        make('h2', {}, t('add_box')),
        form(fields(), t('save'), values => act(again, () => save(values))),
    ];
}
