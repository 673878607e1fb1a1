// The kit's own words in Spanish.
export const ES = {
    ask_back: 'Volver',
    hours: '{h} h {m} min',
    days: '{d} d {h} h',
    minutes: '{m} min',
    next_100: 'Siguientes 100',
    none_of: '{what}: nada',
    reason_ask: '¿Por qué?',
    reason_in_words: 'El motivo en palabras',
    reason_other: 'otro motivo',
    undo_it: 'Deshacer',
    weight_unknown: 'no se sabe',
};
