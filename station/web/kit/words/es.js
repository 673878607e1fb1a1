// The kit's own words in Spanish.
export const ES = {
    hours: '{h} h {m} min',
    minutes: '{m} min',
    next_100: 'Siguientes 100',
    none_of: '{what}: nada',
    weight_unknown: 'no se sabe',
};
