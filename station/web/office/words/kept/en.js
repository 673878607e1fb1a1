// Parcels that are kept back, in English.
export const KEPT = {
    place_kept: 'Kept back',
    kept_lede:
        'Parcels that are packed and must not leave. Scan one to open it, take its goods ' +
        'out and put them at a place.',
    open_parcel: 'Open',
    kept_n: 'Kept back: {n}',
    kept_back_at_place: 'Put back',
    kept_contents: 'What lies in it',
    kept_all: 'All that is kept back',
    kept_is_back: 'Its goods are back at a place.',
    kept_is_none: 'It is not kept back: it may leave.',
    kept_fetch: 'A supervisor puts its goods back.',
    put_back_lede:
        'Take the goods out, put them at one place, and scan that place. Tear the label ' +
        'off: it is void.',
    put_at: 'Place (scan it)',
    put_then: 'And then?',
    put_serials: 'Serial numbers in it (only if asked for)',
    put_back: 'Put back',
    then_ask: 'Hold the order',
    then_again: 'Pack it again now',
    then_not_wanted: 'Not wanted any more',
    done_put_back: 'The goods are back. Tear the label off.',
    done_put_back_told:
        'The goods are back. Its channel was told that they were sent: correct it there.',
    event_act_put_back: 'Put a parcel’s goods back',
    reason_damaged: 'damaged',
    why_kept_cancelled: 'cancelled',
    why_kept_at_channel: 'cancelled at the channel',
    why_kept_less: 'the channel wants less of it',
    why_kept_address: 'the address changed',
    why_kept_service: 'its service does not take it',
    why_kept_fewer: 'less of it is wanted by now',
    why_kept_held: 'the order is held',
    why_kept_stopping: 'it was to be stopped',
};
