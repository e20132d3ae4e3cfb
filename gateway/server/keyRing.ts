/** The keys of one hub: from a folder, or made anew at each start where there is none. */
import { randomBytes } from 'node:crypto';
import { type KeyName, readKey } from './readKey.ts';

export interface KeyRing {
  /** The 32 bytes of a key. Throws a `BadKey` when it cannot be read or made. */
  open(name: KeyName): Promise<Uint8Array>;
  /** Those opened so far. */
  readonly opened: ReadonlyMap<string, Uint8Array>;
}

/** A ring that has opened none. */
export function createKeyRing(folder: string | undefined): KeyRing {
  const opened = new Map<string, Uint8Array>();
  return {
    opened,
    async open(name) {
      const key = opened.get(name) ?? (folder === undefined ? randomBytes(32) : await readKey(folder, name));
      opened.set(name, key);
      return key;
    },
  };
}
