/**
 * Keeps a data folder to one hub: two that open one embedded database destroy it.
 * Invariant: a lock outlives its process only as a file; the next hub sees that its holder is gone and takes it.
 */
import { mkdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { writeNew } from '../base/writeNew.ts';

/** Takes the folder, made if it is not there. Throws a sentence when another hub has it; resolves to what gives it back. */
export async function lockFolder(folder: string): Promise<() => Promise<void>> {
  await mkdir(folder, { recursive: true });
  const file = join(folder, 'hub.lock');
  // The second attempt follows the removal of a lock whose holder is gone.
  for (let attempt = 0; attempt < 2; attempt++) {
    // Of two hubs that start at once one gets the folder, and no lock is ever seen without its holder.
    if (await writeNew(file, `${process.pid}\n`)) return () => rm(file, { force: true });
    const holder = Number(await readFile(file, 'utf8').catch(() => ''));
    // A hub that was ended by force may have had the number that this one has now.
    if (holder !== process.pid && isRunning(holder)) throw new FolderInUse(folder, holder);
    await rm(file, { force: true });
  }
  throw new FolderInUse(folder, undefined);
}

/** Another hub has the folder. */
export class FolderInUse extends Error {
  constructor(folder: string, holder: number | undefined) {
    const by = holder === undefined ? 'another hub' : `another hub (process ${holder})`;
    super(`${folder} is in use by ${by}; stop that one, or choose another folder with HUB_DATA_DIR`);
  }
}

function isRunning(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // A process of another user runs too.
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
