/** Texts that are to be stored. Invariant: what passes is kept by every database, alone and within JSON. */

// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is refused
const NOT_TEXT = /[\u0000-\u001f\u007f]|\p{Surrogate}/u;

/** A text without control characters and halves of characters: no database keeps those. */
export function isStorableText(value: unknown, longest: number): value is string {
  return typeof value === 'string' && value.length <= longest && !NOT_TEXT.test(value);
}

/** The longest text among the last known values of a leg: a place name has some tens of characters. */
export const LONGEST_KNOWN_TEXT = 200;
