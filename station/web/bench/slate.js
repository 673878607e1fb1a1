// The slate: the one thing to do next, in the largest words on the screen.
import {$, put} from '../kit/elements.js';
import {setIcon} from '../kit/icons.js';
import {language, t} from '../kit/words.js';
import {fit, hero} from './parts.js';
import {pinView} from './pin.js';

const EMPTY = {
    kicker: '', right: '', head: '', lines: 2, tone: '', key: '', note: '', body: () => [],
};

// States that are the same at every desk.
const VIEWS = {
    signed_out: () => ({
        kicker: t('bench_free'),
        head: t('scan_badge'),
        body: () => hero('badge', 'arrow', 'scanner'),
    }),
    pin: pinView,
    loading: state => ({
        kicker: t('n_fetching'),
        head: t('loading', {order: state.notice_text}),
        body: () => hero('clock'),
        advice: ['clock', t('loading_tip'), 'quiet'],
    }),
};

function drawHead(view) {
    const head = $('head');
    if (head.textContent === view.head && head.dataset.lines === String(view.lines))
        return;
    head.dataset.lines = view.lines;
    head.textContent = view.head;
    fit(head);
}

function drawAdvice([sign, words, is]) {
    $('advice').hidden = !words;
    $('advice').dataset.is = is;
    if (sign)
        setIcon($('advice-icon'), sign);
    $('advice-text').textContent = words;
}

// What the packer has to know of the whole order: the same from its first scan to its last.
function drawNote(words) {
    const note = $('slab-note');
    note.hidden = !words;
    note.title = words;
    setIcon($('slab-note-icon'), 'bang');
    $('slab-note-text').textContent = words;
}

export function drawSlate(state, desk, page, asking) {
    const own = VIEWS[state.state] ?? desk.slate;
    const view = {...EMPTY, ...own(state, page, asking)};
    $('slab').dataset.tone = view.tone;
    $('kicker').textContent = view.kicker;
    $('kicker-right').textContent = view.right;
    drawHead(view);
    drawNote(view.note);
    put($('body'), [state.state, asking, language(), view.key], view.body);
    drawAdvice(view.advice ?? ['', '', 'quiet']);
}
