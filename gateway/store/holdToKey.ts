/**
 * Holds a store to the key that its tracking numbers are digested with.
 * Invariant: a hub with another key would find no parcel at all and say so of each; it does not start instead.
 */
import { createHash } from 'node:crypto';
import { readMark, writeMark } from './marks.ts';
import type { Store } from './openStore.ts';

const MARK = 'tracking-number-key';

/** A store that was filled with another key. */
export class OtherKey extends Error {
  constructor() {
    super(
      'the store was filled by a hub with another `keys/tracking-numbers.key`: give this hub the same key, or a store of its own',
    );
  }
}

/** Marks a new store with the key's fingerprint. Throws `OtherKey` where the store has that of another. */
export async function holdToKey(store: Store, key: Uint8Array): Promise<void> {
  const fingerprint = createHash('sha256')
    .update('tracking-number-key')
    .update(key)
    .digest('hex')
    .slice(0, 32);
  const known = await readMark(store, MARK);
  if (known === undefined) await writeMark(store, MARK, fingerprint);
  else if (known !== fingerprint) throw new OtherKey();
}
