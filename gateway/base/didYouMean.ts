/**
 * Finds the name that somebody probably meant. (graphql-js has the same helpers, but does not export them.) Invariant: a
 * document has up to fifty wrong names for each rule, and a contract thousands of right ones: a comparison makes nothing, and
 * stops as soon as it cannot be one of the two that are shown.
 */
import { quote } from './quote.ts';

const LONGEST_NAME = 64;

/** "did you mean `a` or `b`?" for the nearest of the known names, or undefined when none is near. */
export function didYouMean(name: string, known: Iterable<string>): string | undefined {
  if (name.length > LONGEST_NAME) return undefined;
  const text = name.toLowerCase();
  let limit = Math.floor(name.length * 0.4) + 1;
  let near: readonly { readonly candidate: string; readonly distance: number }[] = [];
  for (const candidate of known) {
    const distance = countEdits(text, candidate.toLowerCase(), limit);
    if (distance > limit) continue;
    near = [...near, { candidate, distance }].sort((one, other) => one.distance - other.distance).slice(0, 2);
    // Of names that are equally near the first are shown.
    if (near[1] !== undefined) limit = near[1].distance - 1;
  }
  const shown = near.map(({ candidate }) => quote(candidate));
  return shown.length === 0 ? undefined : `did you mean ${shown.join(' or ')}?`;
}

/** Rows of the table of distances, used again and again. What is compared is less than half as long again as the longest name. */
const ROWS = [new Uint8Array(2 * LONGEST_NAME), new Uint8Array(2 * LONGEST_NAME)] as const;

/** The Levenshtein distance, or something above the limit as soon as it is sure to be passed. */
function countEdits(one: string, other: string, limit: number): number {
  const far = limit + 1;
  // Lower case can be longer than what it was made from.
  if (one.length > LONGEST_NAME || Math.abs(one.length - other.length) > limit) return far;
  let [previous, current] = ROWS as readonly [Uint8Array, Uint8Array];
  for (let column = 0; column <= other.length; column++) previous[column] = column;
  for (let row = 1; row <= one.length; row++) {
    // Farther from the diagonal than the limit, every distance is above it.
    const begin = Math.max(1, row - limit);
    const end = Math.min(other.length, row + limit);
    const letter = one.charCodeAt(row - 1);
    let least = begin === 1 ? row : far;
    let left = least;
    current[begin - 1] = left;
    for (let column = begin; column <= end; column++) {
      const same = letter === other.charCodeAt(column - 1) ? 0 : 1;
      left = Math.min((previous[column - 1] as number) + same, (previous[column] as number) + 1, left + 1);
      current[column] = left;
      if (left < least) least = left;
    }
    if (least > limit) return far;
    if (end < other.length) current[end + 1] = far;
    [previous, current] = [current, previous];
  }
  return previous[other.length] as number;
}
