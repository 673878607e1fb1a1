// The slate: the one thing to do next, in the largest words on the screen.
import {$, commandBars, fit, make, picture, put} from '../kit/elements.js';
import {setIcon} from '../kit/icons.js';
import {tally} from '../kit/marks.js';
import {grams, t} from './words/en.js';

let pin = '';

function hero(...icons) {
    return make('div', {class: icons.length > 3 ? 'hero hero--label' : 'hero'}, ...icons.map(name => make('span', {icon: name})));
}

// Four columns, so that keys for gloves fit below the heading.
function pinPad(bench) {
    const key = (words, press) => make('button', {class: 'button', onclick: () => { press(); bench.ask(''); }}, words);
    const digit = d => key(d, () => { pin += d; });
    const clear = key(t('pin_clear'), () => { pin = ''; });
    const ok = key(t('pin_ok'), () => { bench.pin(pin); pin = ''; });
    return make('div', {class: 'pin__keys'}, ...[...'123'].map(digit), clear, ...[...'456'].map(digit), digit('0'), ...[...'789'].map(digit), ok);
}

function takeLine(line) {
    const count = make('p', {class: 'take__count'}, make('span'), make('strong', {}, t('n_of_m', {n: line.done, m: line.want})));
    tally(count.firstChild, line.done, line.want);
    return make('div', {class: 'take'},
        make('div', {class: line.item?.picture ? 'picture' : 'picture picture--line'}, picture(line.item)),
        make('div', {class: 'take__words'},
            make('p', {class: 'take__name', 'data-long': (line.item?.name.length ?? 0) > 40}, line.item?.name ?? ''),
            make('p', {class: 'take__code'}, line.item?.sku ?? '', line.lot ? ' · ' + t('lot_is', {lot: line.lot}) : ''), count));
}

function tiles(list, bench, wide) {
    return make('ul', {class: wide ? 'tiles tiles--wide' : 'tiles'}, ...list.map(([icon, words, code, act]) =>
        make('li', {}, make('button', {class: 'tile', onclick: act ?? (() => bench.scan(code))},
            make('span', {icon}), make('span', {}, wide ? make('b', {}, words) : words), code && wide ? commandBars(code) : null))));
}

function gauge(weigh) {
    const NS = 'http://www.w3.org/2000/svg';
    const svg = document.createElementNS(NS, 'svg');
    svg.setAttribute('viewBox', '0 0 600 60');
    svg.setAttribute('aria-hidden', 'true');
    const rect = (x, y, width, height, name) => {
        const node = document.createElementNS(NS, 'rect');
        for (const [k, v] of Object.entries({x, y, width, height, class: name}))
            node.setAttribute(k, v);
        svg.append(node);
    };
    const reach = weigh.tolerance_mg * 6;
    const off = Math.max(-1, Math.min(1, (weigh.mg - weigh.expected_mg) / reach));
    rect(0, 28, 600, 6, 'rail');
    rect(250, 16, 100, 30, 'band');
    rect(296 + off * 296, 4, 8, 54, 'needle');
    return make('div', {class: 'gauge'}, svg);
}

function scaleBody(state) {
    const w = state.weigh;
    const moving = w.look === 'wait' || w.status === 'moving';
    return [make('div', {class: 'weigh'},
        make('p', {class: 'weigh__value', 'data-is': moving ? 'moving' : ''},
            make('span', {class: 'weigh__num'}, (w.mg < 0 ? '−' : '') + grams(w.mg).slice(0, -2)), ' ', make('span', {class: 'weigh__unit'}, 'g')),
        make('p', {class: 'weigh__is'}, make('span', {icon: moving ? 'wave' : 'level'}), make('span', {}, t('w_' + (w.look === 'zero' ? 'zero' : w.look === 'no_sample' ? 'silent' : w.status))))),
    gauge(w)];
}

function weighing(s, view) {
    const w = s.weigh;
    const heads = {no_sample: 'no_weight', not_cleared: 'clear_scale', zero: 'put_on_scale', wait: 'hands_off', taken: 'hands_off', trouble: 'scale_trouble'};
    view.kicker = t('all_in', {n: s.sum.in_box});
    view.right = t('expected', {g: grams(w.expected_mg), t: grams(w.tolerance_mg)});
    view.head = t(w.verdict === 'weight_unchecked' ? 'count_again' : heads[w.look], {n: s.sum.in_box});
    view.body = () => scaleBody(s);
    view.key = w;
    if (w.verdict === 'weight_unchecked')
        view.advice = ['triangle', t('unchecked_tip'), ''];
    else if (w.look === 'no_sample')
        view.advice = ['triangle', t('scale_absent_tip'), ''];
    else
        view.advice = ['box', t('parcel_n', {n: s.parcel.no}), 'quiet'];
}

function jobList(job) {
    const at = {none: 0, failed: 0, void: 0, queued: 1, sent: 2, printed: 3, unknown: 2}[job];
    return make('ol', {class: 'job'}, ...['job_written', 'job_sent', 'job_out'].map((name, i) =>
        make('li', {'data-is': i < at ? 'done' : i === at ? 'now' : ''}, make('span', {icon: i < at ? 'check' : i === at ? 'next' : 'ring'}), make('span', {}, t(name)))));
}

function printing(s, view) {
    const printer = s.health.printer;
    view.kicker = t('parcel_n', {n: s.parcel.no});
    view.right = t('printer_is', {word: t('w_' + printer.word)});
    view.body = () => jobList(s.job);
    view.key = s.job;
    view.head = t('wait_label');
    view.advice = ['label', t('label_tip'), 'quiet'];
    if (s.job === 'unknown') {
        view.head = t('label_unknown');
        view.key = 'unknown';
        view.body = () => make('ul', {class: 'answers'}, make('li', {}, make('span', {icon: 'check'}), t('label_unknown_yes')), make('li', {}, make('span', {icon: 'cross'}), t('label_unknown_no')));
        view.advice = ['printer', t('label_unknown_no'), ''];
    } else if (printer.is !== 'ok') {
        view.head = t('fix_printer');
        view.advice = ['printer', t('w_' + printer.word) + ' · ' + t('fix_printer_tip'), ''];
    }
}

function picking(s, view, bench, asking) {
    const line = s.line;
    view.lines = 1;
    view.kicker = line ? t('line_n', {n: line.no, m: s.line_count}) : t('order_n', {order: s.order.order_no});
    view.right = s.order.tote ? t('from_tote', {tote: s.order.tote}) : '';
    if (s.armed === 'short') {
        view.head = t('why_missing');
        view.right = t('scan_or_touch');
        view.key = 'short';
        view.body = () => tiles([['missing', t('why_1'), '%SHORT-1'], ['damaged', t('why_2'), '%SHORT-2'], ['question', t('why_3'), '%SHORT-3'], ['left', t('back'), '%CONT']], bench, true);
        return;
    }
    if (asking === 'problem') {
        view.head = t('what_problem');
        view.right = t('scan_or_touch');
        view.key = 'problem';
        view.body = () => tiles([['missing', t('missing'), '%SHORT'], ['damaged', t('damaged'), '%DAMAGED'], ['left', t('remove'), '%REMOVE'],
            ['newbox', t('newbox'), '%NEWBOX'], ['pause', t('hold'), '%HOLD'], ['check', t('back'), null, () => bench.ask('')]], bench, false);
        return;
    }
    if (!line) {
        view.head = t('all_short');
        view.key = 'all_short';
        view.body = () => hero('missing');
        view.advice = ['check', t('all_short_tip'), ''];
        return;
    }
    const left = line.want - line.done - line.short;
    view.head = left === 1 ? t('scan_1') : t('scan_n', {n: left});
    view.key = line;
    view.body = () => takeLine(line);
    view.advice = ['arrow', t('any_tip'), 'quiet'];
    if (s.times > 1)
        view.advice = ['over', t('times_n', {n: s.times}), ''];
    else if (s.armed)
        view.advice = ['bang', t('armed_' + s.armed), ''];
}

function unpacking(s, view) {
    view.lines = 1;
    view.kicker = t(s.is_cancelled ? 'unpack_cancel' : 'unpack_change');
    view.head = t('unpack_head', {n: s.sum.excess});
    view.key = s.line;
    view.body = () => s.line ? takeLine(s.line) : hero('box');
    view.advice = ['undo', t('unpack_tip'), ''];
}

function finished(s, view, name) {
    view.tone = name === 'done' ? 'ok' : '';
    view.kicker = t('order_n', {order: s.order.order_no});
    view.head = t(name + '_head', {order: s.order.order_no});
    view.key = [name, s.order.order_no];
    view.body = () => make('div', {class: 'finish'}, make('span', {icon: name === 'done' ? 'okring' : 'undo'}), make('p', {class: 'slab__lead'}, t(name + '_lead')));
    view.advice = ['arrow', s.queue.length ? t('ready_tip', {order: s.queue[0].order_no}) : t('empty_tip'), 'quiet'];
}

const VIEWS = {
    signed_out(s, view) {
        view.kicker = t('bench_free');
        view.head = t('scan_badge');
        view.body = () => hero('badge', 'arrow', 'scanner');
    },
    pin(s, view, bench) {
        view.kicker = t('hello', {name: s.person.name});
        view.head = t('enter_pin');
        view.lines = 1;
        view.body = () => pinPad(bench);
        view.right = t('pin_dots', {n: pin.length});
        view.advice = ['badge', '●'.repeat(pin.length).padEnd(4, '○'), 'quiet'];
        if (!pin && (s.notice === 'pin_wrong' || s.notice === 'pin_wait'))
            view.advice = ['triangle', t(s.notice), ''];
    },
    ready(s, view) {
        const waits = s.queue.length > 0;
        view.kicker = t('ready');
        view.head = t(waits ? 'scan_order' : 'nothing_waiting');
        view.key = waits;
        view.body = () => hero('tote', 'arrow', 'scanner');
        view.advice = ['arrow', waits ? t('ready_tip', {order: s.queue[0].order_no}) : t('empty_tip'), 'quiet'];
    },
    loading(s, view) {
        view.kicker = t('n_fetching');
        view.head = t('loading', {order: s.notice_text});
        view.body = () => hero('clock');
        view.advice = ['clock', t('loading_tip'), 'quiet'];
    },
    picking, unpacking, weighing, printing,
    labelling(s, view) {
        view.kicker = t('parcel_n', {n: s.parcel.no});
        view.right = s.parcel.tracking;
        view.head = t('stick_scan');
        view.body = () => hero('label', 'arrow', 'box', 'arrow', 'scanner');
        view.advice = ['label', t('why_scan_back'), 'quiet'];
    },
    done: (s, view) => finished(s, view, 'done'),
    void: (s, view) => finished(s, view, 'void'),
};

export function drawSlate(state, asking, bench) {
    const view = {kicker: '', right: '', head: '', lines: 2, tone: '', key: '', body: () => [], advice: null};
    VIEWS[state.state]?.(state, view, bench, asking);
    $('slab').dataset.tone = view.tone;
    $('kicker').textContent = view.kicker;
    $('kicker-right').textContent = view.right;
    if ($('head').textContent !== view.head || $('head').dataset.lines !== String(view.lines)) {
        $('head').dataset.lines = view.lines;
        $('head').textContent = view.head;
        fit($('head'));
    }
    put($('body'), [state.state, asking, document.documentElement.lang, view.key], view.body);
    const [icon, words, is] = view.advice ?? ['', '', 'quiet'];
    $('advice').hidden = !words;
    $('advice').dataset.is = is;
    if (icon)
        setIcon($('advice-icon'), icon);
    $('advice-text').textContent = words;
}
