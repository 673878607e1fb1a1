// Settings as rules: each change is a new version that holds from a day on.
import {link, make} from '../../kit/elements.js';
import {form} from '../../kit/form.js';
import {inRow, nextPage, table} from '../../kit/list.js';
import {instant, when} from '../../kit/time.js';
import {t} from '../../kit/words.js';
import {act, askButton} from '../act.js';
import {get, page, post} from '../api.js';
import {reasonSaid} from '../reasons.js';
import {EXAMPLES} from './examples.js';

const SHOWN = 160; // letters of a rule in a list
const KINDS = Object.keys(EXAMPLES);

const kindWord = kind => t('kind_' + kind);
const address = (kind, code) => `#rule/${kind}/${encodeURIComponent(code)}`;
const says = text => make('code', {class: 'rule'}, text);

const ruleColumns = kind => [
    [t('code'), row => link(address(kind, row.code), row.code)],
    [t('says'), row => says(JSON.stringify(row.body).slice(0, SHOWN))],
    [t('since'), row => when(row.from_ms)],
];

// The rules of a kind, as a part of another page.
export async function rules(kind) {
    const {rules: rows} = await get(`rules/${kind}`);
    const title = kindWord(kind);
    const words = t('add_one_to', {kind: title.toLowerCase()});
    return [
        make('h2', {}, title),
        table(title, ruleColumns(kind), rows),
        make('p', {class: 'row'}, link(address(kind, ''), words)),
    ];
}

export async function settings() {
    const parts = [];
    for (const kind of KINDS)
        parts.push(...(await rules(kind)));
    const lede = make('p', {class: 'lede'}, t('settings_lede'));
    return [make('h1', {}, t('place_settings')), lede, ...parts];
}

function parse(text) {
    try {
        return JSON.parse(text);
    } catch (error) {
        throw new Error(t('no_json', {why: error.message}));
    }
}

async function save(kind, {code, from}, text) {
    const body = {code, body: parse(text)};
    if (from)
        body.from_ms = instant(from);
    await post(`rules/${kind}`, body);
    location.hash = address(kind, code);
}

function ruleForm(kind, code, body, again) {
    const label = t('what_it_says');
    const attributes = {name: 'body', rows: 16, spellcheck: 'false', class: 'rule'};
    const text = make('textarea', {...attributes, 'aria-label': t('what_it_says_json')});
    text.value = JSON.stringify(body, null, 2);
    const fields = [
        ['code', t('code'), {required: true, maxlength: 23, value: code, readonly: Boolean(code)}],
        ['from', t('holds_from_or_now'), {type: 'datetime-local'}],
    ];
    const node = form(fields, t('save_version'), values =>
        act(again, () => save(kind, values, text.value)),
    );
    node.insertBefore(make('label', {class: 'wide'}, label, text), node.lastChild);
    return node;
}

function saysOrEnded(row) {
    if (!row.is_gone)
        return says(JSON.stringify(row.body));
    return [t('ended'), reasonSaid(row.why)].filter(Boolean).join(': ');
}

function askEnd(kind, code, body) {
    return {
        title: t('ask_end_rule', {what: code}),
        will: [t('will_end_rule')],
        act: 'end',
        go: t('end_it'),
        async run(reason) {
            await post(`rules/${kind}`, {code, is_gone: true, reason});
            return {said: t('done_end_rule'), undo: () => post(`rules/${kind}`, {code, body})};
        },
    };
}

const versionColumns = () => [
    [t('holds_from'), row => when(row.from_ms)],
    [t('entered'), row => when(row.made_ms)],
    [t('by'), row => row.person || t('a_program')],
    [t('says'), saysOrEnded],
];

export async function rule({args, rest, again}) {
    const kind = rest[0];
    const code = decodeURIComponent(rest[1] ?? '');
    const path = `rules/${kind}/${encodeURIComponent(code)}`;
    const after = args.get('after');
    const {rows, next} = code ? await page(path, 'rules', after) : {rows: []};
    const [newest] = after ? (await get(`${path}?limit=1`)).rules : rows;
    const mayEnd = code && !newest?.is_gone;
    const body = newest?.body ?? EXAMPLES[kind];
    const end = () => askButton(t('end_it'), again, askEnd(kind, code, body), 'grave');
    return [
        make('h1', {}, `${kindWord(kind)}: ${code || t('a_new_one')}`),
        ruleForm(kind, code, body, again),
        mayEnd ? inRow(end()) : null,
        make('h2', {}, t('versions')),
        table(t('newest_first'), versionColumns(), rows),
        nextPage(next, `#rule/${kind}/${encodeURIComponent(code)}?after=`),
    ];
}
