// The bench's sounds, generated; no files. Seven signals, told apart by number
// of pulses, by contour and by voice, so that any one of the three is enough:
//
//   good    rises or is one tick      ok, line, order      bell
//   bad     falls or stays low        over, wrong          buzz
//   look    two equal middle pulses   look                 reed
//   stop    alternates, repeats       stop                 reed
//
// All energy that matters lies between 300 Hz and 3 kHz: lower is lost in
// conveyors and small loudspeakers, higher in ear defenders and older ears.
// pulses: [frequency Hz, start ms, length ms]; level in dB of full scale
export const SIGNALS = {
    ok: {voice: 'bell', level: -14, pulses: [[1175, 0, 70]]},
    line: {voice: 'bell', level: -11, pulses: [[784, 0, 90], [1175, 110, 160]]},
    order: {
        voice: 'bell',
        level: -8,
        pulses: [[587, 0, 100], [784, 120, 100], [988, 240, 100], [1175, 360, 360]],
    },
    look: {voice: 'reed', level: -8, pulses: [[659, 0, 150], [659, 270, 150]]},
    over: {voice: 'buzz', level: -4, pulses: [[466, 0, 120], [349, 150, 120], [262, 300, 240]]},
    wrong: {voice: 'buzz', level: -3, pulses: [[196, 0, 320], [196, 430, 480]]},
    stop: {
        voice: 'reed',
        level: -2,
        repeat_ms: 3000,
        pulses: [0, 320, 640, 960].flatMap(at => [[988, at, 150], [659, at + 160, 150]]),
    },
};

// [wave, frequency ratio, share]; the buzz's second wave beats 11 times a
// second against the first, a roughness no machine hum has.
const BELL = [['sine', 1, 0.62], ['sine', 2, 0.26], ['sine', 3, 0.12]];
const REED = [['square', 1, 0.5], ['sine', 2, 0.3], ['sine', 4, 0.2]];
const BUZZ = [['sawtooth', 1, 0.5], ['sawtooth', 1.056, 0.5]];
const VOICES = {
    bell: {waves: BELL, cut: 6000, decay: true},
    reed: {waves: REED, cut: 3600},
    buzz: {waves: BUZZ, cut: 2600},
};
const EDGE = 0.006; // 6 ms ramps: no clicks

let context = null;
let timer = 0;

// How loud a pulse is from its beginning to its end.
function shape(gain, peak, from, to, decays) {
    gain.setValueAtTime(0, from);
    gain.linearRampToValueAtTime(peak, from + EDGE);
    if (decays)
        gain.exponentialRampToValueAtTime(peak * 0.25, to - EDGE);
    else
        gain.setValueAtTime(peak, to - EDGE);
    gain.linearRampToValueAtTime(0, to);
}

function pulse(target, voice, [hertz, start, length], peak, at) {
    const from = at + start / 1000;
    const to = from + length / 1000;
    const gain = context.createGain();
    const filter = context.createBiquadFilter();
    filter.type = 'lowpass';
    filter.frequency.value = voice.cut;
    shape(gain.gain, peak, from, to, voice.decay);
    gain.connect(filter).connect(target);
    for (const [type, ratio, share] of voice.waves) {
        const wave = context.createOscillator();
        const part = context.createGain();
        wave.type = type;
        wave.frequency.value = hertz * ratio;
        part.gain.value = share;
        wave.connect(part).connect(gain);
        wave.start(from);
        wave.stop(to);
    }
}

function schedule(signal) {
    const peak = 10 ** (signal.level / 20);
    for (const one of signal.pulses)
        pulse(context.destination, VOICES[signal.voice], one, peak, context.currentTime);
}

export function silence() {
    clearInterval(timer);
    timer = 0;
}

// Asks to be heard: granted after a touch or a key, and to a page that the browser was told
// to trust (a kiosk) at once.
function wake() {
    context ??= new AudioContext({latencyHint: 'interactive'});
    if (context.state !== 'running')
        context.resume();
}

// A scanner that types is a keyboard to the browser: its first scan wakes the page. act is
// called when the page has found its voice, or lost it.
export function watch(act) {
    wake();
    context.addEventListener('statechange', act);
    for (const kind of ['pointerdown', 'keydown'])
        addEventListener(kind, wake, true);
}

export function play(name) {
    const signal = SIGNALS[name];
    silence();
    wake();
    schedule(signal);
    if (signal.repeat_ms)
        timer = setInterval(() => schedule(signal), signal.repeat_ms);
}

// Browsers keep a page mute until it is touched once; the health strip
// says so, since a bench that believes it has a voice and has none is worse
// than a silent one.
export const isOn = () => Boolean(context) && context.state === 'running';
