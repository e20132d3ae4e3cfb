/** Runs the `hub` command for a participant of the demo, as that participant would on a machine of its own. */

import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runHub } from '../hub/runHub.ts';
import type { ExitCode } from '../hub/terminal.ts';

export interface CommandPlaces {
  /** Its `profiles` hold the keys of all who take part. */
  readonly dataDir: string;
  /** Where the hub answers. */
  readonly hubUrl: string;
}

export interface CommandResult {
  readonly exitCode: ExitCode;
  readonly out: string;
  readonly err: string;
}

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));

/** Relative paths are from the repository's root. */
export async function commandHub(
  args: readonly string[],
  { dataDir, hubUrl }: CommandPlaces,
): Promise<CommandResult> {
  let out = '';
  let err = '';
  const exitCode = await runHub(args, {
    out: { write: (text) => (out += text) },
    err: { write: (text) => (err += text) },
    env: { HUB_URL: hubUrl, HUB_PROFILES_DIR: join(dataDir, 'profiles'), NO_COLOR: '1' },
    cwd: ROOT,
  });
  return { exitCode, out, err };
}
