// The desk that the page shows. The station names it in state.desk; one that names none
// is a packing desk. A new desk is one module in this folder and one line in DESKS.
//
// The shell (plate, slate, ledger, tape, health, alarm) is the same at every desk and is
// the only one to touch the document. A desk says what to draw, and exports
//
//     good                   the set of verdicts that are right, marked on the tape
//     slate(state, page, asking)
//                            what stands on the slate in a state of the desk's own:
//                            {kicker, right, head, lines, tone, note, advice, body(), key}
//     ledger(state, page)    {title, sub, sum, of, is, rows, row(one), key, above, below,
//                            rest, parcel, left, acts(page), actsKey}; what has no room
//                            is counted in the word rest
//     alarm(name, state)     {tone, icon, values, proof(), key, words}; its words are
//                            a_NAME, a_NAME_sub, a_NAME_1 and a_NAME_2, NAME being
//                            words where the desk knows better
//
// What a desk leaves out stays empty. A body, rows and proofs are built anew only when
// their key has changed. page is what a touch may do, see bench.js.
import {t} from '../../kit/words.js';

const DESKS = {
    pack: () => import('./pack.js'),
};

const unknown = name => ({
    good: new Set(),
    slate: () => ({head: t('no_desk', {name}), advice: ['triangle', t('no_desk_tip'), '']}),
    ledger: () => ({}),
    alarm: () => ({}),
});

const loaded = new Map();

export async function loadDesk(name = 'pack') {
    if (!loaded.has(name))
        loaded.set(name, DESKS[name] ? await DESKS[name]() : unknown(name));
    return loaded.get(name);
}
