// Handover: what waits for each carrier, the lorry being loaded, and what has left.
import {link, make} from '../../kit/elements.js';
import {form} from '../../kit/form.js';
import {nextPage, table} from '../../kit/list.js';
import {money, weight} from '../../kit/numbers.js';
import {when} from '../../kit/time.js';
import {toast} from '../../kit/toast.js';
import {t} from '../../kit/words.js';
import {askButton, paperButton} from '../act.js';
import {get, page, post} from '../api.js';
import {filterForm, queryOf, totalOf} from '../filter.js';
import {reasonSaid} from '../reasons.js';

// What a scanned parcel is to the lorry: how it is said, and in which words.
const LOADED = {
    loaded: ['ok', 'load_ok'],
    other_carrier: ['wrong', 'load_other_carrier'],
    gone_before: ['wrong', 'load_gone_before'],
    stopped: ['wrong', 'load_stopped'],
    unknown: ['wrong', 'load_unknown'],
};

async function load(carrier, code) {
    try {
        const {verdict} = await post('handover', {carrier, code});
        const [is, words] = LOADED[verdict];
        return toast(is, `${t(words)} ${code}`);
    } catch (error) {
        return toast('wrong', error.message);
    }
}

// One parcel after the other onto a lorry; the field stays ready for the next.
function loading(carriers) {
    const slot = make('div', {'aria-live': 'assertive'});
    const fields = [
        ['carrier', t('lorry_of'), {options: carriers.map(one => [one, one])}],
        ['code', t('scan_parcel'), {required: true, maxlength: 60, autocomplete: 'off'}],
    ];
    const page = form(fields, t('load'), async ({carrier, code}, node) => {
        slot.replaceChildren(await load(carrier, code.trim()));
        node.code.value = '';
        node.code.focus();
    });
    return [make('h2', {}, t('load_lorry')), page, slot];
}

function askHandOver({carrier, warehouse, parcels, loaded, stopped}) {
    const missing = parcels - loaded - stopped;
    return {
        title: t('ask_hand_over', {n: loaded, carrier: carrier || t('none'), warehouse}),
        will: [t('will_hand_over'), missing ? t('will_stay', {n: missing}) : '', t('no_way_back')],
        go: t('hand_over'),
        async run() {
            await post('manifests', {carrier, warehouse});
            return {said: t('done_hand_over')};
        },
    };
}

// Nobody can say whether they are on the lorry: a person does, with a reason.
function askUnscanned({carrier, warehouse, parcels, loaded, stopped}) {
    return {
        title: t('ask_unscanned', {n: parcels - loaded - stopped}),
        will: [t('will_unscanned'), t('no_way_back')],
        act: 'unscanned',
        go: t('hand_over_all'),
        async run(reason) {
            await post('manifests', {carrier, warehouse, takes_unscanned: true, reason});
            return {said: t('done_hand_over')};
        },
    };
}

function handOver(row, again) {
    if (row.loaded > 0)
        return askButton(t('hand_over'), again, askHandOver(row), 'main');
    if (row.parcels > row.stopped)
        return askButton(t('hand_over_unscanned'), again, askUnscanned(row));
    return '';
}

const openColumns = again => [
    [t('carrier'), row => row.carrier || t('none')],
    [t('warehouse'), row => row.warehouse],
    [t('parcels'), row => row.parcels, 'num'],
    [t('loaded'), row => row.loaded, 'num'],
    [t('kept_back'), row => (row.stopped ? link('#kept', row.stopped) : 0), 'num'],
    [t('weight'), row => weight(row.weight_mg), 'num'],
    [t('carriage'), row => money(row.cost_minor), 'num'],
    [t('hand_over'), row => handOver(row, again)],
];

const unscannedOf = row => `${row.unscanned} (${reasonSaid(row.why)})`;

const manifestColumns = again => [
    [t('no_short'), row => row.manifest_id, 'num'],
    [t('carrier'), row => row.carrier || t('none')],
    [t('warehouse'), row => row.warehouse],
    [t('when'), row => when(row.made_ms)],
    [t('parcels'), row => row.parcel_count, 'num'],
    [t('unscanned'), row => (row.unscanned ? unscannedOf(row) : ''), 'num'],
    [t('weight'), row => weight(row.weight_mg), 'num'],
    [t('to_sign'), row => paperButton('PDF', `manifests/${row.manifest_id}/pdf`, again)],
];

export async function manifests({args, again}) {
    const query = queryOf(args, ['warehouse']);
    const fields = [['warehouse', t('warehouse'), {maxlength: 23}]];
    const [{rows, next, answer}, {rules}] = await Promise.all([
        page(`manifests?${query}`, 'manifests', args.get('after')),
        get('rules/carrier'),
    ]);
    const carriers = rules.map(rule => rule.code);
    return [
        make('h1', {}, t('place_manifests')),
        make('p', {class: 'lede'}, t('handover_lede')),
        ...(carriers.length ? loading(carriers) : []),
        table(t('waits_for_carrier'), openColumns(again), answer.open),
        make('h2', {}, t('manifests')),
        filterForm('manifests', fields, args),
        totalOf(answer),
        table(t('handed_over'), manifestColumns(again), rows),
        nextPage(next, `#manifests?${query}&after=`),
    ];
}
