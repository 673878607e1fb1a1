// The kit's own words in English.
export const EN = {
    ask_back: 'Go back',
    hours: '{h} h {m} min',
    days: '{d} d {h} h',
    minutes: '{m} min',
    next_100: 'Next 100',
    none_of: '{what}: none',
    reason_ask: 'Why?',
    reason_in_words: 'The reason in words',
    reason_other: 'another reason',
    undo_it: 'Undo',
    weight_unknown: 'unknown',
};
