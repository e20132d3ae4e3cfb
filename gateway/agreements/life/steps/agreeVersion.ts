/** Puts a version among those that are agreed. Invariant: of two versions in force at one time there is none. */
import type { AgreedVersion, PairLife } from '../pairLife.ts';

/** The newest version ends those before it when it begins, and takes the place of those that would begin later. */
export function agreeVersion(life: PairLife, version: AgreedVersion): PairLife {
  const before = life.versions
    .filter(({ from }) => from < version.from)
    .map((other) => ({ ...other, until: Math.min(other.until, version.from) }));
  // An offer that is open was made for a number that is now given away.
  return { ...life, versions: [...before, version], lastVersion: version.version, offer: null };
}
