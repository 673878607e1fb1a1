// Who has scanned a badge types a PIN, on the keys of the screen or of a keyboard.
import {make} from '../kit/elements.js';
import {button} from '../kit/form.js';
import {t} from '../kit/words.js';

let pin = '';

// Four columns, so that keys for gloves fit below the heading.
function keys(page) {
    const key = (words, press) =>
        button(words, () => {
            press();
            page.redraw();
        });
    const digits = some =>
        [...some].map(digit =>
            key(digit, () => {
                pin += digit;
            }),
        );
    const clear = key(t('pin_clear'), () => {
        pin = '';
    });
    const ok = key(t('pin_ok'), () => {
        page.pin(pin);
        pin = '';
    });
    const all = [...digits('123'), clear, ...digits('4560'), ...digits('789'), ok];
    return make('div', {class: 'pin__keys'}, ...all);
}

export function pinView(state, page) {
    const isRefused = !pin && ['pin_wrong', 'pin_wait'].includes(state.notice);
    const dots = '●'.repeat(pin.length).padEnd(4, '○');
    return {
        kicker: t('hello', {name: state.person.name}),
        right: t('pin_dots', {n: pin.length}),
        head: t('enter_pin'),
        lines: 1,
        body: () => keys(page),
        advice: isRefused ? ['triangle', t(state.notice), ''] : ['badge', dots, 'quiet'],
    };
}
