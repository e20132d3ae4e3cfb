/**
 * Some of the states of a leg, as the bits of one number. Invariant: a bit is the place of a state in `listLegStates`, so sets
 * of equal states are equal values, and what is said of one can be kept by it.
 */

export type StateSet = bigint;

/** How many places a word has: what a bit operator takes at once. */
export const WORD_BITS = 32;

/** A set from its words, the first places first. */
export function joinWords(words: Int32Array): StateSet {
  return words.reduceRight((set, word) => (set << BigInt(WORD_BITS)) | BigInt(word >>> 0), 0n);
}

/** Tells for a place whether it is in the set: made once for many places, since each cut out of a large number costs. */
export function createPlaceTest(set: StateSet): (place: number) => boolean {
  const digits = set.toString(2);
  return (place) => digits[digits.length - 1 - place] === '1';
}
