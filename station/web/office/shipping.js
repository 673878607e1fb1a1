// Carriers, rates with a try-out, boxes, warehouses, manifests.
import {get, page, post} from './api.js';
import {act, facts, form, grams, link, make, message, money, table, when} from '../kit/list.js';
import {rules} from './settings.js';

const VERDICTS = {ok: 'goes', does_not_go_there: 'does not go there from here', too_heavy: 'too heavy', too_long: 'too long', too_large: 'too large', too_small: 'too small', not_carried: 'a rule refuses it', over_table: 'above the last price', too_late: 'would break the promise'};

export async function rates(args, id, again) {
    const {warehouses} = await get('warehouses');
    const slot = make('div', {'aria-live': 'polite'});
    const tryOut = form([['warehouse', 'From', {options: warehouses.map(w => w.code)}], ['country', 'To country', {required: true, value: 'PT', maxlength: 60}], ['postal', 'Postal code', {maxlength: 12}],
        ['weight_g', 'Weight in g', {type: 'number', min: 1, required: true, value: 1200}], ['length_mm', 'Length in mm', {type: 'number', min: 0, value: 0}], ['width_mm', 'Width in mm', {type: 'number', min: 0, value: 0}], ['height_mm', 'Height in mm', {type: 'number', min: 0, value: 0}]], 'Try out', async values => {
        try {
            const numbers = ['length_mm', 'width_mm', 'height_mm'].map(name => [name, Number(values[name])]);
            const {services} = await post('rates/try', {warehouse: values.warehouse, country: values.country, postal: values.postal, weight_mg: values.weight_g * 1000, ...Object.fromEntries(numbers)});
            slot.replaceChildren(table('What every service would cost', [['Service', row => (row.is_chosen ? '✓ ' : '') + row.name], ['Carrier', row => row.carrier], ['Billed weight', row => row.billable_mg ? grams(row.billable_mg) : '', 'num'], ['Price', row => row.total_minor ? money(row.base_minor, row.currency) : '', 'num'],
                ['Surcharges', row => row.surcharge_minor ? money(row.surcharge_minor, row.currency) : '', 'num'], ['Together', row => row.total_minor ? money(row.total_minor, row.currency) : '', 'num'], ['Arrives', row => when(row.promise_ms)], ['Verdict', row => VERDICTS[row.verdict] ?? row.verdict]], services));
        } catch (error) {
            slot.replaceChildren(message('wrong', error.message));
        }
    });
    const {bills} = await get('bills');
    return [make('h1', {}, 'Carriers and rates'), make('h2', {}, 'Try out'), tryOut, slot, make('h2', {}, 'Bills that differ from the estimate'),
        table('Parcels billed otherwise by more than 2 %', [['Tracking', row => row.tracking], ['Carrier', row => row.carrier], ['Order', row => link(`#order/${row.order_id}`, row.order_id)], ['Planned', row => money(row.estimate_minor, row.currency), 'num'], ['Weighed', row => money(row.cost_minor, row.currency), 'num'], ['Billed', row => money(row.billed_minor, row.currency), 'num']], bills),
        ...await rules('carrier', again), ...await rules('service', again)];
}

export async function boxes(args, id, again) {
    const {boxes: rows} = await get('boxes');
    return [make('h1', {}, 'Boxes'), make('p', {class: 'lede'}, 'Inner sizes. A box without a size is never suggested.'), table('Boxes', [['Code', row => row.code], ['Name', row => row.name], ['Inside, mm', row => row.length_mm ? `${row.length_mm} × ${row.width_mm} × ${row.height_mm}` : 'not known'],
        ['Empty', row => grams(row.tare_mg), 'num'], ['Holds at most', row => row.max_mg ? grams(row.max_mg) : '', 'num'], ['Cost', row => money(row.cost_minor), 'num']], rows),
    make('h2', {}, 'Add or change a box'), form([['code', 'Code', {required: true, maxlength: 60}], ['name', 'Name', {required: true, maxlength: 120}], ['tare_g', 'Empty weight, g', {type: 'number', min: 0, required: true}],
        ['length_mm', 'Length, mm', {type: 'number', min: 0}], ['width_mm', 'Width, mm', {type: 'number', min: 0}], ['height_mm', 'Height, mm', {type: 'number', min: 0}], ['max_g', 'Most contents, g', {type: 'number', min: 0}], ['cost_minor', 'Cost, cents', {type: 'number', min: 0}]], 'Save', values =>
        act(again, () => post('boxes', {code: values.code, name: values.name, tare_mg: values.tare_g * 1000, length_mm: Number(values.length_mm), width_mm: Number(values.width_mm), height_mm: Number(values.height_mm), max_mg: values.max_g * 1000, cost_minor: Number(values.cost_minor)})))];
}

export async function warehouses(args, id, again) {
    const {warehouses: rows} = await get('warehouses');
    const km = metres => metres === null ? '–' : Math.round(metres / 1000).toLocaleString('en');
    return [make('h1', {}, 'Warehouses'), table('Warehouses', [['Code', row => link(`#queue/${row.code}`, row.code)], ['Name', row => row.name], ['Place', row => [row.postal, row.country].filter(Boolean).join(' ')], ['Kind', row => row.is_store ? 'store' : 'warehouse'],
        ['Open', row => row.is_closed ? 'closed' : 'yes'], ['Calendar', row => row.calendar || 'every day'], ['Asked', row => row.priority, 'num'], ['Work', row => row.open_shipments + (row.capacity ? ` of ${row.capacity}` : ''), 'num']], rows),
    make('h2', {}, 'Distances in km'), table('Great circle, from row to column', [['From', row => row.code], ...rows.map((column, n) => [column.code, row => km(row.distances_m[n]), 'num'])], rows),
    ...await rules('warehouse', again), ...await rules('calendar', again), ...await rules('buffer', again)];
}

export async function queue(args, id) {
    const {shipments} = await get(`queue/${id}`);
    const left = ms => ms ? Math.round((ms - Date.now()) / 60000) : null;
    return [make('h1', {}, `Work of ${id}`), make('p', {class: 'lede'}, 'The nearest cut-off first.'), table('Waits for a bench', [['Shipment', row => link(`#shipment/${row.shipment_id}`, row.shipment_id)], ['Order', row => link(`#order/${row.order_id}`, row.order_no)], ['Service', row => row.service],
        ['Cut-off', row => when(row.due_ms)], ['Time left', row => left(row.due_ms) === null ? '' : left(row.due_ms) < 0 ? `late by ${-left(row.due_ms)} min` : `${left(row.due_ms)} min`, 'num']], shipments)];
}

const LOADED = {loaded: ['ok', '✓ Loaded.'], other_carrier: ['wrong', '✗ Another carrier’s parcel: keep it off this lorry.'], gone_before: ['wrong', '✗ Handed over before: set it aside and look it up.'], unknown: ['wrong', '✗ No packed parcel has this code: scan its label again, or take it back to a bench.']};

// One parcel after the other onto a lorry; the field stays ready for the next.
function loading(carriers) {
    const slot = make('div', {'aria-live': 'assertive'});
    const page = form([['carrier', 'Lorry of', {options: carriers}], ['code', 'Scan a parcel', {required: true, maxlength: 60, autocomplete: 'off'}]], 'Load', async ({carrier, code}, node) => {
        try {
            const {verdict} = await post('handover', {carrier, code: code.trim()});
            const [is, words] = LOADED[verdict];
            slot.replaceChildren(message(is, `${words} ${code.trim()}`));
        } catch (error) {
            slot.replaceChildren(message('wrong', error.message));
        }
        node.code.value = '';
        node.code.focus();
    });
    return [make('h2', {}, 'Load a lorry'), page, slot];
}

export async function manifests(args, id, again) {
    const all = await get('manifests');
    const carriers = (await get('rules/carrier')).rules.map(rule => rule.code);
    return [make('h1', {}, 'Handover'), make('p', {class: 'lede'}, 'What waits for each carrier, and what has left.'), ...carriers.length ? loading(carriers) : [], table('Waits for its carrier', [['Carrier', row => row.carrier || 'none'], ['Warehouse', row => row.warehouse], ['Parcels', row => row.parcels, 'num'], ['Weight', row => grams(row.weight_mg), 'num'], ['Carriage', row => money(row.cost_minor), 'num'],
        ['Hand over', row => make('button', {class: 'button button--main', onclick: () => act(again, () => post('manifests', {carrier: row.carrier, warehouse: row.warehouse}))}, 'Hand over all')]], all.open),
    make('h2', {}, 'Manifests'), table('Handed over', [['No', row => row.manifest_id, 'num'], ['Carrier', row => row.carrier || 'none'], ['Warehouse', row => row.warehouse], ['When', row => when(row.made_ms)], ['Parcels', row => row.parcel_count, 'num'], ['Weight', row => grams(row.weight_mg), 'num'],
        ['To sign', row => link(`/api/v1/manifests/${row.manifest_id}/pdf`, 'PDF')]], all.manifests)];
}

export async function shipment(args, id, again) {
    const s = await get(`shipments/${id}`);
    const fit = await get(`shipments/${id}/boxes`);
    const papers = ['slip', 'cn22', 'cn23', 'invoice'].map(one => link(`/api/v1/shipments/${id}/papers/${one}`, one === 'slip' ? 'Packing slip' : one === 'invoice' ? 'Commercial invoice' : one.toUpperCase().replace('CN', 'CN ')));
    const nodes = [make('h1', {}, `Shipment ${id}`), facts([['Order', link(`#order/${s.order_id}`, s.order_no)], ['State', s.state.replace('_', ' ')], ['Warehouse', s.warehouse], ['Service', s.service || 'none'], ['Carriage', money(s.cost_minor, s.currency)], ['Cut-off', when(s.due_ms) || 'none'],
        ['Bench', s.station_id || 'nobody'], ['Fence', s.fence], ['Tote', s.tote || 'none'], ['Papers', make('span', {class: 'links'}, ...papers.flatMap((one, n) => n ? [' · ', one] : [one]))]])];
    if (s.state === 'held')
        nodes.push(make('div', {class: 'row'}, make('button', {class: 'button button--main', onclick: () => act(again, () => post(`shipments/${id}/release`))}, 'Release from hold')));
    nodes.push(make('h2', {}, 'Lines'), table('Lines', [['Item', row => row.sku], ['Name', row => row.name], ['Quantity', row => row.qty, 'num'], ['Lot', row => row.lot], ['Kit', row => row.is_kit ? 'kit' : row.kit_pos >= 0 ? 'part' : '']], s.lines),
        make('h2', {}, 'Which box'), fit.boxes.length ? table(`${fit.units} units`, [['Box', row => (row.is_first ? '✓ ' : '') + row.box], ['Verdict', row => row.verdict.replace('_', ' ')], ['Choice', row => row.is_first ? 'first' : row.is_second ? 'second' : '']], fit.boxes) : make('p', {class: 'none'}, 'Sizes of items or boxes are not known'),
        make('h2', {}, 'What happened'), table('Events of the benches', [['Bench', row => row.station_id, 'num'], ['No', row => row.seq, 'num'], ['When', row => when(row.at_ms)], ['What', row => row.kind],
            ['Verdict', row => row.verdict.replaceAll('_', ' ')], ['Person', row => row.person_id || ''], ['Record', row => row.body.length > 120 ? row.body.slice(0, 120) + '…' : row.body]], s.events));
    return nodes;
}
