/** INITIAL: the first letter of a name of any kind, `W*`. Invariant: at most one letter shows. */
import { HIDDEN, type Mask } from './mask.ts';
import { isPlainLetter, readInitial } from './readShortText.ts';

export const initial: Mask = {
  name: 'INITIAL',
  keeps: 'String',
  apply(value) {
    if (initial.verify(value)) return value;
    const letter = readInitial(value);
    return letter === null ? HIDDEN : `${letter}*`;
  },
  verify(value) {
    return value === HIDDEN || (value.endsWith('*') && isPlainLetter(value.slice(0, -1)));
  },
};
