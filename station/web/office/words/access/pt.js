// What the office says of who may do what in Portuguese.
export const ACCESS = {
    // One person
    another_role: 'Outra função',
    new_secrets: 'Outro crachá, PIN ou senha',
    new_secrets_lede:
        'O que fica vazio permanece como está. Uma senha nova encerra as outras sessões. ' +
        'Sorteie os números dos crachás, com oito dígitos ou mais: quem leva o arquivo de uma ' +
        'bancada adivinha os que seguem uma sequência.',

    // Places
    place_programs: 'Programas',
    place_access: 'Acesso',

    // Sessions
    sessions: 'Sessões',
    this_one: 'esta',
    from_where: 'De onde',
    last_used: 'Último uso',
    end_session: 'Encerrar',
    end_all: 'Encerrar todas as sessões',

    // Programs and stations
    may: 'Pode',
    may_read: 'ver',
    may_orders: 'ver, e gravar pedidos e importações',
    may_floor: 'pedidos, e liberar, entregar e rastrear',
    may_manager: 'tudo o que um gerente pode',
    made: 'Criado',
    withdraw: 'Revogar',
    withdrawn: 'Revogado',
    withdrawn_because: 'Revogado: {why}',
    add_program: 'Incluir um programa',
    another_token: 'Outra chave',
    another_token_lede:
        'A chave antiga deixa de valer na hora. Uma bancada revogada volta com a nova.',

    // What was done to rights, and who was refused
    rights_and_refusals: 'Direitos e recusas',
    refusals_lede: 'Das recusas aparece a primeira de cada minuto, com quantas foram.',
    who: 'Quem',
    whom: 'A quem ou a quê',
    times: 'Vezes',
    is_signed_in: 'entrou',
    is_session_ended: 'sessão encerrada',
    is_person_added: 'pessoa incluída',
    is_role_changed: 'função mudada',
    is_password_changed: 'senha mudada',
    is_badge_changed: 'crachá ou PIN mudado',
    is_login_changed: 'nome de acesso mudado',
    is_deactivated: 'desativado',
    is_activated: 'ativado',
    is_token_made: 'chave criada',
    is_token_withdrawn: 'chave revogada',
    is_station_made: 'bancada incluída',
    is_station_renewed: 'chave de bancada renovada',
    is_station_withdrawn: 'bancada revogada',
    is_sign_in_refused: 'entrada recusada',
    is_setup_refused: 'código de instalação recusado',
    is_token_refused: 'chave recusada',
    is_role_refused: 'a função não permite',
    is_scope_refused: 'o alcance da chave não permite',
    is_push_refused: 'aviso sem assinatura certa',
    is_many_refused: 'muitas outras recusas',
};
