// Why an order goes where it goes: the sentence first, then every warehouse looked at.
import {make} from '../../kit/elements.js';
import {table} from '../../kit/list.js';
import {money} from '../../kit/numbers.js';
import {when} from '../../kit/time.js';
import {hasWord, t} from '../../kit/words.js';
import {askForm} from '../act.js';
import {get} from '../api.js';

const STRATEGIES = ['least_cost', 'nearest', 'priority', 'fewest_parcels', 'oldest_stock'];
const SHOWN = 3; // decisions, the newest
const M_IN_KM = 1000;

let questions = 0; // each answer's table has a name of its own

const sum = list => list.reduce((a, b) => a + b, 0);

// Which warehouse, and what made it so.
function sentence(body) {
    const used = body.plan.map(one => one.warehouse);
    if (used.length === 0)
        return t('no_warehouse_has_it');
    const count = body.sites.length + (body.others?.dearer ?? []).length;
    const from =
        used.length > 1
            ? t('from_several', {n: used.length, list: used.join(t('and'))})
            : t('from_one', {warehouse: used[0]});
    const strategy = t('by_' + body.rule.strategy);
    const reason = t(count === 1 ? 'of_one' : 'of_many', {from, strategy, n: count});
    return body.is_late ? `${reason} ${t('none_keeps_promise')}` : reason;
}

// Money, whatever the strategy counts in: carriage, handling, splitting.
function spend(body) {
    const sites = Object.fromEntries(body.sites.map(site => [site.warehouse, site]));
    const costs = body.plan.map(one => {
        const site = sites[one.warehouse];
        return site.carriage_minor + (site.handling_minor ?? 0) * sum(one.take);
    });
    return sum(costs) + Math.max(0, body.plan.length - 1) * body.rule.split_minor;
}

// Those that send come first, then those that could, the cheapest first.
function ranked(body, used) {
    const blocked = Object.entries(body.others ?? {}).flatMap(([block, codes]) =>
        codes.map(warehouse => ({warehouse, block})),
    );
    const rank = row => [
        -(used[row.warehouse] ?? 0),
        row.block === 'free' ? 0 : 1,
        row.carriage_minor ?? 0,
    ];
    const compare = (a, b) => {
        const other = rank(b);
        return rank(a).map((value, i) => value - other[i]).find(Boolean) ?? 0;
    };
    return [...body.sites, ...blocked].sort(compare);
}

function blockWord(block) {
    return hasWord('block_' + block) ? t('block_' + block) : t('block_other');
}

function candidateColumns(used, wanted) {
    const ifFree = (row, words) => (row.block === 'free' ? words() : '');
    const isUsed = row => used[row.warehouse];
    const km = metres => (metres ? `${Math.round(metres / M_IN_KM)} km` : '');
    const holds = row => t('n_of_m', {n: row.covers, m: wanted});
    return [
        [t('warehouse'), row => (isUsed(row) ? '✓ ' : '') + row.warehouse],
        [t('sends'), row => isUsed(row) ?? '', 'num'],
        [t('holds'), row => ifFree(row, () => holds(row)), 'num'],
        [t('carriage'), row => ifFree(row, () => money(row.carriage_minor)), 'num'],
        [t('handling_a_unit'), row => ifFree(row, () => money(row.handling_minor ?? 0)), 'num'],
        [t('distance'), row => km(row.distance_m), 'num'],
        [t('service'), row => row.service ?? ''],
        [t('arrives'), row => when(row.promise_ms)],
        [t('not_chosen'), row => (isUsed(row) ? '' : blockWord(row.block))],
    ];
}

function candidates(body, caption) {
    const used = Object.fromEntries(body.plan.map(one => [one.warehouse, sum(one.take)]));
    const wanted = sum(body.needs.map(need => need[1]));
    return table(caption, candidateColumns(used, wanted), ranked(body, used));
}

function decided(decision) {
    const {group_no: group, at_ms: at, body} = decision;
    const title = `${t('destination_n', {n: group})}, ${when(at)}, ${money(spend(body))}`;
    const again = t(decision.is_reproduced ? 'solved_same' : 'solved_other');
    return make(
        'section',
        {class: 'why'},
        make('h3', {}, title),
        make('p', {class: 'sentence'}, sentence(body)),
        make('p', {class: 'lede'}, again),
        candidates(body, t('looked_at_decision', {n: decision.decision_id})),
    );
}

export function decisionsOf(decisions) {
    if (decisions.length === 0)
        return [make('p', {class: 'none'}, t('nothing_decided'))];
    return decisions.slice(0, SHOWN).map(decided);
}

function answered(body) {
    const together = t('together_sum', {money: money(spend(body))});
    return [
        make('p', {class: 'sentence'}, `${sentence(body)} ${together}`),
        candidates(body, t('looked_at_question', {n: ++questions})),
    ];
}

export function whatIf(id, warehouses) {
    const options = list => ['', ...list].map(one => [one, one]);
    const fields = [
        ['strategy', t('strategy'), {options: options(STRATEGIES)}],
        ['warehouse', t('only_from'), {options: options(warehouses)}],
    ];
    async function ask({strategy, warehouse}) {
        const query = `strategy=${strategy}&warehouse=${warehouse}`;
        const {groups} = await get(`orders/${id}/what-if?${query}`);
        return groups.flatMap(answered);
    }
    return [make('h2', {}, t('what_if')), ...askForm(fields, t('work_it_out'), ask)];
}
