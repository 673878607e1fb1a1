// Why something is done: the short list of each act, and how a reason is said that was
// kept. Central takes these codes, and sentences where none of them fits.
import {hasWord, t} from '../kit/words.js';

const REASONS = {
    cancel: ['customer_asked', 'twice', 'no_stock', 'not_paid', 'fraud', 'mistake'],
    change: ['customer_asked', 'no_stock', 'mistake'],
    close: ['customer_agreed', 'no_stock', 'mistake'],
    hold: ['customer_asked', 'check_address', 'check_payment', 'check_stock', 'fraud'],
    release: ['looked_at', 'customer_agreed', 'paid', 'mistake'],
    settle: ['mended', 'looked_at', 'mistake'],
    end: ['replaced', 'not_needed', 'mistake'],
    leave: ['left_house', 'long_away', 'not_needed', 'mistake'],
    put_back: ['customer_asked', 'looked_at', 'damaged', 'mistake'],
    unscanned: ['loaded_seen', 'no_scanner', 'mistake'],
    withdraw: ['lost', 'leaked', 'replaced', 'not_needed'],
};

export const reasonsOf = act => REASONS[act].map(code => [code, t('reason_' + code)]);

// Central's own sentences of why a parcel must not leave.
const KEPT = {
    cancelled: 'why_kept_cancelled',
    'cancelled at the channel': 'why_kept_at_channel',
    'the channel wants less of it': 'why_kept_less',
    'less of it is wanted by now': 'why_kept_fewer',
    'address changed': 'why_kept_address',
    'it was to be stopped': 'why_kept_stopping',
    service: 'why_kept_service',
    held: 'why_kept_held',
};

// Why it must not: one of these, or the reason of who said so.
export const keptSaid = note => (KEPT[note] ? t(KEPT[note]) : reasonSaid(note));

// Alone, after a program's name ("shop: mistake"), or in brackets after what was done
// ("1: 3 (mistake)").
export function reasonSaid(kept) {
    const [, code] = kept.match(/^(?:.*(?:: |\())?(\w+)\)?$/) ?? [];
    return hasWord('reason_' + code) ? kept.replace(code, t('reason_' + code)) : kept;
}
