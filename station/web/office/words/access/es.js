// What the office says of who may do what in Spanish.
export const ACCESS = {
    // One person
    another_role: 'Otra función',
    new_secrets: 'Otra tarjeta, PIN o contraseña',
    new_secrets_lede:
        'Lo que queda vacío sigue como está. Una contraseña nueva cierra las demás sesiones. ' +
        'Sortee los números de las tarjetas, con ocho cifras o más: quien se lleva el archivo ' +
        'de un puesto adivina los correlativos.',

    // Places
    place_programs: 'Programas',
    place_access: 'Acceso',

    // Sessions
    sessions: 'Sesiones',
    this_one: 'esta',
    from_where: 'De dónde',
    last_used: 'Último uso',
    end_session: 'Cerrar',
    end_all: 'Cerrar todas las sesiones',

    // Programs and stations
    may: 'Puede',
    may_read: 'ver',
    may_orders: 'ver, y grabar pedidos e importaciones',
    may_floor: 'pedidos, y liberar, entregar y seguir',
    may_manager: 'todo lo que puede un gerente',
    made: 'Creada',
    withdraw: 'Revocar',
    withdrawn: 'Revocada',
    withdrawn_because: 'Revocada: {why}',
    add_program: 'Añadir un programa',
    another_token: 'Otra clave',
    another_token_lede:
        'La clave anterior deja de valer al instante. Un puesto revocado vuelve con la nueva.',

    // What was done to rights, and who was refused
    rights_and_refusals: 'Derechos y rechazos',
    refusals_lede: 'De los rechazos figura el primero de cada minuto, con cuántos hubo.',
    who: 'Quién',
    whom: 'A quién o a qué',
    times: 'Veces',
    is_signed_in: 'entró',
    is_session_ended: 'sesión cerrada',
    is_person_added: 'persona añadida',
    is_role_changed: 'función cambiada',
    is_password_changed: 'contraseña cambiada',
    is_badge_changed: 'tarjeta o PIN cambiado',
    is_login_changed: 'nombre de acceso cambiado',
    is_deactivated: 'desactivado',
    is_activated: 'activado',
    is_token_made: 'clave creada',
    is_token_withdrawn: 'clave revocada',
    is_station_made: 'puesto añadido',
    is_station_renewed: 'clave de puesto renovada',
    is_station_withdrawn: 'puesto revocado',
    is_sign_in_refused: 'entrada rechazada',
    is_setup_refused: 'código de instalación rechazado',
    is_token_refused: 'clave rechazada',
    is_role_refused: 'la función no lo permite',
    is_scope_refused: 'el alcance de la clave no lo permite',
    is_push_refused: 'aviso sin firma correcta',
    is_many_refused: 'muchos rechazos más',
};
