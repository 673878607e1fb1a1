// Parcels that are kept back, in Portuguese.
export const KEPT = {
    place_kept: 'Retidos',
    kept_lede:
        'Volumes embalados que não podem sair. Leia um para o abrir, tire os artigos e ' +
        'ponha-os num lugar.',
    open_parcel: 'Abrir',
    kept_n: 'Retido: {n}',
    kept_back_at_place: 'Reposto',
    kept_contents: 'O que contém',
    kept_all: 'Todos os retidos',
    kept_is_back: 'Os artigos estão de novo num lugar.',
    kept_is_none: 'Não está retido: pode sair.',
    kept_fetch: 'Um supervisor repõe os artigos.',
    put_back_lede:
        'Tire os artigos, ponha-os num só lugar e leia esse lugar. Rasgue a etiqueta: já ' +
        'não vale.',
    put_at: 'Lugar (leia-o)',
    put_then: 'E depois?',
    put_serials: 'Números de série que contém (só se forem pedidos)',
    put_back: 'Repor',
    then_ask: 'Segurar o pedido',
    then_again: 'Embalar de novo já',
    then_not_wanted: 'Já não é preciso',
    done_put_back: 'Os artigos estão repostos. Rasgue a etiqueta.',
    done_put_back_told:
        'Os artigos estão repostos. O canal foi informado de que saíram: corrija lá.',
    event_act_put_back: 'Repôs os artigos de um volume',
    reason_damaged: 'danificado',
    why_kept_cancelled: 'cancelado',
    why_kept_at_channel: 'cancelado no canal',
    why_kept_less: 'o canal quer menos',
    why_kept_address: 'o endereço mudou',
    why_kept_service: 'o serviço não o aceita',
    why_kept_fewer: 'já se quer menos',
    why_kept_held: 'o pedido está retido',
    why_kept_stopping: 'era para parar',
};
