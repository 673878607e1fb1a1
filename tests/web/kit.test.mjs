// The parts of the kit that need no page: words, times, numbers, typed codes.
import assert from 'node:assert/strict';
import {before, test} from 'node:test';
import {typedCodes} from '../../station/web/kit/keys.js';
import {grams, money, weight} from '../../station/web/kit/numbers.js';
import {day, instant, setZone, span, when} from '../../station/web/kit/time.js';
import {
    chooseLanguage,
    hasWord,
    setLanguage,
    t,
    useWords,
    wordIn,
} from '../../station/web/kit/words.js';

const MINUTE_MS = 60000;

before(() => {
    globalThis.document = {documentElement: {lang: ''}};
    useWords({
        en: {hello: 'Hello, {name} and {name}', only: 'Here'},
        'pt-BR': {hello: 'Olá, {name} e {name}'},
        es: {hello: 'Hola, {name} y {name}'},
    });
    setLanguage('en');
});

test('the first wish that is known is spoken, by its main part, else English', () => {
    assert.equal(chooseLanguage([null, 'fr-FR', 'es-MX', 'pt']), 'es');
    assert.equal(chooseLanguage(['pt-PT', 'es']), 'pt-BR');
    assert.equal(chooseLanguage(['en-GB', 'es']), 'en');
    assert.equal(chooseLanguage(['fr', undefined]), 'en');
});

test('a word is said in the language chosen, with its values wherever they stand', () => {
    assert.equal(t('hello', {name: 'Ada'}), 'Hello, Ada and Ada');
    setLanguage('pt-BR');
    assert.equal(t('hello', {name: 'Ada'}), 'Olá, Ada e Ada');
    assert.equal(t('only'), 'Here', 'a word that is missing is said in English');
    assert.equal(hasWord('only'), false);
    assert.equal(wordIn('es', 'hello').slice(0, 4), 'Hola');
    setLanguage('en');
});

test('a time is that of the zone, there and back, also where an hour is twice', () => {
    setZone('Europe/Lisbon');
    const summer = Date.UTC(2026, 6, 1, 22, 33);
    assert.equal(when(summer), '2026-07-01 23:33');
    assert.equal(when(summer, 'America/Sao_Paulo'), '2026-07-01 19:33');
    assert.equal(instant('2026-07-01T23:33'), summer);
    assert.equal(instant('2026-10-25T00:30'), Date.UTC(2026, 9, 24, 23, 30));
    assert.equal(when(instant('2026-10-25T01:30')), '2026-10-25 01:30');
});

test('a span is told in hours and minutes, and what is not known not at all', () => {
    setZone('UTC');
    assert.equal(when(Date.UTC(2026, 10, 25, 22, 33, 59)), '2026-11-25 22:33');
    assert.equal(when(0), '');
    assert.equal(day(20000), '2024-10-04');
    assert.equal(day(0), '');
    assert.equal(span(59 * MINUTE_MS), '59 min');
    assert.equal(span(-125 * MINUTE_MS), '2 h 5 min');
});

test('weights are grams as the scale has them, or as exact as they are known', () => {
    assert.equal(grams(1234567000), '1\u202f234\u202f567 g');
    assert.equal(grams(-1500), '2 g');
    assert.equal(weight(1234500), '1,234.5 g');
    assert.equal(weight(0), 'unknown');
});

test('money has the places of its currency', () => {
    assert.equal(money(123456), '1,234.56');
    assert.equal(money(123456, 'EUR'), '1,234.56 EUR');
    assert.equal(money(1234, 'JPY'), '1,234 JPY');
});

test('a typed code is taken at Enter, and forgotten at Escape', () => {
    const taken = [];
    const onKey = typedCodes(code => taken.push(code));
    let isLocked = false;
    const press = (key, more = {}) => onKey({key, preventDefault() {},
        getModifierState: () => isLocked, ...more});
    const type = text => [...text].forEach(key => press(key));
    press('Enter');
    type('%CO');
    press('Escape');
    type('%DONE');
    press('x', {ctrlKey: true});
    press('Shift');
    press('Enter');
    press('Enter');
    assert.deepEqual(taken, ['%DONE']);
    // A scanner that ends with Tab; one without a code leaves the key alone.
    type('SKU-1');
    press('Tab');
    press('Tab');
    // Caps Lock turns the case of each letter.
    isLocked = true;
    type('sku-001Ab');
    press('Enter');
    type('%done');
    press('Enter');
    isLocked = false;
    // The separator of GS1.
    type('10L1');
    press(']', {ctrlKey: true});
    type('217');
    press('Enter');
    assert.deepEqual(taken.slice(1), ['SKU-1', 'SKU-001aB', '%DONE', '10L1\u001d217']);
});
