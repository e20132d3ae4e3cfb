/**
 * Holds a store to the keys of the hubs that use it. A hub with another `tracking-numbers.key` would find no parcel at all and say
 * so of each; with other signing keys operators and callers would refuse now this hub, now that one. It does not start instead.
 * Invariants: the store has a fingerprint of each key and nothing of the key; of hubs that start at once on a new store with
 * different keys, one does.
 */
import { createHash } from 'node:crypto';
import { writeMark } from './marks.ts';
import type { Store } from './openStore.ts';

/** A store that is used with other keys. */
export class OtherKey extends Error {
  constructor(names: readonly string[], folder: string) {
    const files = names.map((name) => `\`${name}\``).join(', ');
    // Without the lasting ones nothing is found: then it is the wrong folder, and there is nothing to replace.
    const replace = names.some((name) => LASTING.includes(name))
      ? '. Is that the right folder (HUB_KEYS_DIR)?'
      : `; to replace a key for good, stop every hub and start one with \`--replace-key ${names.join(' ')}\``;
    super(
      `the store is used with ${names.length === 1 ? 'another' : 'other'} ${files} than ${folder} has: copy it from a hub that runs on this store, or give this hub a store of its own${replace}`,
    );
  }
}

/** What the store holds was made with these: with others it would be lost. */
const LASTING: readonly string[] = ['tracking-numbers.key'];

export interface HoldOptions {
  /** Where the keys are, for people. */
  readonly folder: string;
  /** Names of keys that are other ones from now on. */
  readonly replaced?: readonly string[];
}

/** Marks a new store with the fingerprints of keys. Throws `OtherKey` where the store has that of another. */
export async function holdToKeys(
  store: Store,
  keys: ReadonlyMap<string, Uint8Array>,
  { folder, replaced = [] }: HoldOptions,
): Promise<void> {
  const wanted = new Map([...keys].map(([name, key]) => [`key:${name}`, fingerprint(name, key)]));
  if (wanted.size === 0) return;
  for (const name of replaced) {
    const value = wanted.get(`key:${name}`);
    if (value !== undefined && !LASTING.includes(name)) await writeMark(store, `key:${name}`, value);
  }
  const marks = [...wanted].map(([name, value]) => ({ name, value }));
  await store
    .insertInto('marks')
    .values(marks)
    .onConflict((conflict) => conflict.column('name').doNothing())
    .execute();
  const known = await store
    .selectFrom('marks')
    .select(['name', 'value'])
    .where('name', 'in', [...wanted.keys()])
    .execute();
  const other = known.filter(({ name, value }) => wanted.get(name) !== value);
  if (other.length === 0) return;
  throw new OtherKey(other.map(({ name }) => name.slice('key:'.length)).sort(), folder);
}

/** 128 bits of a hash: keys are random, so nothing can be found out from it. */
function fingerprint(name: string, key: Uint8Array): string {
  return createHash('sha256').update(`tracking hub ${name}\n`).update(key).digest('hex').slice(0, 32);
}
