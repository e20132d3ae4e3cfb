/**
 * Remembers which operators were asked for a number and did not know it, for all hubs that share the store. Invariant: numbers are
 * kept as keyed digests only, and no longer than the memory lasts.
 */
import { digestNumber } from './digestNumber.ts';
import type { Store } from './openStore.ts';

export interface DiscoveryMisses {
  /** Operators that did not know the number, as far as that still counts at `now`. */
  read(number: string, now: number): Promise<ReadonlySet<string>>;
  remember(number: string, operator: string, now: number, forMs: number): Promise<void>;
}

/** After so many new ones those that are over are deleted. */
const SWEEP_EVERY = 1_000;

/** The memory over a store; `key` digests tracking numbers. */
export function createDiscoveryMisses(store: Store, key: Uint8Array): DiscoveryMisses {
  let added = 0;
  return {
    async read(number, now) {
      const rows = await store
        .selectFrom('discovery_misses')
        .select('operator')
        .where('number_digest', '=', digestNumber(key, number))
        .where('until', '>', new Date(now))
        .execute();
      return new Set(rows.map(({ operator }) => operator));
    },
    async remember(number, operator, now, forMs) {
      const until = new Date(now + forMs);
      await store
        .insertInto('discovery_misses')
        .values({ number_digest: digestNumber(key, number), operator, until })
        .onConflict((conflict) => conflict.columns(['number_digest', 'operator']).doUpdateSet({ until }))
        .execute();
      added += 1;
      if (added % SWEEP_EVERY !== 1) return;
      await store.deleteFrom('discovery_misses').where('until', '<=', new Date(now)).execute();
    },
  };
}
