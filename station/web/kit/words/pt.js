// The kit's own words in Portuguese.
export const PT = {
    hours: '{h} h {m} min',
    minutes: '{m} min',
    next_100: 'Próximos 100',
    none_of: '{what}: nada',
    weight_unknown: 'não se sabe',
};
