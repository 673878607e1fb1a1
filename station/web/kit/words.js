// Words in three languages. Programs send codes and values; what a person reads is here.
//
// A family of pages has one file of words a language, with the same keys in each; the
// kit's own few words stand in kit/words. A page begins with
//
//     useWords({en: EN, 'pt-BR': PT, es: ES});
//     setLanguage('pt-BR');
//
// and from then on t('due_in', {t: '5 min'}) is the sentence in the language chosen.
import {EN} from './words/en.js';
import {ES} from './words/es.js';
import {PT} from './words/pt.js';

const languages = {en: EN, 'pt-BR': PT, es: ES};
let words = EN;

export const languageNames = () => Object.keys(languages);
export const language = () => document.documentElement.lang;

export function useWords(files) {
    for (const name of languageNames())
        languages[name] = {...languages[name], ...files[name]};
    words = languages.en;
}

// The first wish that we have, "pt" and "pt-PT" being served by "pt-BR"; else English.
export function chooseLanguage(wishes) {
    const main = name => name.split('-')[0];
    for (const wish of wishes.filter(Boolean)) {
        const known = languageNames().find(name => main(name) === main(wish));
        if (known)
            return known;
    }
    return 'en';
}

export function setLanguage(name) {
    words = languages[name];
    document.documentElement.lang = name;
}

// A word in a language that need not be the chosen one.
export const wordIn = (name, key) => languages[name][key];

export const hasWord = key => key in words;

export function t(key, values = {}) {
    let text = words[key] ?? languages.en[key] ?? key;
    for (const name in values)
        text = text.replaceAll(`{${name}}`, values[name]);
    return text;
}
