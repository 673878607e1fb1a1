// What the bench's alarms say in Portuguese: what is wrong, and the two steps out of it.
export const ALARMS = {
    a_wrong_item: 'Item errado',
    a_wrong_item_sub: 'Não é deste pedido. Nada foi contado.',
    a_wrong_item_1: 'Devolva o item',
    a_wrong_item_2: 'Leia o item certo',

    a_unknown_code: 'Sem cadastro',
    a_unknown_code_sub: 'Leitura boa, mas nenhum item tem este código.',
    a_unknown_code_1: 'Procure outro código nele',
    a_unknown_code_2: 'Não há? Separe o item',

    a_other_order: 'Outro pedido',
    a_other_order_sub: 'É do pedido {other}, cesto {tote}.',
    a_other_order_1: 'Ponha-o com esse pedido',
    a_other_order_2: 'Leia o item certo',

    a_other_tote: 'Outro cesto',
    a_other_tote_sub: 'É do pedido {other}.',
    a_other_tote_1: 'Termine este pedido primeiro',
    a_other_tote_2: 'ou retenha-o e leia de novo',

    a_too_many: 'Um a mais',
    a_too_many_sub: 'O pedido já tem todos estes.',
    a_too_many_1: 'Deixe fora da caixa',
    a_too_many_2: 'Devolva ao lugar',

    a_case_too_big: 'Caixa grande',
    a_case_too_big_sub: 'Faltam menos do que cabe na caixa fechada.',
    a_case_too_big_1: 'Abra a caixa fechada',
    a_case_too_big_2: 'Leia item por item',

    a_scan_each: 'Leia um a um',
    a_scan_each_sub: 'Pedidos como este não se contam a olho.',
    a_scan_each_1: 'Leia cada item',
    a_scan_each_2: 'A caixa fechada conta pelo seu código',

    a_lot_other: 'Outro lote',
    a_lot_other_sub: 'O pedido quer outro lote.',
    a_lot_other_1: 'Devolva o item',
    a_lot_other_2: 'Leia o lote certo',

    a_expired: 'Vencido',
    a_expired_sub: 'Não pode ser enviado.',
    a_expired_1: 'Separe o item',
    a_expired_2: 'Leia um no prazo',

    a_life_short: 'Validade curta',
    a_life_short_sub: 'O cliente precisa de mais tempo.',
    a_life_short_1: 'Separe-o',
    a_life_short_2: 'Leia um mais novo',

    a_serial_twice: 'Já lido',
    a_serial_twice_sub: 'Este número de série já está na caixa.',
    a_serial_twice_1: 'Veja qual é',
    a_serial_twice_2: 'Leia o próximo',

    a_serial_shipped: 'Já enviado',
    a_serial_shipped_sub: 'Este número de série já saiu da casa.',
    a_serial_shipped_1: 'Separe o item',
    a_serial_shipped_2: 'Avise um supervisor',

    a_kit_partial: 'Kit incompleto',
    a_kit_partial_sub: 'Um kit sai com todas as partes.',
    a_kit_partial_1: 'Ponha a parte que falta',
    a_kit_partial_2: 'ou retire as outras: RETIRAR',

    a_not_in_box: 'Não está aqui',
    a_not_in_box_sub: 'Não foi contado nesta caixa.',
    a_not_in_box_1: 'Veja qual item é',
    a_not_in_box_2: 'Leia o que está na caixa',

    a_not_allowed: 'Não permitido',
    a_not_allowed_sub: 'Um supervisor pode fazer isto.',
    a_not_allowed_1: 'Chame um supervisor',
    a_not_allowed_2: 'Leia o crachá dele',

    a_weight_light: 'Leve demais',
    a_weight_light_sub: 'Faltam {g}. A etiqueta não foi impressa.',
    a_weight_light_1: 'Abra a caixa e conte',
    a_weight_light_2: 'Pese de novo, ou crachá do supervisor',

    a_weight_heavy: 'Pesado demais',
    a_weight_heavy_sub: '{g} a mais. A etiqueta não foi impressa.',
    a_weight_heavy_1: 'Abra a caixa e conte',
    a_weight_heavy_2: 'Pese de novo, ou crachá do supervisor',

    a_stopped: 'Pare',
    a_stopped_sub: 'O pedido {order} foi cancelado agora.',
    a_stopped_1: 'Retire tudo',
    a_stopped_2: 'Leia cada item que sai',

    a_stopped_hold: 'Pare',
    a_stopped_hold_sub: 'O escritório reteve o pedido {order}.',
    a_stopped_hold_1: 'Tire tudo',
    a_stopped_hold_2: 'Leia cada item que sai',

    a_take_out: 'Pedido mudou',
    a_take_out_sub: 'Uma parte precisa sair.',
    a_take_out_1: 'Retire',
    a_take_out_2: 'Leia o que sai',

    service_takes: 'O serviço aceita',
    a_over_service: 'Pesado demais',
    a_over_service_sub: 'O serviço não leva volume deste peso.',
    a_over_service_1: 'Espere: a central procura outro serviço',
    a_over_service_2: 'Nenhum? Tire parte (REMOVER) e NOVA CAIXA',

    a_box_over_service: 'Caixa grande',
    a_box_over_service_sub: 'O serviço não leva caixa deste tamanho.',
    a_box_over_service_1: 'Pegue uma caixa menor e leia-a',
    a_box_over_service_2: 'Nenhuma? O escritório escolhe outro serviço',

    to_before: 'A etiqueta diz',
    to_now: 'Vai para',
    a_readdressed: 'Endereço novo',
    a_readdressed_sub: 'O endereço mudou. A etiqueta na mão não vale.',
    a_readdressed_1: 'Tire a etiqueta velha e destrua',
    a_readdressed_2: 'CONTINUAR imprime a nova',

    a_label_other: 'Outra etiqueta',
    a_label_other_sub: 'Esta etiqueta é de outro volume.',
    a_label_other_1: 'Tire a etiqueta',
    a_label_other_2: 'Leia a etiqueta desta caixa',

    a_taken_over: 'Pare',
    a_taken_over_sub: 'Outra bancada tem agora o pedido {order}.',
    a_taken_over_1: 'Não embale mais',
    a_taken_over_2: 'Leve a caixa a um supervisor',

    a_disk: 'Não guardado',
    a_disk_sub: 'A última leitura não foi guardada.',
    a_disk_1: 'Não leia mais nada',
    a_disk_2: 'Primeiro: {text}',
    disk_full: 'liberte espaço no disco e leia outra vez',
    disk_read_only:
        'nada pode ser escrito no disco: chame um supervisor',
    disk_broken: 'o disco falha: chame um supervisor',

    a_new_file: 'Arquivo novo',
    a_new_file_sub: 'O arquivo era uma cópia ou mais antigo.',
    a_new_file_1: 'Separe o que está na bancada',
    a_new_file_2: 'Leve a um supervisor',

    a_second: 'Duas máquinas',
    a_second_sub: 'Outra máquina trabalha como {bench}.',
    a_second_1: 'Não embale nada aqui',
    a_second_2: 'Desligue uma das duas',

    a_foreign: 'Outra central',
    a_foreign_sub: 'O arquivo desta bancada não é dela.',
    a_foreign_1: 'Não embale nada aqui',
    a_foreign_2: 'Chame quem instalou a bancada',
};
