/**
 * Finds profiles by name: one folder of files, and the administrator's own where the hub made it.
 * Invariant: a name is a file of that folder, and reaches no other.
 */
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { quote } from '../../base/quote.ts';
import { BadProfile, type Profile, readProfile } from '../../identity/profile.ts';
import { Refusal, type Terminal } from '../hub/terminal.ts';
import { DEFAULT_DATA_DIR } from '../readSettings.ts';

/** A profile with the name by which it is asked for, and its file. */
export interface NamedProfile {
  readonly name: string;
  readonly file: string;
  readonly profile: Profile;
}

const NAME = /^[a-z0-9][a-z0-9-]{0,59}$/;
const ADMINISTRATOR = 'administrator';
/** Holds the name of the profile that is used where none is named. */
const DEFAULT_FILE = 'default';

type Surroundings = Pick<Terminal, 'env' | 'cwd'>;

/** The folder of profiles: HUB_PROFILES_DIR, else that of the hub's data where there is one, else one in the home folder. */
export function findProfileFolder({ env, cwd }: Surroundings): string {
  if (env['HUB_PROFILES_DIR']) return resolve(cwd, env['HUB_PROFILES_DIR']);
  const beside = join(findDataFolder({ env, cwd }), 'profiles');
  return existsSync(beside) ? beside : join(homedir(), '.tracking-hub', 'profiles');
}

function findDataFolder({ env, cwd }: Surroundings): string {
  return resolve(cwd, env['HUB_DATA_DIR'] || DEFAULT_DATA_DIR);
}

/** The file of a profile of that name, whether it exists or not. Throws a `Refusal` for what is no name. */
export function profileFile(terminal: Surroundings, name: string): string {
  if (!NAME.test(name)) {
    throw new Refusal(
      `the profile name ${quote(name)} is not possible; lower-case letters, digits and hyphens are`,
    );
  }
  const file = join(findProfileFolder(terminal), `${name}.json`);
  if (name !== ADMINISTRATOR || existsSync(file)) return file;
  const { env, cwd } = terminal;
  const keys = env['HUB_KEYS_DIR']
    ? resolve(cwd, env['HUB_KEYS_DIR'])
    : join(findDataFolder(terminal), 'keys');
  const own = join(keys, `${ADMINISTRATOR}.json`);
  return existsSync(own) ? own : file;
}

/** Every profile by name. Throws a `Refusal` for one that cannot be used. */
export function listProfiles(terminal: Surroundings): readonly NamedProfile[] {
  const folder = findProfileFolder(terminal);
  const names = existsSync(folder)
    ? readdirSync(folder).flatMap((file) => (/^(.+)\.json$/.exec(file) ?? []).slice(1))
    : [];
  return [...new Set([...names, ADMINISTRATOR])]
    .filter((name) => NAME.test(name))
    .sort()
    .flatMap((name) => findProfile(terminal, name) ?? []);
}

/** The profile of a name; undefined when there is none. Throws a `Refusal` for one that cannot be used. */
export function findProfile(terminal: Surroundings, name: string): NamedProfile | undefined {
  const file = profileFile(terminal, name);
  try {
    const profile = readProfile(file);
    return profile === undefined ? undefined : { name, file, profile };
  } catch (error) {
    if (error instanceof BadProfile) throw new Refusal(error.message);
    throw error;
  }
}

/** The profile that `--profile`, HUB_PROFILE or `hub profile use` names. Throws a `Refusal` when there is none. */
export function chooseProfile(terminal: Surroundings, named: string | undefined): NamedProfile {
  const name = named ?? (terminal.env['HUB_PROFILE'] || readDefault(terminal));
  const known = () => listProfiles(terminal).map((each) => each.name);
  if (name === undefined) {
    const help = known().length === 0 ? 'make one with `hub profile new`' : `there are ${known().join(', ')}`;
    throw new Refusal(`say as whom: with \`--profile\`, HUB_PROFILE or \`hub profile use\`; ${help}`);
  }
  const found = findProfile(terminal, name);
  if (found !== undefined) return found;
  throw new Refusal(
    `there is no profile ${quote(name)} in ${findProfileFolder(terminal)}; ${helpWithout(name, known())}`,
  );
}

function helpWithout(name: string, known: readonly string[]): string {
  if (name === ADMINISTRATOR)
    return 'a hub without HUB_ADMINISTRATOR_KEY makes it at its first start: run this where the hub was started, once it is ready';
  if (known.length > 0) return `there are ${known.join(', ')}`;
  return `make it with \`hub profile new ${name} --participant CODE\``;
}

/** The name of the default profile; undefined when none was chosen. */
export function readDefault(terminal: Surroundings): string | undefined {
  const file = join(findProfileFolder(terminal), DEFAULT_FILE);
  return existsSync(file) ? readFileSync(file, 'utf8').trim() || undefined : undefined;
}

/** Makes a profile the default. */
export function writeDefault(terminal: Surroundings, name: string): void {
  const folder = findProfileFolder(terminal);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  writeFileSync(join(folder, DEFAULT_FILE), `${name}\n`, { mode: 0o600 });
}
