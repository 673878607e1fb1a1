// The keyboard: buttons that name their key, the key that leads to a field, and codes
// that a scanner types.

const LONGEST_CODE = 500;

// Presses the button in sight whose data-k names the key. True when there was one.
export function pressNamed(place, event) {
    const buttons = [...place.querySelectorAll('button[data-k]')];
    const button = buttons.find(one => one.dataset.k === event.key && one.offsetParent);
    if (!button)
        return false;
    event.preventDefault();
    button.click();
    return true;
}

// Leads to the field from everywhere but another field.
export function leadTo(field, event) {
    if (event.target.matches('input, textarea, select'))
        return;
    event.preventDefault();
    field.focus();
}

// A scanner types the letters that its code has. While Caps Lock is on each arrives in
// the other case, and is turned back.
function letterOf(event) {
    const {key} = event;
    if (!event.getModifierState('CapsLock'))
        return key;
    return key === key.toUpperCase() ? key.toLowerCase() : key.toUpperCase();
}

// The separator of GS1, which most keyboards and scanners send as Ctrl and ].
const SEPARATOR = '\u001d';
const isSeparator = event => event.key === SEPARATOR || (event.ctrlKey && event.key === ']');

// Collects what is typed outside of fields until Enter or Tab, whichever the scanner is
// set to; Escape forgets it.
export function typedCodes(take) {
    let typed = '';
    return event => {
        if ((event.key === 'Enter' || event.key === 'Tab') && typed) {
            take(typed);
            typed = '';
            event.preventDefault();
        } else if (event.key === 'Escape') {
            typed = '';
        } else if (isSeparator(event)) {
            typed += SEPARATOR;
            event.preventDefault();
        } else if (event.key.length === 1 && !event.ctrlKey && !event.metaKey) {
            typed = (typed + letterOf(event)).slice(0, LONGEST_CODE);
        }
    };
}
