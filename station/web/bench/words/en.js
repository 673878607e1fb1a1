// The bench's words: short, imperative, never blaming, one noun for one thing.
// The programs send codes and values; languages live here.
import {ES} from './es.js';
import {PT} from './pt.js';

const EN = {
    language: 'English', practice: 'Practice', nobody: 'Nobody signed in', clock_off: 'Clock is {n} s off',
    bench_free: 'This bench is free', scan_badge: 'Scan your badge to start',
    hello: 'Hello, {name}', enter_pin: 'Enter your PIN', pin_wrong: 'That PIN is not right', pin_wait: 'Wait 30 seconds, then try again', pin_clear: 'Clear', pin_ok: 'OK', pin_dots: '{n} digits entered',
    ready: 'Ready', scan_order: 'Scan a tote or an order', nothing_waiting: 'Nothing is waiting', ready_tip: 'First in line: {order}. Scan CONTINUE to take it', empty_tip: 'New orders show here by themselves',
    loading: 'Fetching order {order}', loading_tip: 'If it takes long, scan another order',
    line_n: 'Line {n} of {m}', from_tote: 'from tote {tote}', scan_n: 'Scan {n} more', scan_1: 'Scan 1 more', n_of_m: '{n} of {m}', lot_is: 'Lot {lot}',
    times_n: 'The next scan counts {n} times', armed_remove: 'Scan what comes out of the box', armed_damaged: 'Scan the damaged item', any_tip: 'Any item of this order is fine', all_short: 'Nothing is left to pack', all_short_tip: 'Scan DONE to finish the order',
    why_missing: 'Why is it missing?', why_1: 'Not in its place', why_2: 'Damaged', why_3: 'Another item is there', back: 'Back to packing',
    unpack_head: 'Take {n} out and scan', unpack_cancel: 'The order was cancelled', unpack_change: 'The order was changed', unpack_tip: 'Scan every item that comes out',
    all_in: 'All {n} items are in', put_on_scale: 'Put the box on the scale', clear_scale: 'Empty the scale first', hands_off: 'Hands off, please wait', no_weight: 'The scale does not answer', scale_absent_tip: 'Check its cable, or scan a supervisor badge', expected: 'expected {g} ± {t}', count_again: 'Count once more: {n} items?', unchecked_tip: 'Yes: scan CONTINUE', unchecked: 'One item has no weight on file', scale_trouble: 'The scale needs attention',
    wait_label: 'Wait for the label', printer_is: 'Printer: {word}', label_tip: 'One label for one parcel', label_unknown: 'Did the label come out?', label_unknown_yes: 'Yes, whole: stick it on and scan it', label_unknown_no: 'No: scan REPRINT', fix_printer: 'See to the printer', fix_printer_tip: 'The label is printed by itself when the printer is ready', no_numbers: 'No parcel numbers left: central is needed',
    job_written: 'Written down', job_sent: 'Sent to the printer', job_out: 'Label is out',
    stick_scan: 'Stick it on the box, then scan it', why_scan_back: 'The scan ties this label to this box', parcel_n: 'Parcel {n}',
    done_head: 'Order {order} is packed', done_lead: 'Put it on the belt, then scan the next tote', void_head: 'Order {order} is unpacked', void_lead: 'Put the items back on the shelf',
    order_n: 'Order {order}', yours_since: 'yours since {time}', waiting: 'Waiting for this bench', by_time: 'by time left', above_below: '{a} lines above, {b} below', in_box: '{n} in the box', left_n: '{n} left', parked: 'on hold', checks: 'Bench check', checks_sub: 'by itself',
    due_in: 'Pick-up in {t}', due_late: 'Pick-up missed by {t}', no_due: 'No pick-up time', hours: '{h} h {m} min', minutes: '{m} min',
    undo: 'Undo', problem: 'Problem', newbox: 'New box', reprint: 'Reprint', hold: 'Hold order', missing: 'Missing', damaged: 'Damaged', remove: 'Remove item', commands: 'Commands', signout: 'Sign out', done: 'Done', cont: 'Continue', what_problem: 'What is wrong?', scan_or_touch: 'scan or touch', take_over: 'Take over',
    last_scan: 'Last scan', no_scan: 'No scan yet', right: 'Right', wrong: 'Wrong', look: 'Look', noted: 'Noted',
    scanner: 'Scanner', scale: 'Scale', printer: 'Printer', central: 'Central', sound: 'Sound', sound_on: 'On', sound_off: 'Off: touch',
    hand_here: '{n} of {m} here', hand_low: 'Charge {n}', hand_update: 'Updating {n} %', hand_refused: 'Update refused ({n})',
    w_none: 'Not set up', w_gone: 'Gone', w_ready: 'Ready', w_silent: 'Silent', w_zero: 'At zero', w_stable: 'Stable', w_moving: 'In motion', w_under: 'Below zero', w_over: 'Overload', w_rezero: 'Zero it', w_fault: 'Fault', w_absent: 'Gone', w_paused: 'Paused', w_no_paper: 'No paper', w_no_ribbon: 'No ribbon', w_head_open: 'Head open', w_busy: 'Printing', w_online: 'In touch', w_offline: 'Offline {t}', w_practice: 'Practice', unsent: '{n} to send',
    n_sign_in_first: 'Scan your badge first', n_badge_unknown: 'This badge is not known', n_scan_order: 'Scan a tote or an order first', n_not_found: 'No order {text}', n_taken: 'Taken by {text}', n_on_hold: 'On hold: a supervisor releases it', n_already_packed: 'Packed already', n_cancelled: 'This order is cancelled', n_no_stock: 'Waits for stock', n_offline: 'Central is away: {text} is not here', n_handover: '{text}: scan the badge again to take over', n_supervisor: 'Scan a supervisor badge', n_recovered: 'Power was lost. Every scan that beeped was kept', n_late: 'Came late, not counted: {text}. Scan it again', n_lost: 'Page lost the bench. Waiting for it', n_remove: 'Scan the item to take out', n_fetching: 'Asking central',
    you_scanned: 'You scanned', order_wants: 'The order wants', scanner_read: 'The scanner read', weighed: 'Weighed', likely: 'Most likely', few: '{n} too few of this', many: '{n} too many of this', one_weighs: 'one weighs {g}', this_label: 'This parcel has',
    a_wrong_item: 'Wrong item', a_wrong_item_sub: 'Not in this order. Nothing was counted.', a_wrong_item_1: 'Put it back', a_wrong_item_2: 'Scan the right item',
    a_unknown_code: 'Code not known', a_unknown_code_sub: 'Read well, but no item has it.', a_unknown_code_1: 'Look for another code on it', a_unknown_code_2: 'None? Lay it aside',
    a_too_many: 'One too many', a_too_many_sub: 'The order has all of these.', a_too_many_1: 'Keep it out of the box', a_too_many_2: 'Put it back',
    a_case_too_big: 'Case too big', a_case_too_big_sub: 'Fewer are wanted than a case holds.', a_case_too_big_1: 'Open the case', a_case_too_big_2: 'Scan single items',
    a_lot_other: 'Other lot', a_lot_other_sub: 'The order wants another lot.', a_lot_other_1: 'Put it back', a_lot_other_2: 'Scan the right lot',
    a_expired: 'Out of date', a_expired_sub: 'It must not be shipped.', a_expired_1: 'Lay it aside', a_expired_2: 'Scan a fresh one',
    a_serial_twice: 'Scanned before', a_serial_twice_sub: 'This serial is in the box already.', a_serial_twice_1: 'Look which one it is', a_serial_twice_2: 'Scan the next one',
    a_serial_shipped: 'Shipped before', a_serial_shipped_sub: 'This serial has left the house already.', a_serial_shipped_1: 'Lay it aside', a_serial_shipped_2: 'Tell a supervisor',
    a_kit_partial: 'Kit not whole', a_kit_partial_sub: 'A kit leaves with all its parts.', a_kit_partial_1: 'Add the missing part', a_kit_partial_2: 'or take the others out: REMOVE',
    a_not_in_box: 'Not in the box', a_not_in_box_sub: 'It was not counted into this box.', a_not_in_box_1: 'Look which item it is', a_not_in_box_2: 'Scan what is in the box',
    a_not_allowed: 'Not allowed', a_not_allowed_sub: 'A supervisor may do this.', a_not_allowed_1: 'Ask a supervisor', a_not_allowed_2: 'Scan their badge',
    a_weight_light: 'Too light', a_weight_light_sub: '{g} are missing. No label is printed.', a_weight_light_1: 'Open the box, count again', a_weight_light_2: 'Weigh again, or a supervisor badge',
    a_weight_heavy: 'Too heavy', a_weight_heavy_sub: '{g} too much. No label is printed.', a_weight_heavy_1: 'Open the box, count again', a_weight_heavy_2: 'Weigh again, or a supervisor badge',
    a_stopped: 'Stop', a_stopped_sub: 'Order {order} was cancelled just now.', a_stopped_1: 'Take everything out', a_stopped_2: 'Scan each item that comes out',
    a_take_out: 'Order changed', a_take_out_sub: 'Some of it must come out again.', a_take_out_1: 'Take it out', a_take_out_2: 'Scan what comes out',
    a_label_other: 'Wrong label', a_label_other_sub: 'This label belongs to another parcel.', a_label_other_1: 'Take the label off', a_label_other_2: 'Scan the label of this box',
    a_taken_over: 'Stop', a_taken_over_sub: 'Another bench has order {order} now.', a_taken_over_1: 'Pack no more', a_taken_over_2: 'Bring the box to a supervisor',
    a_disk: 'Not kept', a_disk_sub: 'The last scan was not kept.', a_disk_1: 'Scan nothing more', a_disk_2: 'Call a supervisor: {text}',
};

export const LANGUAGES = {en: EN, 'pt-BR': PT, es: ES};

let words = EN;

export function setLanguage(name) {
    const known = name in LANGUAGES ? name : 'en';
    words = LANGUAGES[known];
    document.documentElement.lang = known;
}

export function t(key, values = {}) {
    let text = words[key] ?? EN[key] ?? key;
    for (const name in values)
        text = text.replaceAll(`{${name}}`, values[name]);
    return text;
}

// Grams with thin spaces between thousands, as on the scale.
export function grams(mg) {
    const g = Math.round(Math.abs(mg) / 1000);
    return String(g).replace(/\B(?=(\d{3})+$)/g, '\u202f') + ' g';
}

export function span(ms) {
    const minutes = Math.round(Math.abs(ms) / 60000);
    if (minutes < 60)
        return t('minutes', {m: minutes});
    return t('hours', {h: Math.floor(minutes / 60), m: minutes % 60});
}
