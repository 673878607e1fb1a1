// The kit's own words in English.
export const EN = {
    hours: '{h} h {m} min',
    minutes: '{m} min',
    next_100: 'Next 100',
    none_of: '{what}: none',
    weight_unknown: 'unknown',
};
