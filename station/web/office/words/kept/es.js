// Parcels that are kept back, in Spanish.
export const KEPT = {
    place_kept: 'Retenidos',
    kept_lede:
        'Bultos embalados que no pueden salir. Lea uno para abrirlo, saque los artículos ' +
        'y póngalos en un lugar.',
    open_parcel: 'Abrir',
    kept_n: 'Retenido: {n}',
    kept_back_at_place: 'Repuesto',
    kept_contents: 'Lo que contiene',
    kept_all: 'Todos los retenidos',
    kept_is_back: 'Los artículos están de nuevo en un lugar.',
    kept_is_none: 'No está retenido: puede salir.',
    kept_fetch: 'Un supervisor repone los artículos.',
    put_back_lede:
        'Saque los artículos, póngalos en un solo lugar y lea ese lugar. Rompa la ' +
        'etiqueta: ya no vale.',
    put_at: 'Lugar (léalo)',
    put_then: '¿Y después?',
    put_serials: 'Números de serie que contiene (solo si se piden)',
    put_back: 'Reponer',
    then_ask: 'Retener el pedido',
    then_again: 'Embalar de nuevo ya',
    then_not_wanted: 'Ya no se quiere',
    done_put_back: 'Los artículos están repuestos. Rompa la etiqueta.',
    done_put_back_told:
        'Los artículos están repuestos. Se informó al canal de que salieron: corríjalo ' +
        'allí.',
    event_act_put_back: 'Repuso los artículos de un bulto',
    reason_damaged: 'dañado',
    why_kept_cancelled: 'cancelado',
    why_kept_at_channel: 'cancelado en el canal',
    why_kept_less: 'el canal quiere menos',
    why_kept_address: 'la dirección cambió',
    why_kept_service: 'el servicio no lo acepta',
    why_kept_fewer: 'ya se quiere menos',
    why_kept_held: 'el pedido está retenido',
    why_kept_stopping: 'era para parar',
};
