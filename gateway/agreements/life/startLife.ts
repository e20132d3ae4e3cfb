/** The life of a pair before its first record. */
import type { Pair } from './pair.ts';
import type { PairLife } from './pairLife.ts';

/** Nothing agreed, nothing offered. */
export function startLife({ operator, platform }: Pair): PairLife {
  return {
    operator,
    platform,
    versions: [],
    lastVersion: 0,
    lastAt: null,
    offer: null,
    stops: [],
    disputes: [],
    measures: [],
  };
}
