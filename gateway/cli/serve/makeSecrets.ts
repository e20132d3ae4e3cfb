/**
 * `hub secrets new`: makes the secret keys of a hub, for hubs that share a database. Invariant: a key that is there is kept, so
 * the command can be run before every start; none is printed.
 */
import { existsSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { BadKey, HUB_KEYS, type KeyName, readKey } from '../../server/readKey.ts';
import { EXIT, type Format, Refusal, type Terminal, writeResult } from '../hub/terminal.ts';

/** Makes what is missing in a folder. Throws a `Refusal` when a key cannot be made or is none. */
export async function makeSecrets(
  terminal: Terminal,
  given: string,
  { format }: { readonly format: Format },
): Promise<void> {
  const folder = resolve(terminal.cwd, given);
  const names = Object.keys(HUB_KEYS) as KeyName[];
  const made = names.filter((name) => !existsSync(join(folder, name)));
  try {
    for (const name of names) await readKey(folder, name);
  } catch (error) {
    if (error instanceof BadKey) throw new Refusal(error.message, EXIT.problems);
    throw error;
  }
  const lines = names.map(
    (name) => `  ${made.includes(name) ? 'made' : 'kept'} ${name.padEnd(22)} ${HUB_KEYS[name]}`,
  );
  const place = relative(terminal.cwd, folder) || '.';
  const next = `every hub of one database needs all of them: HUB_KEYS_DIR=${place} hub serve`;
  writeResult(terminal, format, { folder, made }, [`keys in ${place}`, ...lines, next].join('\n'));
}
