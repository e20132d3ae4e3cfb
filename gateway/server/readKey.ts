/** The hub's own secret keys, made at the first start and kept in its data folder, readable by its owner alone. */
import { randomBytes } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** The 32-byte key of that name; made when it does not exist. Throws when the folder cannot be read or written. */
export async function readKey(dataDir: string, name: string): Promise<Uint8Array> {
  const folder = join(dataDir, 'keys');
  const file = join(folder, name);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  try {
    // `wx` fails where the file exists, so of two hubs that start at once one makes the key and both read it.
    await writeFile(file, randomBytes(32), { mode: 0o600, flag: 'wx' });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
  return readFile(file);
}
