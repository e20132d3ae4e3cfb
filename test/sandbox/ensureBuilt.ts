/** Sees to it that the page which is tested is the one that its sources make. Several files of tests may ask for it at once. */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { isBuilt } from '../../gateway/sandbox/page/isBuilt.ts';
import { ROOT } from '../tidy/readTree.ts';

/** There while somebody builds. */
const LOCK = join(tmpdir(), `sandbox-build-${createHash('sha256').update(ROOT).digest('hex').slice(0, 12)}`);
const LOOK_AGAIN_MS = 200;
/** Whoever holds the lock for longer has ended without letting go. */
const LOCK_LIMIT_MS = 120_000;

/** Builds the page, unless it was built after its sources were last changed. */
export async function ensureBuilt(): Promise<void> {
  while (existsSync(LOCK) || !isBuilt()) {
    if (takeLock()) {
      try {
        build();
      } finally {
        rmSync(LOCK, { recursive: true, force: true });
      }
    } else await sleep(LOOK_AGAIN_MS);
  }
}

function takeLock(): boolean {
  try {
    mkdirSync(LOCK);
    return true;
  } catch {
    const since = existsSync(LOCK) ? statSync(LOCK).mtimeMs : Date.now();
    if (Date.now() - since > LOCK_LIMIT_MS) rmSync(LOCK, { recursive: true, force: true });
    return false;
  }
}

function build(): void {
  const args = ['--import', 'tsx', 'gateway/sandbox/page/build.ts'];
  const { status, stderr } = spawnSync(process.execPath, args, { cwd: ROOT, encoding: 'utf8' });
  if (status !== 0) throw new Error(`the page cannot be built: ${stderr}`);
}
