// What the bench's alarms say in Spanish: what is wrong, and the two steps out of it.
export const ALARMS = {
    a_wrong_item: 'No es este',
    a_wrong_item_sub: 'No es de este pedido. No se contó nada.',
    a_wrong_item_1: 'Devuélvalo',
    a_wrong_item_2: 'Lea el artículo correcto',

    a_unknown_code: 'No se conoce',
    a_unknown_code_sub: 'Lectura buena, pero ningún artículo lo tiene.',
    a_unknown_code_1: 'Busque otro código',
    a_unknown_code_2: '¿No hay? Apártelo',

    a_other_order: 'Otro pedido',
    a_other_order_sub: 'Es del pedido {other}, cubeta {tote}.',
    a_other_order_1: 'Póngalo con ese pedido',
    a_other_order_2: 'Lea el artículo correcto',

    a_other_tote: 'Otra cubeta',
    a_other_tote_sub: 'Es del pedido {other}.',
    a_other_tote_1: 'Termine primero este pedido',
    a_other_tote_2: 'o reténgalo y vuelva a leer',

    a_too_many: 'Uno de más',
    a_too_many_sub: 'El pedido ya tiene todos estos.',
    a_too_many_1: 'Déjelo fuera de la caja',
    a_too_many_2: 'Devuélvalo a su sitio',

    a_case_too_big: 'Caja grande',
    a_case_too_big_sub: 'Faltan menos de los que trae la caja cerrada.',
    a_case_too_big_1: 'Abra la caja cerrada',
    a_case_too_big_2: 'Lea uno a uno',

    a_scan_each: 'Lea uno a uno',
    a_scan_each_sub: 'Los pedidos como este no se cuentan a ojo.',
    a_scan_each_1: 'Lea cada artículo',
    a_scan_each_2: 'La caja cerrada cuenta por su código',

    a_lot_other: 'Otro lote',
    a_lot_other_sub: 'El pedido quiere otro lote.',
    a_lot_other_1: 'Devuélvalo',
    a_lot_other_2: 'Lea el lote correcto',

    a_expired: 'Caducado',
    a_expired_sub: 'No se puede enviar.',
    a_expired_1: 'Apártelo',
    a_expired_2: 'Lea uno en fecha',

    a_life_short: 'Caduca pronto',
    a_life_short_sub: 'El cliente necesita más tiempo.',
    a_life_short_1: 'Apártelo',
    a_life_short_2: 'Lea uno más nuevo',

    a_serial_twice: 'Ya leído',
    a_serial_twice_sub: 'Este número de serie ya está en la caja.',
    a_serial_twice_1: 'Mire cuál es',
    a_serial_twice_2: 'Lea el siguiente',

    a_serial_shipped: 'Ya enviado',
    a_serial_shipped_sub: 'Este número de serie ya salió de la casa.',
    a_serial_shipped_1: 'Apártelo',
    a_serial_shipped_2: 'Avise a un supervisor',

    a_kit_partial: 'Kit incompleto',
    a_kit_partial_sub: 'Un kit sale con todas sus partes.',
    a_kit_partial_1: 'Ponga la parte que falta',
    a_kit_partial_2: 'o saque las otras: SACAR',

    a_not_in_box: 'No está aquí',
    a_not_in_box_sub: 'No se contó en esta caja.',
    a_not_in_box_1: 'Mire qué artículo es',
    a_not_in_box_2: 'Lea lo que hay en la caja',

    a_not_allowed: 'No permitido',
    a_not_allowed_sub: 'Un supervisor puede hacerlo.',
    a_not_allowed_1: 'Llame a un supervisor',
    a_not_allowed_2: 'Lea su tarjeta',

    a_weight_light: 'Pesa poco',
    a_weight_light_sub: 'Faltan {g}. No se imprime etiqueta.',
    a_weight_light_1: 'Abra la caja y cuente',
    a_weight_light_2: 'Pese otra vez, o tarjeta de supervisor',

    a_weight_heavy: 'Pesa mucho',
    a_weight_heavy_sub: '{g} de más. No se imprime etiqueta.',
    a_weight_heavy_1: 'Abra la caja y cuente',
    a_weight_heavy_2: 'Pese otra vez, o tarjeta de supervisor',

    a_stopped: 'Pare',
    a_stopped_sub: 'El pedido {order} fue anulado ahora.',
    a_stopped_1: 'Saque todo',
    a_stopped_2: 'Lea cada artículo que sale',

    a_stopped_hold: 'Pare',
    a_stopped_hold_sub: 'La oficina retuvo el pedido {order}.',
    a_stopped_hold_1: 'Saque todo',
    a_stopped_hold_2: 'Lea cada artículo que sale',

    a_take_out: 'Pedido cambió',
    a_take_out_sub: 'Una parte tiene que salir.',
    a_take_out_1: 'Sáquela',
    a_take_out_2: 'Lea lo que sale',

    service_takes: 'El servicio acepta',
    a_over_service: 'Muy pesado',
    a_over_service_sub: 'El servicio no lleva bultos de este peso.',
    a_over_service_1: 'Espere: la central busca otro servicio',
    a_over_service_2: '¿Ninguno? Saque parte (QUITAR) y CAJA NUEVA',

    a_box_over_service: 'Caja grande',
    a_box_over_service_sub: 'El servicio no lleva cajas de este tamaño.',
    a_box_over_service_1: 'Tome una caja menor y léala',
    a_box_over_service_2: '¿Ninguna? La oficina elige otro servicio',

    to_before: 'La etiqueta dice',
    to_now: 'Va a',
    a_readdressed: 'Nueva dirección',
    a_readdressed_sub: 'La dirección cambió. La etiqueta en mano no vale.',
    a_readdressed_1: 'Quite la etiqueta vieja y destrúyala',
    a_readdressed_2: 'CONTINUAR imprime la nueva',

    a_label_other: 'Otra etiqueta',
    a_label_other_sub: 'Esta etiqueta es de otro bulto.',
    a_label_other_1: 'Quite la etiqueta',
    a_label_other_2: 'Lea la etiqueta de esta caja',

    a_taken_over: 'Pare',
    a_taken_over_sub: 'Otro puesto tiene ahora el pedido {order}.',
    a_taken_over_1: 'No empaque más',
    a_taken_over_2: 'Lleve la caja a un supervisor',

    a_disk: 'No guardado',
    a_disk_sub: 'La última lectura no se guardó.',
    a_disk_1: 'No lea nada más',
    a_disk_2: 'Primero: {text}',
    disk_full: 'libere espacio en el disco y lea otra vez',
    disk_read_only:
        'no se puede escribir en el disco: llame a un supervisor',
    disk_broken: 'el disco falla: llame a un supervisor',

    a_new_file: 'Archivo nuevo',
    a_new_file_sub: 'Su archivo era una copia o más viejo.',
    a_new_file_1: 'Aparte lo que hay en el puesto',
    a_new_file_2: 'Llévelo a un supervisor',

    a_second: 'Dos máquinas',
    a_second_sub: 'Otra máquina trabaja como {bench}.',
    a_second_1: 'No empaque nada aquí',
    a_second_2: 'Apague una de las dos',

    a_foreign: 'Otra central',
    a_foreign_sub: 'El archivo de este puesto no es suyo.',
    a_foreign_1: 'No empaque nada aquí',
    a_foreign_2: 'Llame a quien lo instaló',
};
