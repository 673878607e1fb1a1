// What the office says of who may do what in Spanish.
export const ACCESS = {
    // One person
    another_role: 'Otra función',
    new_secrets: 'Otra tarjeta, PIN o contraseña',
    new_secrets_lede:
        'Lo que queda vacío sigue como está. Una contraseña nueva cierra las demás sesiones.',
};
