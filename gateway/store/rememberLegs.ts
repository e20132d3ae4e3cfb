/**
 * Remembers the legs that were looked up lately, for the time when the store does not answer: parcels in flight stay visible.
 * Invariant: memory is asked only when the store fails; while it answers, every question goes to it.
 */
import { LRUCache } from 'lru-cache';
import { normalizeNumber } from '../base/normalizeNumber.ts';
import type { LegRow } from './legColumns.ts';

/** Looks up the legs of numbers; see `DirectoryStore.findByNumbers`. */
export type FindByNumbers = (trackingNumbers: readonly string[]) => Promise<readonly (readonly LegRow[])[]>;

export interface LegMemory {
  readonly findByNumbers: FindByNumbers;
  /** For each number the legs as they were last seen; null where it was not asked for lately. */
  recall(trackingNumbers: readonly string[]): readonly (readonly LegRow[] | null)[];
}

export interface LegMemoryOptions {
  /** How long a lookup may take; no limit where the store cannot be out of reach. */
  readonly patienceMs?: number;
  readonly readMonotonic?: () => number;
}

/** The store did not answer. */
export class StoreUnavailable extends Error {}

/** How many numbers are remembered: about a kilobyte each. */
const MAX_NUMBERS = 100_000;
/** How long a server may take for a lookup, in milliseconds: some hundred times what it takes. */
export const SERVER_PATIENCE_MS = 1_500;
/** After a failure the store is left alone for so long. */
const PAUSE_MS = 500;

/** Lookups with a memory. They reject with `StoreUnavailable` when the store fails, does not answer, or did so a moment ago. */
export function rememberLegs(
  find: FindByNumbers,
  { patienceMs, readMonotonic = () => performance.now() }: LegMemoryOptions = {},
): LegMemory {
  const memory = new LRUCache<string, readonly LegRow[]>({ max: MAX_NUMBERS });
  let failedAt = Number.NEGATIVE_INFINITY;
  return {
    async findByNumbers(trackingNumbers) {
      if (readMonotonic() - failedAt < PAUSE_MS) throw new StoreUnavailable();
      try {
        const found = await inTime(find(trackingNumbers), patienceMs);
        for (const [index, number] of trackingNumbers.entries()) {
          const legs = found[index] ?? [];
          // A number that is not there may be announced any time: there is nothing to remember of it.
          if (legs.length > 0) memory.set(normalizeNumber(number), legs);
        }
        return found;
      } catch (cause) {
        failedAt = readMonotonic();
        throw new StoreUnavailable('the store does not answer', { cause });
      }
    },
    recall: (trackingNumbers) => trackingNumbers.map((number) => memory.get(normalizeNumber(number)) ?? null),
  };
}

async function inTime<Value>(answer: Promise<Value>, patienceMs: number | undefined): Promise<Value> {
  if (patienceMs === undefined) return answer;
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer within ${patienceMs} ms`)), patienceMs);
  });
  return Promise.race([answer, limit]).finally(() => clearTimeout(timer));
}
