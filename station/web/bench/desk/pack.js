// The packing desk: an order's items are scanned into a box, weighed and labelled.
export {alarm} from './pack/alarm.js';
export {ledger} from './pack/ledger.js';
export {slate} from './pack/slate.js';

export const good = new Set([
    'took',
    'took_line',
    'took_last',
    'opened',
    'removed',
    'undone',
    'box_set',
    'boxed',
    'armed',
    'weight_ok',
    'label_right',
    'unpacked',
    'continued',
    'resumed',
]);
