// Import of a file: first what it would do, then, when asked, the same for good.
import {make} from '../kit/elements.js';
import {button, form} from '../kit/form.js';
import {inRow, table} from '../kit/list.js';
import {toast} from '../kit/toast.js';
import {t} from '../kit/words.js';
import {call} from './api.js';

const PART_MB = 6;
const PART = PART_MB * 1024 * 1024;
const LOOK_MS = 700; // between two looks at how far it is
const SHOWN = 500; // problems; a file that has more is mended first
const KINDS = ['items', 'stock', 'orders', 'points'];
// Shops' and markets' are of orders; central says so of anything else.
const FORMATS = ['csv', 'json', 'shopify', 'amazon', 'online-retail'];
const ENCODINGS = ['utf-8', 'utf-16le', 'utf-16be', 'windows-1252', 'iso-8859-1', 'iso-8859-15'];
const SEPARATORS = {',': 'comma', ';': 'semicolon', '\t': 'tab'};
const same = list => list.map(one => [one, one]);

// Shows how far central has come while it takes a file.
function showProgress(show) {
    let isOver = false;
    const timer = setInterval(async () => {
        const {imports} = await call('GET', '/api/v1/import').catch(() => ({imports: []}));
        if (imports.length && !isOver)
            show(toast('note', t('import_progress', imports[0])));
    }, LOOK_MS);
    return () => {
        isOver = true;
        clearInterval(timer);
    };
}

// The bytes as they are: central finds out which encoding they have.
async function send(values, preview, show) {
    const {kind, format, channel, encoding, file} = values;
    const query = new URLSearchParams({kind, format});
    for (const [name, value] of Object.entries({channel, encoding, preview: preview ? '1' : ''}))
        if (value)
            query.set(name, value);
    const end = showProgress(show);
    try {
        return await call('POST', `/api/v1/import?${query}`, file, 'text/plain');
    } finally {
        end();
    }
}

function report(result) {
    const counts = t('import_counts', {
        new: result.new,
        changed: result.changed,
        same: result.same,
        refused: result.refused,
    });
    const columns = [
        [t('line'), row => row.line, 'num'],
        [t('why'), row => row.why],
    ];
    const words = t(result.preview ? 'import_preview' : 'import_done', {counts});
    return [
        toast(result.preview ? 'note' : 'ok', words),
        make('p', {class: 'lede'}, readAs(result)),
        table(t('lines_refused'), columns, result.problems.slice(0, SHOWN)),
        ...(result.notes.length
            ? [table(t('lines_noted'), columns, result.notes.slice(0, SHOWN))]
            : []),
        ...takenAway(result),
    ];
}

// What the file was taken for; a guess that is wrong shows here before it does harm.
function readAs({encoding, separator}) {
    const fields = t(SEPARATORS[separator] ?? 'none');
    return t(separator ? 'read_as' : 'read_as_json', {encoding, fields});
}

// The values that empty fields remove.
function takenAway({removes}) {
    const columns = [
        [t('line'), row => row.line, 'num'],
        [t('what'), row => row.column],
    ];
    return removes.length ? [table(t('taken_away'), columns, removes.slice(0, SHOWN))] : [];
}

async function preview(values, show) {
    if (values.file.size > PART)
        throw new Error(t('file_too_large', {mb: PART_MB}));
    const result = await send(values, true, show);
    async function forGood() {
        go.disabled = true;
        await orSay(show, async () => show(...report(await send(values, false, show))));
    }
    const go = button(t('import_for_good'), forGood, 'main');
    show(...report(result), inRow(go));
}

async function orSay(show, run) {
    try {
        await run();
    } catch (error) {
        show(toast('wrong', error.message));
    }
}

export async function importFile() {
    const result = make('div', {});
    const show = (...nodes) => result.replaceChildren(...nodes);
    const fields = [
        ['kind', t('what_is_in_it'), {options: same(KINDS)}],
        ['format', t('format'), {options: same(FORMATS)}],
        ['channel', t('channel_of_file'), {}],
        ['encoding', t('encoding'), {options: [['', t('found_out')], ...same(ENCODINGS)]}],
        ['file', t('file'), {type: 'file', required: true}],
    ];
    const page = form(fields, t('preview'), values => orSay(show, () => preview(values, show)));
    const lede = make('p', {class: 'lede'}, t('import_lede'));
    return [make('h1', {}, t('import')), lede, page, result];
}
