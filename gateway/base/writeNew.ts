/** Makes a file that nobody sees in part. Invariant: of several that make one at once, one does, and the others are told. */
import { randomUUID } from 'node:crypto';
import { link, rm, writeFile } from 'node:fs/promises';

/** Written beside and linked in, since a link fails where the file exists: then false. Throws when it cannot be written. */
export async function writeNew(file: string, data: string | Uint8Array, mode?: number): Promise<boolean> {
  const beside = `${file}.${randomUUID()}`;
  try {
    await writeFile(beside, data, { flag: 'wx', ...(mode !== undefined && { mode }) });
    await link(beside, file);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    return false;
  } finally {
    await rm(beside, { force: true }).catch(() => {});
  }
}
