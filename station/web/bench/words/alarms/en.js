// What the bench's alarms say in English: what is wrong, and the two steps out of it.
export const ALARMS = {
    a_wrong_item: 'Wrong item',
    a_wrong_item_sub: 'Not in this order. Nothing was counted.',
    a_wrong_item_1: 'Put it back',
    a_wrong_item_2: 'Scan the right item',

    a_unknown_code: 'Code not known',
    a_unknown_code_sub: 'Read well, but no item has it.',
    a_unknown_code_1: 'Look for another code on it',
    a_unknown_code_2: 'None? Lay it aside',

    a_other_order: 'Another order',
    a_other_order_sub: 'It belongs to order {other}, tote {tote}.',
    a_other_order_1: 'Lay it to that order',
    a_other_order_2: 'Scan the right item',

    a_other_tote: 'Another tote',
    a_other_tote_sub: 'It is of order {other}.',
    a_other_tote_1: 'Finish this order first',
    a_other_tote_2: 'or put it on hold, then scan it again',

    a_too_many: 'One too many',
    a_too_many_sub: 'The order has all of these.',
    a_too_many_1: 'Keep it out of the box',
    a_too_many_2: 'Put it back',

    a_case_too_big: 'Case too big',
    a_case_too_big_sub: 'Fewer are wanted than a case holds.',
    a_case_too_big_1: 'Open the case',
    a_case_too_big_2: 'Scan single items',

    a_scan_each: 'Scan each one',
    a_scan_each_sub: 'Orders like this one are not counted by eye.',
    a_scan_each_1: 'Scan every item',
    a_scan_each_2: 'A closed case counts by its own code',

    a_lot_other: 'Other lot',
    a_lot_other_sub: 'The order wants another lot.',
    a_lot_other_1: 'Put it back',
    a_lot_other_2: 'Scan the right lot',

    a_expired: 'Out of date',
    a_expired_sub: 'It must not be shipped.',
    a_expired_1: 'Lay it aside',
    a_expired_2: 'Scan a fresh one',

    a_life_short: 'Too near its date',
    a_life_short_sub: 'The customer must have it longer.',
    a_life_short_1: 'Lay it aside',
    a_life_short_2: 'Scan a fresher one',

    a_serial_twice: 'Scanned before',
    a_serial_twice_sub: 'This serial is in the box already.',
    a_serial_twice_1: 'Look which one it is',
    a_serial_twice_2: 'Scan the next one',

    a_serial_shipped: 'Shipped before',
    a_serial_shipped_sub: 'This serial has left the house already.',
    a_serial_shipped_1: 'Lay it aside',
    a_serial_shipped_2: 'Tell a supervisor',

    a_kit_partial: 'Kit not whole',
    a_kit_partial_sub: 'A kit leaves with all its parts.',
    a_kit_partial_1: 'Add the missing part',
    a_kit_partial_2: 'or take the others out: REMOVE',

    a_not_in_box: 'Not in the box',
    a_not_in_box_sub: 'It was not counted into this box.',
    a_not_in_box_1: 'Look which item it is',
    a_not_in_box_2: 'Scan what is in the box',

    a_not_allowed: 'Not allowed',
    a_not_allowed_sub: 'A supervisor may do this.',
    a_not_allowed_1: 'Ask a supervisor',
    a_not_allowed_2: 'Scan their badge',

    a_weight_light: 'Too light',
    a_weight_light_sub: '{g} are missing. No label is printed.',
    a_weight_light_1: 'Open the box, count again',
    a_weight_light_2: 'Weigh again, or a supervisor badge',

    a_weight_heavy: 'Too heavy',
    a_weight_heavy_sub: '{g} too much. No label is printed.',
    a_weight_heavy_1: 'Open the box, count again',
    a_weight_heavy_2: 'Weigh again, or a supervisor badge',

    a_stopped: 'Stop',
    a_stopped_sub: 'Order {order} was cancelled just now.',
    a_stopped_1: 'Take everything out',
    a_stopped_2: 'Scan each item that comes out',

    a_stopped_hold: 'Stop',
    a_stopped_hold_sub: 'Order {order} was put on hold by the office.',
    a_stopped_hold_1: 'Take everything out',
    a_stopped_hold_2: 'Scan each item that comes out',

    a_take_out: 'Order changed',
    a_take_out_sub: 'Some of it must come out again.',
    a_take_out_1: 'Take it out',
    a_take_out_2: 'Scan what comes out',

    service_takes: 'The service takes',
    a_over_service: 'Too heavy',
    a_over_service_sub: 'Its service takes no parcel of this weight.',
    a_over_service_1: 'Wait: central looks for another service',
    a_over_service_2: 'None? Take some out (REMOVE), then NEW BOX',

    a_box_over_service: 'Box too large',
    a_box_over_service_sub: 'Its service takes no box of this size.',
    a_box_over_service_1: 'Take a smaller box and scan it',
    a_box_over_service_2: 'None? The office may choose another service',

    to_before: 'The label says',
    to_now: 'It goes to',
    a_readdressed: 'New address',
    a_readdressed_sub: 'The address changed. The label in hand is void.',
    a_readdressed_1: 'Take the old label off and destroy it',
    a_readdressed_2: 'CONTINUE prints the new one',

    a_label_other: 'Wrong label',
    a_label_other_sub: 'This label belongs to another parcel.',
    a_label_other_1: 'Take the label off',
    a_label_other_2: 'Scan the label of this box',

    a_taken_over: 'Stop',
    a_taken_over_sub: 'Another bench has order {order} now.',
    a_taken_over_1: 'Pack no more',
    a_taken_over_2: 'Bring the box to a supervisor',

    a_disk: 'Not kept',
    a_disk_sub: 'The last scan was not kept.',
    a_disk_1: 'Scan nothing more',
    a_disk_2: 'Do this first: {text}',
    disk_full: 'free some space on the disk, then scan again',
    disk_read_only:
        'nothing can be written to the disk: call a supervisor',
    disk_broken: 'the disk fails: call a supervisor',

    a_new_file: 'A new file',
    a_new_file_sub: 'Its file was a copy or an older one.',
    a_new_file_1: 'Lay aside what lies on the bench',
    a_new_file_2: 'Bring it to a supervisor',

    a_second: 'Two machines',
    a_second_sub: 'Another machine works as {bench}.',
    a_second_1: 'Pack nothing here',
    a_second_2: 'Switch one of the two off',

    a_foreign: 'Another central',
    a_foreign_sub: 'The file of this bench is not for it.',
    a_foreign_1: 'Pack nothing here',
    a_foreign_2: 'Call who set the bench up',
};
