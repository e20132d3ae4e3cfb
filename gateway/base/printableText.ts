/**
 * Makes text from outside safe to print: an operator's SDL may hold escape sequences that clear a terminal, or
 * direction marks that show code in another order than it has.
 */
import { stripVTControlCharacters } from 'node:util';

// C0 and C1 controls, line and paragraph separators, and the marks that reorder text.
const UNPRINTABLE = /[\p{Cc}\u2028\u2029\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu;

/** The text on one line: controls become U+FFFD, line breaks and tabs a space. */
export function printableText(text: string): string {
  return stripVTControlCharacters(text)
    .replace(/\r\n|[\n\r\t]/g, ' ')
    .replace(UNPRINTABLE, '\ufffd');
}
