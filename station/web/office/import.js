// Import of a file: first what it would do, then, when asked, the same for good.
import {call} from './api.js';
import {form, make, message, table} from '../kit/list.js';

const PART = 6 * 1024 * 1024;

async function run(values, text, preview) {
    const path = `/api/v1/import?kind=${values.kind}&format=${values.format}` + (preview ? '&preview=1' : '');
    return call('POST', path, text, 'text/plain');
}

function report(result) {
    const words = `${result.new} new, ${result.changed} changed, ${result.same} as before, ${result.refused} lines refused`;
    return [message(result.preview ? 'note' : 'ok', (result.preview ? 'Preview, nothing is changed: ' : 'Done: ') + words),
        table('Lines that are not taken', [['Line', row => row.line, 'num'], ['Why', row => row.why]], result.problems.slice(0, 500))];
}

export async function importFile() {
    const result = make('div', {});
    const show = (...nodes) => result.replaceChildren(...nodes);
    const page = form([['kind', 'What is in it', {options: ['items', 'stock', 'orders']}], ['format', 'Format', {options: ['csv', 'json', 'online-retail']}], ['file', 'File', {type: 'file', required: true}]], 'Preview', async values => {
        try {
            if (values.file.size > PART)
                throw new Error('The file is larger than 6 MB: use “tallyman import”, which sends it in parts');
            const text = await values.file.text();
            const preview = await run(values, text, true);
            const go = make('button', {class: 'button button--main', onclick: async () => {
                go.disabled = true;
                try {
                    show(...report(await run(values, text, false)));
                } catch (error) {
                    show(message('wrong', error.message));
                }
            }}, 'Import for good');
            show(...report(preview), make('div', {class: 'row'}, go));
        } catch (error) {
            show(message('wrong', error.message));
        }
    });
    return [make('h1', {}, 'Import'), make('p', {class: 'lede'}, 'Items first, then stock, then orders. A file that was imported before changes nothing.'), page, result];
}
