// What the office says of who may do what in Portuguese.
export const ACCESS = {
    // One person
    another_role: 'Outra função',
    new_secrets: 'Outro crachá, PIN ou senha',
    new_secrets_lede:
        'O que fica vazio permanece como está. Uma senha nova encerra as outras sessões.',
};
