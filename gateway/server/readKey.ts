/**
 * The hub's own secret keys: files of 32 bytes in one folder, made where they are missing, readable by their owner alone.
 * Invariants: a key is there whole or not at all, so hubs that start at once on one empty folder end up with the same keys; no
 * message holds anything of a key.
 */
import { randomBytes } from 'node:crypto';
import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { writeNew } from '../base/writeNew.ts';

/** What each key is for; all hubs that share a database need the same ones. */
export const HUB_KEYS = {
  'tokens.key': "signs callers' tokens",
  'grants.key': 'signs grants to operators',
  'requests.key': 'signs requests to operators',
  'pseudonyms.key': 'makes pseudonyms of masked values',
  'tracking-numbers.key': 'digests tracking numbers in the directory',
} as const;

export type KeyName = keyof typeof HUB_KEYS;

/** A key that cannot be used: which file, why, and what to do. */
export class BadKey extends Error {}

const KEY_BYTES = 32;

/** The 32-byte key of that name; made when it does not exist. Throws a `BadKey` when it cannot be read or made. */
export async function readKey(folder: string, name: KeyName): Promise<Uint8Array> {
  const file = join(folder, name);
  // Read first: keys that are mounted as secrets are in a folder that nobody can write.
  const key = (await readWhole(file)) ?? (await makeKey(folder, file));
  if (key.length === KEY_BYTES) return key;
  throw new BadKey(
    `\`${file}\` must hold ${KEY_BYTES} bytes and has ${key.length}; put the right file there, as \`hub secrets new\` makes it`,
  );
}

async function readWhole(file: string): Promise<Uint8Array | undefined> {
  try {
    return await readFile(file);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') return undefined;
    throw new BadKey(`\`${file}\` cannot be read (${code}); the hub's user must be able to read it`);
  }
}

/** Of several hubs one makes the key, and all read it. */
async function makeKey(folder: string, file: string): Promise<Uint8Array> {
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    await writeNew(file, randomBytes(KEY_BYTES), 0o600);
    return await readFile(file);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new BadKey(
      `\`${file}\` is not there and cannot be made (${code}); make the keys with \`hub secrets new FOLDER\` and hand that folder over with HUB_KEYS_DIR, or let the hub's user write to ${folder}`,
    );
  }
}
