// Charts: a number against what it should be. A chart is a picture beside the number,
// never instead of it, so it is hidden from those who hear the page.
import {draw} from './svg.js';

const WIDE = 600;
const REACH = 6; // tolerances from the middle to either end

// A needle on a rail, with the band that is right in the middle.
export function gauge(value, want, tolerance) {
    const off = Math.max(-1, Math.min(1, (value - want) / (tolerance * REACH)));
    const middle = WIDE / 2 - 4;
    return draw(
        'svg',
        {viewBox: `0 0 ${WIDE} 60`, 'aria-hidden': 'true'},
        draw('rect', {x: 0, y: 28, width: WIDE, height: 6, class: 'rail'}),
        draw('rect', {x: 250, y: 16, width: 100, height: 30, class: 'band'}),
        draw('rect', {x: middle + off * middle, y: 4, width: 8, height: 54, class: 'needle'}),
    );
}
