/**
 * Which of two grants gives more. Invariant: where it is not certain that one shows nothing the other hides, they are not
 * comparable, and a change between them counts as more.
 */
import type { StateSet } from './stateSet.ts';

/** What a change does to what the platform gets. `changes`: more in one respect and less in another, or not comparable. */
export type Effect = 'widens' | 'narrows' | 'changes';

/**
 * Masks by what they leave to be seen: each is stricter than those behind it, and no others are comparable. No mask at all is
 * the loosest of all. A day can be read from an hour. The others show parts of a value that do not contain one another, or
 * (`PSEUDONYM`) something of which nobody can tell what it shows.
 */
const LOOSER_THAN: ReadonlyMap<string, readonly string[]> = new Map([['DATE', ['HOUR']]]);

/** What it does to replace a mask by another; undefined for the same. Null is no mask. */
export function compareMasks(before: string | null, after: string | null): Effect | undefined {
  if (before === after) return undefined;
  if (isStricter(after, before)) return 'narrows';
  return isStricter(before, after) ? 'widens' : 'changes';
}

function isStricter(one: string | null, other: string | null): boolean {
  if (one === null) return false;
  return other === null || LOOSER_THAN.get(one)?.includes(other) === true;
}

/** What it does to grant in other states of a leg; undefined for the same. */
export function compareStates(before: StateSet, after: StateSet): Effect | undefined {
  const adds = (after & ~before) !== 0n;
  const removes = (before & ~after) !== 0n;
  if (!adds && !removes) return undefined;
  return adds && removes ? 'changes' : adds ? 'widens' : 'narrows';
}

/** Two effects at once. */
export function joinEffects(one: Effect | undefined, other: Effect | undefined): Effect | undefined {
  if (one === undefined || one === other) return other;
  return other === undefined ? one : 'changes';
}
