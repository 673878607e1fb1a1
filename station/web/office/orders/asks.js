// What is asked before something is done with an order.
import {t} from '../../kit/words.js';
import {actButton, askButton} from '../act.js';
import {get, post} from '../api.js';
import {said} from '../state.js';

function askHold(o) {
    return {
        title: t('ask_hold', {n: o.order_no}),
        will: [t('will_hold')],
        act: 'hold',
        go: t('hold'),
        async run(reason) {
            await post(`orders/${o.order_id}/hold`, {kind: 'manual', reason});
            const undo = () => post(`orders/${o.order_id}/unhold/manual`, {reason: 'undone'});
            return {said: t('done_hold'), undo};
        },
    };
}

function askPlan(o) {
    return {
        title: t('ask_plan', {n: o.order_no}),
        will: [t('will_plan')],
        go: t('plan_anew'),
        async run() {
            await post(`orders/${o.order_id}/allocate`);
            return {said: t('done_plan')};
        },
    };
}

function askClose(o) {
    return {
        title: t('ask_close', {n: o.order_no}),
        will: [t('will_close'), t('no_way_back')],
        act: 'close',
        go: t('close_rest'),
        async run(reason) {
            await post(`orders/${o.order_id}/close`, {reason});
            return {said: t('done_close')};
        },
    };
}

// A bench that has the order unpacks it first: it is not cancelled before that.
function askCancel(o) {
    return {
        title: t('ask_cancel', {n: o.order_no}),
        will: [t('will_cancel'), t('no_way_back')],
        act: 'cancel',
        go: t('cancel_order'),
        async run(reason) {
            await post(`orders/${o.order_id}/cancel`, {reason});
            const {state} = await get(`orders/${o.order_id}`);
            const isOver = state === 'cancelled';
            return {said: t(isOver ? 'done_cancel_changed' : 'done_cancel_asked')};
        },
    };
}

export function askRelease(id, hold) {
    return {
        title: t('ask_release', {what: said(hold.kind)}),
        will: [t('will_release')],
        act: 'release',
        go: t('release'),
        async run(reason) {
            await post(`orders/${id}/unhold/${hold.kind}`, {reason});
            return {said: t('done_release')};
        },
    };
}

export function askQuantity(id, line) {
    const path = `orders/${id}/lines/${line.line_no}`;
    const least = {type: 'number', required: true, min: line.qty_shipped, value: line.qty};
    return {
        title: t('ask_qty', {n: line.line_no, sku: line.sku}),
        will: [t('will_qty', {shipped: line.qty_shipped})],
        fields: [['qty', t('quantity'), least]],
        act: 'change',
        go: t('save'),
        async run(reason, {qty}) {
            await post(path, {qty: Number(qty), reason});
            const undo = () => post(path, {qty: line.qty, reason: 'undone'});
            return {said: t('done_qty', {n: line.line_no, qty, was: line.qty}), undo};
        },
    };
}

export function askSplit(id, line) {
    return {
        title: t('ask_split', {n: line.line_no}),
        will: [t('will_split'), t('no_way_back')],
        go: t('send_alone'),
        async run() {
            await post(`orders/${id}/lines/${line.line_no}/split`);
            return {said: t('done_split')};
        },
    };
}

const toBenches = (o, again) =>
    actButton(t('release_to_benches'), again, `orders/${o.order_id}/release`, {}, 'main');

export const orderButtons = (o, again) => [
    o.state === 'allocated' ? toBenches(o, again) : null,
    o.state === 'held' ? null : askButton(t('hold'), again, askHold(o)),
    askButton(t('plan_anew'), again, askPlan(o)),
    o.state === 'part_shipped' ? askButton(t('close_rest'), again, askClose(o)) : null,
    askButton(t('cancel_order'), again, askCancel(o), 'grave'),
];
