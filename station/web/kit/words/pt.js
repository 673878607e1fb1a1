// The kit's own words in Portuguese.
export const PT = {
    ask_back: 'Voltar',
    hours: '{h} h {m} min',
    days: '{d} d {h} h',
    minutes: '{m} min',
    next_100: 'Próximos 100',
    none_of: '{what}: nada',
    reason_ask: 'Por quê?',
    reason_in_words: 'O motivo em palavras',
    reason_other: 'outro motivo',
    undo_it: 'Desfazer',
    weight_unknown: 'não se sabe',
};
