// What the office says of who may do what in English.
export const ACCESS = {
    // One person
    another_role: 'Another role',
    new_secrets: 'Another badge, PIN or password',
    new_secrets_lede:
        'What is left empty stays as it is. A new password ends the other sessions.',
};
