// What the office says of who may do what in English.
export const ACCESS = {
    // One person
    another_role: 'Another role',
    new_secrets: 'Another badge, PIN or password',
    new_secrets_lede:
        'What is left empty stays as it is. A new password ends the other sessions. ' +
        'Draw badge numbers by chance, with eight digits or more: those that count up are ' +
        'guessed by whoever takes a bench’s file.',

    // Places
    place_programs: 'Programs',
    place_access: 'Access',

    // Sessions
    sessions: 'Sessions',
    this_one: 'this one',
    from_where: 'From',
    last_used: 'Last used',
    end_session: 'End',
    end_all: 'End all sessions',

    // Programs and stations
    may: 'May',
    may_read: 'look',
    may_orders: 'look, and write orders and imports',
    may_floor: 'orders, and release, hand over and track',
    may_manager: 'all that a manager may',
    made: 'Made',
    withdraw: 'Withdraw',
    withdrawn: 'Withdrawn',
    withdrawn_because: 'Withdrawn: {why}',
    add_program: 'Add a program',
    another_token: 'Another token',
    another_token_lede: 'The old token is void at once. A withdrawn station is back with it.',

    // What was done to rights, and who was refused
    rights_and_refusals: 'Rights and refusals',
    refusals_lede: 'Of refusals the first of a minute stands here, with how many there were.',
    who: 'Who',
    whom: 'Whom or what',
    times: 'Times',
    is_signed_in: 'signed in',
    is_session_ended: 'session ended',
    is_person_added: 'person added',
    is_role_changed: 'role changed',
    is_password_changed: 'password changed',
    is_badge_changed: 'badge or PIN changed',
    is_login_changed: 'sign-in name changed',
    is_deactivated: 'deactivated',
    is_activated: 'activated',
    is_token_made: 'token made',
    is_token_withdrawn: 'token withdrawn',
    is_station_made: 'station added',
    is_station_renewed: 'token of a station renewed',
    is_station_withdrawn: 'station withdrawn',
    is_sign_in_refused: 'sign-in refused',
    is_setup_refused: 'set-up code refused',
    is_token_refused: 'token refused',
    is_role_refused: 'role does not allow it',
    is_scope_refused: 'scope does not allow it',
    is_push_refused: 'push not signed rightly',
    is_many_refused: 'many more refused',
};
