/**
 * CN_NAME: a name as Chinese waybills show it, `王**`. Invariant: at most one letter shows, and the number of asterisks
 * says nothing of the name's length; of a compound surname (欧阳) the first character shows, which is the stricter reading.
 */
import { HIDDEN, type Mask } from './mask.ts';
import { isPlainLetter, readInitial } from './readShortText.ts';

const HIDING = '**';

export const cnName: Mask = {
  name: 'CN_NAME',
  keeps: 'String',
  apply(value) {
    if (cnName.verify(value)) return value;
    const initial = readInitial(value);
    return initial === null ? HIDDEN : `${initial}${HIDING}`;
  },
  verify(value) {
    return value === HIDDEN || (value.endsWith(HIDING) && isPlainLetter(value.slice(0, -HIDING.length)));
  },
};
