/** Finds the name that somebody probably meant. (graphql-js has the same helpers, but does not export them.) */
import { quote } from './quote.ts';

const LONGEST_NAME = 64;

/** "did you mean `a` or `b`?" for the nearest of the known names, or undefined when none is near. */
export function didYouMean(name: string, known: Iterable<string>): string | undefined {
  if (name.length > LONGEST_NAME) return undefined;
  const limit = Math.floor(name.length * 0.4) + 1;
  const near = [...known]
    .map((candidate) => ({
      candidate,
      distance: countEdits(name.toLowerCase(), candidate.toLowerCase(), limit),
    }))
    .filter(({ distance }) => distance <= limit)
    .sort((one, other) => one.distance - other.distance)
    .slice(0, 2)
    .map(({ candidate }) => quote(candidate));
  return near.length === 0 ? undefined : `did you mean ${near.join(' or ')}?`;
}

/** The Levenshtein distance, or something above the limit as soon as it is sure to be passed. */
function countEdits(one: string, other: string, limit: number): number {
  if (Math.abs(one.length - other.length) > limit) return limit + 1;
  let previous = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (let row = 1; row <= one.length; row++) {
    const current = [row];
    for (let column = 1; column <= other.length; column++) {
      const substitute = (previous[column - 1] ?? 0) + (one[row - 1] === other[column - 1] ? 0 : 1);
      const insertOrDelete = Math.min(previous[column] ?? 0, current[column - 1] ?? 0) + 1;
      current.push(Math.min(substitute, insertOrDelete));
    }
    if (Math.min(...current) > limit) return limit + 1;
    previous = current;
  }
  return previous[other.length] ?? 0;
}
