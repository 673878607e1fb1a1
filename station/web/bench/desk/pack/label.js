// The label at the packing desk: how far its printing is, and the scan that ties it on.
import {make} from '../../../kit/elements.js';
import {icon} from '../../../kit/icons.js';
import {t} from '../../../kit/words.js';
import {hero} from '../../parts.js';

const STEPS = ['job_written', 'job_sent', 'job_out'];
const DONE = {none: 0, failed: 0, void: 0, queued: 1, sent: 2, printed: 3, unknown: 2};

function step(name, isDone, isNow) {
    let is = '';
    let sign = 'ring';
    if (isDone)
        [is, sign] = ['done', 'check'];
    else if (isNow)
        [is, sign] = ['now', 'next'];
    return make('li', {'data-is': is}, icon(sign), make('span', {}, t(name)));
}

function jobList(job) {
    const at = DONE[job];
    return make('ol', {class: 'job'}, ...STEPS.map((name, i) => step(name, i < at, i === at)));
}

function answers() {
    const yes = make('li', {}, icon('check'), t('label_unknown_yes'));
    const no = make('li', {}, icon('cross'), t('label_unknown_no'));
    return make('ul', {class: 'answers'}, yes, no);
}

function trouble(s) {
    const printer = s.health.printer;
    if (s.job === 'unknown')
        return {
            head: t('label_unknown'),
            body: answers,
            advice: ['printer', t('label_unknown_no'), ''],
        };
    if (printer.is === 'ok')
        return {};
    const words = `${t('w_' + printer.word)} · ${t('fix_printer_tip')}`;
    return {head: t('fix_printer'), advice: ['printer', words, '']};
}

// Dangerous goods: the box is marked before it gets a label.
function hazmat(s) {
    return {
        kicker: t('parcel_n', {n: s.parcel.no}),
        right: t('hazmat'),
        head: t('mark_hazmat'),
        body: () => hero('triangle', 'arrow', 'box'),
        key: 'hazmat',
        advice: ['check', t('mark_hazmat_tip'), ''],
    };
}

export function printing(s) {
    if (s.asks_hazmat)
        return hazmat(s);
    return {
        kicker: t('parcel_n', {n: s.parcel.no}),
        right: t('printer_is', {word: t('w_' + s.health.printer.word)}),
        head: t('wait_label'),
        body: () => jobList(s.job),
        key: s.job,
        advice: ['label', t('label_tip'), 'quiet'],
        ...trouble(s),
    };
}

export function labelling(s) {
    return {
        kicker: t('parcel_n', {n: s.parcel.no}),
        right: s.parcel.tracking,
        head: t('stick_scan'),
        body: () => hero('label', 'arrow', 'box', 'arrow', 'scanner'),
        advice: ['label', t('why_scan_back'), 'quiet'],
    };
}
