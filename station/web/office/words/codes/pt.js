// What the office says for the codes of programs in Portuguese.
export const CODES = {
    // Orders and shipments
    is_held: 'em espera',
    is_waiting: 'aguardando',
    is_allocated: 'reservado',
    is_released: 'liberado',
    is_claimed: 'na bancada',
    is_packed: 'embalado',
    is_part_shipped: 'enviado em parte',
    is_shipped: 'enviado',
    is_handed_over: 'entregue à transportadora',
    is_delivered: 'entregue',
    is_cancelled: 'cancelado',
    is_stuck: 'parado',

    // Payments
    is_paid: 'pago',
    is_authorised: 'autorizado',
    is_pending: 'pendente',
    is_on_account: 'a prazo',
    is_refunded: 'reembolsado',
    is_failed: 'falhou',

    // Parcels on their way, and how they were weighed
    is_announced: 'anunciado',
    is_in_transit: 'a caminho',
    is_out_for_delivery: 'saiu para entrega',
    is_ready: 'pronto para retirar',
    is_returned: 'devolvido',
    is_lost: 'perdido',
    is_weight_ok: 'peso certo',
    is_weight_light: 'leve demais',
    is_weight_heavy: 'pesado demais',
    is_weight_unchecked: 'peso não conferido',

    // Which box
    is_fits: 'cabe',
    is_too_heavy: 'pesado demais',
    is_side_too_long: 'lado comprido demais',
    is_too_little_room: 'falta espaço',
    is_no_fit_found: 'não se achou como',
    is_not_tried: 'não testado',

    // Messages to other systems
    is_calling: 'chamando',
    is_unknown: 'não se sabe',
    is_done: 'feito',
    is_dead: 'morto',

    // What a person must look at, and what holds an order
    is_restored: 'central restaurada',
    is_unheard: 'bancada sem resposta',
    is_second: 'segunda máquina',
    is_doubled: 'embalado duas vezes',
    is_orphan: 'volume sem pedido',
    is_clock: 'relógio errado',
    is_person: 'pessoa desconhecida',
    is_badges: 'crachás desconhecidos',
    is_refused: 'recusado',
    is_short: 'falta',
    is_intercept: 'a parar',
    is_count: 'a contar',
    is_damaged: 'danificado',
    is_late: 'atrasado',
    is_range: 'números esgotados',
    is_packed_before: 'já embalado',
    is_fraud: 'fraude',
    is_address: 'endereço',
    is_payment: 'pagamento',
    is_stock: 'estoque',
    is_customs: 'alfândega',
    is_item: 'artigo',
    is_manual: 'manual',
    is_edit: 'mudado pelo canal',
    is_carrier: 'aviso da transportadora',
    is_channel: 'canal sem aviso',

    // People
    is_packer: 'embalador',
    is_receiver: 'recebedor',
    is_supervisor: 'supervisor',
    is_manager: 'gerente',
};
