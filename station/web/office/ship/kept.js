// Parcels that are kept back: which they are, and how their goods lie at a place again.
import {link, make} from '../../kit/elements.js';
import {form} from '../../kit/form.js';
import {facts, nextPage, table} from '../../kit/list.js';
import {weight} from '../../kit/numbers.js';
import {when} from '../../kit/time.js';
import {toast} from '../../kit/toast.js';
import {t} from '../../kit/words.js';
import {get, page, post} from '../api.js';
import {keptSaid, reasonsOf} from '../reasons.js';
import {isAtLeast} from '../state.js';

const leadTo = code => `#kept/${encodeURIComponent(code)}`;

const listColumns = () => [
    [t('tracking'), row => link(leadTo(row.sscc), row.tracking || row.sscc)],
    [t('order'), row => link(`#order/${row.order_id}`, row.order_no)],
    [t('warehouse'), row => row.warehouse],
    [t('carrier'), row => row.carrier || t('none')],
    [t('weight'), row => weight(row.weight_mg), 'num'],
    [t('since'), row => when(row.stop_ms)],
    [t('reason'), row => keptSaid(row.stop_note)],
];

async function list(args) {
    const {rows, next} = await page('kept_back', 'parcels', args.get('after'));
    const scan = form(
        [['code', t('scan_parcel'), {required: true, maxlength: 60, autocomplete: 'off'}]],
        t('open_parcel'),
        ({code}) => {
            location.hash = leadTo(code.trim());
        },
    );
    return [
        make('h1', {}, t('place_kept')),
        make('p', {class: 'lede'}, t('kept_lede')),
        scan,
        table(t('kept_back'), listColumns(), rows),
        nextPage(next, '#kept?after='),
    ];
}

const contentColumns = () => [
    [t('item'), row => link(`#item/${row.item_id}`, row.sku)],
    [t('name'), row => row.name],
    [t('lot'), row => row.lot],
    [t('quantity'), row => row.qty, 'num'],
];

// What its reason makes likely stands first; a person decides.
function thenOptions(note) {
    const all = ['ask', 'again', 'not_wanted'];
    const isOver = note.startsWith('cancelled');
    const likely = isOver ? 'not_wanted' : 'ask';
    const sorted = [likely, ...all.filter(one => one !== likely)];
    return sorted.map(one => [one, t('then_' + one)]);
}

const serialsOf = text => text.split(/[\s,;]+/).filter(Boolean);

function backForm(p, again) {
    const fields = [
        ['place', t('put_at'), {required: true, maxlength: 63, autocomplete: 'off'}],
        ['then', t('put_then'), {options: thenOptions(p.stop_note)}],
        ['reason', t('reason'), {options: reasonsOf('put_back')}],
        ['serials', t('put_serials'), {autocomplete: 'off'}],
    ];
    return form(fields, t('put_back'), async values => {
        const body = {...values, place: values.place.trim(), serials: serialsOf(values.serials)};
        try {
            const {is_told: isTold} = await post(`parcels/${p.sscc}/put_back`, body);
            await again(toast('ok', t(isTold ? 'done_put_back_told' : 'done_put_back')));
        } catch (error) {
            await again(toast('wrong', error.message));
        }
    });
}

function stepsOf(p, me, again) {
    if (p.back_ms)
        return [make('p', {class: 'lede'}, t('kept_is_back'))];
    if (!p.stop_ms)
        return [make('p', {class: 'lede'}, t('kept_is_none'))];
    if (!isAtLeast(me, 'supervisor'))
        return [make('p', {class: 'lede'}, t('kept_fetch'))];
    return [make('p', {class: 'lede'}, t('put_back_lede')), backForm(p, again)];
}

const sinceWhy = p => `${when(p.stop_ms)}: ${keptSaid(p.stop_note)}`;

export async function kept({id, args, me, again}) {
    if (!id)
        return list(args);
    const p = await get(`parcels/${encodeURIComponent(id)}`);
    return [
        make('h1', {}, t('kept_n', {n: p.tracking || p.sscc})),
        facts([
            [t('order'), link(`#order/${p.order_id}`, p.order_id)],
            [t('carrier'), p.carrier || t('none')],
            [t('weight'), weight(p.weight_mg)],
            ...(p.box ? [[t('box'), p.box]] : []),
            ...(p.stop_ms ? [[t('kept_back'), sinceWhy(p)]] : []),
            ...(p.back_ms ? [[t('kept_back_at_place'), when(p.back_ms)]] : []),
        ]),
        ...stepsOf(p, me, again),
        table(t('kept_contents'), contentColumns(), p.contents),
        link('#kept', t('kept_all')),
    ];
}
