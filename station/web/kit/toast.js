// What became of the last act, said in one sentence: ok, note, or wrong, which is told
// at once to those who hear the page.
import {make} from './elements.js';

export function toast(is, words) {
    const role = is === 'wrong' ? 'alert' : 'status';
    return make('p', {class: 'message', 'data-is': is, role}, words);
}
