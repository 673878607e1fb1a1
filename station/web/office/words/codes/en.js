// What the office says for the codes of programs in English.
export const CODES = {
    // Orders and shipments
    is_held: 'held',
    is_waiting: 'waiting',
    is_allocated: 'allocated',
    is_released: 'released',
    is_claimed: 'claimed',
    is_packed: 'packed',
    is_part_shipped: 'part shipped',
    is_shipped: 'shipped',
    is_handed_over: 'handed over',
    is_delivered: 'delivered',
    is_cancelled: 'cancelled',
    is_stuck: 'stuck',

    // Payments
    is_paid: 'paid',
    is_authorised: 'authorised',
    is_pending: 'pending',
    is_on_account: 'on account',
    is_refunded: 'refunded',
    is_failed: 'failed',

    // Parcels on their way, and how they were weighed
    is_announced: 'announced',
    is_in_transit: 'in transit',
    is_out_for_delivery: 'out for delivery',
    is_ready: 'ready',
    is_returned: 'returned',
    is_lost: 'lost',
    is_weight_ok: 'weight ok',
    is_weight_light: 'weight light',
    is_weight_heavy: 'weight heavy',
    is_weight_unchecked: 'weight unchecked',

    // Which box
    is_fits: 'fits',
    is_too_heavy: 'too heavy',
    is_side_too_long: 'side too long',
    is_too_little_room: 'too little room',
    is_no_fit_found: 'no fit found',
    is_not_tried: 'not tried',

    // Messages to other systems
    is_calling: 'calling',
    is_unknown: 'unknown',
    is_done: 'done',
    is_dead: 'dead',

    // What a person must look at, and what holds an order
    is_restored: 'central restored',
    is_unheard: 'bench not heard',
    is_second: 'second machine',
    is_doubled: 'packed twice',
    is_orphan: 'parcel without order',
    is_clock: 'wrong clock',
    is_person: 'unknown person',
    is_badges: 'unknown badges',
    is_refused: 'refused',
    is_short: 'short',
    is_intercept: 'intercept',
    is_count: 'to be counted',
    is_damaged: 'damaged',
    is_late: 'late',
    is_range: 'numbers used up',
    is_packed_before: 'packed before',
    is_fraud: 'fraud',
    is_address: 'address',
    is_payment: 'payment',
    is_stock: 'stock',
    is_customs: 'customs',
    is_item: 'item',
    is_manual: 'by hand',
    is_edit: 'the channel changed it',
    is_carrier: 'a carrier’s word',
    is_channel: 'a channel not told',

    // People
    is_packer: 'packer',
    is_receiver: 'receiver',
    is_supervisor: 'supervisor',
    is_manager: 'manager',
};
