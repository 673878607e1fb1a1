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
    ok:    {voice: 'bell', level: -14, pulses: [[1175, 0, 70]]},
    line:  {voice: 'bell', level: -11, pulses: [[784, 0, 90], [1175, 110, 160]]},
    order: {voice: 'bell', level: -8,  pulses: [[587, 0, 100], [784, 120, 100], [988, 240, 100], [1175, 360, 360]]},
    look:  {voice: 'reed', level: -8,  pulses: [[659, 0, 150], [659, 270, 150]]},
    over:  {voice: 'buzz', level: -4,  pulses: [[466, 0, 120], [349, 150, 120], [262, 300, 240]]},
    wrong: {voice: 'buzz', level: -3,  pulses: [[196, 0, 320], [196, 430, 480]]},
    stop:  {voice: 'reed', level: -2,  repeat_ms: 3000,
            pulses: [[988, 0, 150], [659, 160, 150], [988, 320, 150], [659, 480, 150],
                     [988, 640, 150], [659, 800, 150], [988, 960, 150], [659, 1120, 150]]},
};

// [wave, frequency ratio, share]; the buzz's second wave beats 11 times a
// second against the first, a roughness no machine hum has.
const VOICES = {
    bell: {waves: [['sine', 1, 0.62], ['sine', 2, 0.26], ['sine', 3, 0.12]], cut: 6000, decay: true},
    reed: {waves: [['square', 1, 0.5], ['sine', 2, 0.3], ['sine', 4, 0.2]], cut: 3600},
    buzz: {waves: [['sawtooth', 1, 0.5], ['sawtooth', 1.056, 0.5]], cut: 2600},
};
const EDGE = 0.006;     // 6 ms ramps: no clicks

function pulse(context, target, voice, [hertz, start, length], peak, at) {
    const from = at + start / 1000, to = from + length / 1000;
    const gain = context.createGain(), filter = context.createBiquadFilter();
    filter.type = 'lowpass';
    filter.frequency.value = voice.cut;
    gain.gain.setValueAtTime(0, from);
    gain.gain.linearRampToValueAtTime(peak, from + EDGE);
    if (voice.decay)
        gain.gain.exponentialRampToValueAtTime(peak * 0.25, to - EDGE);
    else
        gain.gain.setValueAtTime(peak, to - EDGE);
    gain.gain.linearRampToValueAtTime(0, to);
    gain.connect(filter).connect(target);
    for (const [type, ratio, share] of voice.waves) {
        const wave = context.createOscillator(), part = context.createGain();
        wave.type = type;
        wave.frequency.value = hertz * ratio;
        part.gain.value = share;
        wave.connect(part).connect(gain);
        wave.start(from);
        wave.stop(to);
    }
}

function schedule(context, target, name, at, volume = 1) {
    const signal = SIGNALS[name], voice = VOICES[signal.voice];
    const peak = volume * 10 ** (signal.level / 20);
    for (const one of signal.pulses)
        pulse(context, target, voice, one, peak, at);
}

let context = null, timer = 0;

export function silence() {
    clearInterval(timer);
    timer = 0;
}

export function play(name) {
    silence();
    context ??= new AudioContext({latencyHint: 'interactive'});
    context.resume();
    schedule(context, context.destination, name, context.currentTime);
    const every = SIGNALS[name].repeat_ms;
    if (every)
        timer = setInterval(() => schedule(context, context.destination, name, context.currentTime), every);
}

// Browsers keep a page mute until it is touched once; the health strip
// says so, since a bench that believes it has a voice and has none is worse
// than a silent one.
export const isOn = () => Boolean(context) && context.state === 'running';
