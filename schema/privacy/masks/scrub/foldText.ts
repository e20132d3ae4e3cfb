/**
 * Folds a text to the form in which personal things are looked for: one way of writing for full-width letters, accents,
 * capitals, and digits of every script, with nothing invisible between characters. Invariant: every folded character
 * knows which part of the text it stands for, so what is found there can be cut out here.
 */

/** A text and its folded form. */
export interface FoldedText {
  readonly source: string;
  readonly folded: string;
  /** Per UTF-16 unit of `folded`, the part of `source` it stands for, from `starts[i]` up to `ends[i]`. */
  readonly starts: readonly number[];
  readonly ends: readonly number[];
}

/** Letters that no decomposition takes the stroke from. */
const PLAIN_LETTERS: ReadonlyMap<string, string> = new Map([
  ['ł', 'l'],
  ['ø', 'o'],
  ['đ', 'd'],
  ['ð', 'd'],
  ['ħ', 'h'],
  ['ı', 'i'],
  ['ß', 'ss'],
  ['æ', 'ae'],
  ['œ', 'oe'],
  ['þ', 'th'],
]);

/** Folds a text, code point by code point, in time linear in its length. */
export function foldText(source: string): FoldedText {
  const starts: number[] = [];
  const ends: number[] = [];
  let folded = '';
  let at = 0;
  for (const character of source) {
    const end = at + character.length;
    const plain = foldCharacter(character);
    for (let unit = 0; unit < plain.length; unit++) {
      starts.push(at);
      ends.push(end);
    }
    folded += plain;
    at = end;
  }
  return { source, folded, starts, ends };
}

const ASCII_KEPT = /^[!-@[-~a-z]$/;

/** What characters fold to; a text about a parcel uses few, again and again. */
const KNOWN = new Map<string, string>();
const MOST_KNOWN = 4_000;

function foldCharacter(character: string): string {
  const known = KNOWN.get(character);
  if (known !== undefined) return known;
  const plain = foldUnknown(character);
  if (KNOWN.size >= MOST_KNOWN) KNOWN.clear();
  KNOWN.set(character, plain);
  return plain;
}

function foldUnknown(character: string): string {
  if (ASCII_KEPT.test(character)) return character;
  if (/^[\s\p{Cc}]$/u.test(character)) return ' ';
  const plain = character
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[\p{M}\p{Default_Ignorable_Code_Point}\p{Cf}]/gu, '')
    // A digit of any script; which one it is does not matter, only that it is one.
    .replace(/(?![0-9])\p{Nd}/gu, '0')
    .replace(/\p{Pd}/gu, '-');
  return PLAIN_LETTERS.get(plain) ?? plain;
}
