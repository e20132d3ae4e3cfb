/**
 * LAST_FOUR: the end of a number or code, `****5678`. Invariant: four letters or digits show, and only where more than
 * four others are hidden; a pickup code of eight is hidden whole.
 */
import { HIDDEN, type Mask } from './mask.ts';
import { readShortText } from './readShortText.ts';

const HIDING = '****';
const SEPARATORS = /[\s._/()+\p{Pd}]/gu;
const LONG_ENOUGH = /^[\p{L}\p{Nd}]{9,}$/u;
const MASKED = /^\*{4}(?:(?!\p{Default_Ignorable_Code_Point})[\p{L}\p{Nd}]){4}$/u;

export const lastFour: Mask = {
  name: 'LAST_FOUR',
  keeps: 'String',
  apply(value) {
    if (lastFour.verify(value)) return value;
    const text = readShortText(value)?.replace(SEPARATORS, '').normalize('NFKC') ?? '';
    return LONG_ENOUGH.test(text) ? `${HIDING}${[...text].slice(-4).join('')}` : HIDDEN;
  },
  verify(value) {
    return value === HIDDEN || (MASKED.test(value) && value.normalize('NFKC') === value);
  },
};
