/**
 * Puts the settings of a hub together: from a file, and over them from the environment.
 * Invariants: a setting that does not exist is refused, wherever it stands; no message repeats a value, which may be secret.
 */
import { didYouMean } from '../../base/didYouMean.ts';
import { isPublicKey } from '../readAdministratorKey.ts';
import { BadSetting } from '../readSettings.ts';

/** Each setting by its name in a file, and in the environment. */
export const SETTINGS = {
  port: 'HUB_PORT',
  host: 'HUB_HOST',
  dataDir: 'HUB_DATA_DIR',
  databaseUrl: 'DATABASE_URL',
  tokenIssuer: 'HUB_TOKEN_ISSUER',
  tokenJwksUrl: 'HUB_TOKEN_JWKS_URL',
  administratorKey: 'HUB_ADMINISTRATOR_KEY',
  operators: 'HUB_OPERATORS',
  agreements: 'HUB_AGREEMENTS',
  subgraphHosts: 'HUB_SUBGRAPH_HOSTS',
  logLevel: 'LOG_LEVEL',
} as const;

/** Read by other commands, which share the environment. */
const OTHERS = ['HUB_URL', 'HUB_PROFILE', 'HUB_PROFILES_DIR'];

const PATHS: readonly string[] = ['dataDir', 'operators', 'agreements', 'administratorKey'];

/** Whether a setting's value is a path: in a file it is meant from the file's folder. */
export function isPath(key: string, value: string): boolean {
  return PATHS.includes(key) && !(key === 'administratorKey' && isPublicKey(value));
}

/** The settings by their names in the environment. Throws a `BadSetting` for one that does not exist or is no text or number. */
export function mergeSettings(
  env: NodeJS.ProcessEnv,
  file: { readonly name: string; readonly settings: unknown } | undefined,
): Readonly<Record<string, string>> {
  const names: readonly string[] = Object.values(SETTINGS);
  for (const name of Object.keys(env)) {
    if (!name.startsWith('HUB_') || names.includes(name) || OTHERS.includes(name)) continue;
    throw new BadSetting(`${name} is no setting; ${hint(name, names)}`);
  }
  const merged = new Map<string, string>();
  for (const [key, value] of Object.entries(readObject(file))) {
    if (!isSetting(key)) {
      throw new BadSetting(
        `${file?.name} has a setting \`${key}\` that does not exist; ${hint(key, Object.keys(SETTINGS))}`,
      );
    }
    if (typeof value !== 'string' && typeof value !== 'number') {
      throw new BadSetting(`\`${key}\` in ${file?.name} must be a text or a number`);
    }
    merged.set(SETTINGS[key], String(value));
  }
  for (const name of names) {
    const value = env[name];
    if (value) merged.set(name, value);
  }
  return Object.fromEntries(merged);
}

function readObject(file: { readonly name: string; readonly settings: unknown } | undefined): object {
  const settings = file?.settings ?? {};
  if (typeof settings === 'object' && !Array.isArray(settings)) return settings;
  throw new BadSetting(`${file?.name} must hold one JSON object of settings`);
}

function isSetting(key: string): key is keyof typeof SETTINGS {
  return Object.hasOwn(SETTINGS, key);
}

function hint(name: string, known: readonly string[]): string {
  return didYouMean(name, known) ?? `there are ${known.join(', ')}`;
}
