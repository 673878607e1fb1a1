// Who got a lot: what a recall has to know, as a list and as a file.
import {link, make} from '../../kit/elements.js';
import {facts, inRow, nextPage, table} from '../../kit/list.js';
import {count} from '../../kit/numbers.js';
import {when} from '../../kit/time.js';
import {t} from '../../kit/words.js';
import {get, page} from '../api.js';
import {saveButton} from '../csv.js';

const columns = () => [
    [t('when'), row => when(row.at_ms)],
    [t('order'), row => link(`#order/${row.order_id}`, row.order_no)],
    [t('customer'), row => row.customer],
    [t('country'), row => row.country],
    [t('quantity'), row => row.qty, 'num'],
    [t('to'), row => row.to_place],
    [t('shipment'), row => link(`#shipment/${row.shipment_id}`, row.shipment_id)],
];

export async function recall({args, id}) {
    const lot = args.get('lot') ?? '';
    const path = `items/${id}/recall?lot=${encodeURIComponent(lot)}`;
    const [one, {rows, next, answer}] = await Promise.all([
        get(`items/${id}`),
        page(path, 'moves', args.get('after')),
    ]);
    return [
        make('h1', {}, t('recall_of', {lot, sku: one.sku})),
        make('p', {class: 'lede'}, t('recall_lede')),
        inRow(link(`#item/${id}`, one.name), saveButton('recall.csv', path, 'moves')),
        facts([
            [t('recall_out'), count(answer.qty_out)],
            [t('recall_back'), count(answer.qty_back)],
        ]),
        table(t('who_got_it'), columns(), rows),
        nextPage(next, `#recall/${id}?lot=${encodeURIComponent(lot)}&after=`),
    ];
}
