/**
 * Reads a short text (a name, a number, a code) for masking. Invariant: nothing invisible and no half of a character
 * reaches a mask, and the cost is bounded before any of the text is looked at.
 */

const LONGEST = 256;

/** Letters that can be seen: some fillers count as letters and show nothing. */
const LETTER = /(?!\p{Default_Ignorable_Code_Point})\p{L}/gu;
const INVISIBLE = /[\p{Default_Ignorable_Code_Point}\p{Cf}\p{Cc}]/gu;

/**
 * The text in NFKC (full-width forms become plain ones) without what nobody sees and without space around it; null when
 * it has more than 256 UTF-16 units or holds half of a surrogate pair.
 */
export function readShortText(value: string): string | null {
  if (value.length > LONGEST || /\p{Cs}/u.test(value)) return null;
  // A second time, because taking something out can bring two characters together that compose.
  return value.normalize('NFKC').replace(INVISIBLE, '').normalize('NFKC').trim();
}

/** The letter that a text of at least two letters begins with; null for any other text. Marks on it are left out. */
export function readInitial(value: string): string | null {
  const text = readShortText(value);
  if (text === null || (text.match(LETTER)?.length ?? 0) < 2) return null;
  const [first = ''] = text;
  return isPlainLetter(first) ? first : null;
}

/** Whether the text is one letter, in the form that `readInitial` gives. */
export function isPlainLetter(text: string): boolean {
  return /^(?!\p{Default_Ignorable_Code_Point})\p{L}$/u.test(text) && text.normalize('NFKC') === text;
}
