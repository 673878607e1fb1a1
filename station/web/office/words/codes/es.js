// What the office says for the codes of programs in Spanish.
export const CODES = {
    // Orders and shipments
    is_held: 'retenido',
    is_waiting: 'en espera',
    is_allocated: 'asignado',
    is_released: 'liberado',
    is_claimed: 'en un puesto',
    is_packed: 'embalado',
    is_part_shipped: 'enviado en parte',
    is_shipped: 'enviado',
    is_handed_over: 'en manos del transportista',
    is_delivered: 'entregado',
    is_cancelled: 'anulado',
    is_stuck: 'atascado',

    // Payments
    is_paid: 'pagado',
    is_authorised: 'autorizado',
    is_pending: 'pendiente',
    is_on_account: 'a cuenta',
    is_refunded: 'reembolsado',
    is_failed: 'falló',

    // Parcels on their way, and how they were weighed
    is_announced: 'anunciado',
    is_in_transit: 'en camino',
    is_out_for_delivery: 'en reparto',
    is_ready: 'listo para recoger',
    is_returned: 'devuelto',
    is_lost: 'perdido',
    is_weight_ok: 'peso correcto',
    is_weight_light: 'demasiado ligero',
    is_weight_heavy: 'demasiado pesado',
    is_weight_unchecked: 'peso sin comprobar',

    // Which box
    is_fits: 'cabe',
    is_too_heavy: 'demasiado pesado',
    is_side_too_long: 'lado demasiado largo',
    is_too_little_room: 'falta espacio',
    is_no_fit_found: 'no se halló cómo',
    is_not_tried: 'sin probar',

    // Messages to other systems
    is_calling: 'llamando',
    is_unknown: 'no se sabe',
    is_done: 'hecho',
    is_dead: 'muerto',

    // What a person must look at, and what holds an order
    is_restored: 'central restaurada',
    is_unheard: 'puesto sin respuesta',
    is_second: 'segunda máquina',
    is_doubled: 'empacado dos veces',
    is_orphan: 'bulto sin pedido',
    is_clock: 'reloj mal puesto',
    is_person: 'persona desconocida',
    is_badges: 'tarjetas desconocidas',
    is_refused: 'rechazado',
    is_short: 'falta',
    is_intercept: 'por detener',
    is_count: 'por contar',
    is_damaged: 'dañado',
    is_late: 'atrasado',
    is_range: 'números agotados',
    is_packed_before: 'ya empacado',
    is_fraud: 'fraude',
    is_address: 'dirección',
    is_payment: 'pago',
    is_stock: 'existencias',
    is_customs: 'aduana',
    is_item: 'artículo',
    is_manual: 'a mano',
    is_edit: 'cambiado por el canal',
    is_carrier: 'aviso del transportista',
    is_channel: 'canal sin avisar',

    // People
    is_packer: 'empacador',
    is_receiver: 'receptor',
    is_supervisor: 'supervisor',
    is_manager: 'gerente',
};
