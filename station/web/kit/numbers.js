// Numbers with their units: weights come in milligrams, money in minor units.
import {language, t} from './words.js';

// Whole grams with thin spaces between thousands, as on the scale.
export function grams(mg) {
    const g = Math.round(Math.abs(mg) / 1000);
    return String(g).replace(/\B(?=(\d{3})+$)/g, '\u202f') + ' g';
}

// As exact as it is known, for those who compare; 0 is a weight that nobody entered.
export function weight(mg) {
    return mg ? count(mg / 1000) + ' g' : t('weight_unknown');
}

export const count = value => value.toLocaleString(language());

function placesOf(currency) {
    const style = {style: 'currency', currency};
    return new Intl.NumberFormat('en', style).resolvedOptions().maximumFractionDigits;
}

// Minor units of two places, as most currencies have; others show theirs.
export function money(minor, currency = '') {
    const places = currency ? placesOf(currency) : 2;
    const form = {minimumFractionDigits: places, maximumFractionDigits: places};
    const value = (minor / 10 ** places).toLocaleString(language(), form);
    return currency ? `${value} ${currency}` : value;
}
