/** What a hub is started with, from its settings. Invariant: no message repeats a value that may be secret. */
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { pino } from 'pino';
import type { HubOptions } from '../../server/hubOptions.ts';
import { HUB_KEYS } from '../../server/readKey.ts';
import { Refusal, type Terminal } from '../hub/terminal.ts';
import { readAdministratorKey } from '../readAdministratorKey.ts';
import { readIdentity } from '../readIdentity.ts';
import { BadSetting, readSettings } from '../readSettings.ts';
import { mergeSettings } from './mergeSettings.ts';
import { readConfig } from './readConfig.ts';

export interface ServeOptions {
  /** A file of settings. */
  readonly config?: string;
  /** Names of keys that take the place of those that the store was used with. */
  readonly replaceKey?: readonly string[];
}

type Environment = Readonly<Record<string, string>>;

/** Throws a `Refusal` for the first setting that cannot be used. */
export function readOptions({ env, cwd }: Terminal, { config, replaceKey = [] }: ServeOptions): HubOptions {
  try {
    const merged = mergeSettings(env, config === undefined ? undefined : readConfig(cwd, config));
    const settings = readSettings({ ...merged, ...readDatabaseFile(merged, cwd) });
    const keysDir = merged['HUB_KEYS_DIR'];
    // With a database and keys elsewhere there is nothing left to keep, so no folder is made.
    const isFolderNeeded = settings.databaseUrl === undefined || keysDir === undefined;
    return {
      port: settings.port,
      host: settings.host,
      ...(isFolderNeeded && { dataDir: resolve(cwd, settings.dataDir) }),
      ...(keysDir !== undefined && { keysDir: resolve(cwd, keysDir) }),
      ...(settings.databaseUrl !== undefined && { databaseUrl: settings.databaseUrl }),
      ...(settings.subgraphHosts !== undefined && { subgraphHosts: settings.subgraphHosts }),
      identity: readIdentity(merged),
      ...(merged['HUB_ADMINISTRATOR_KEY'] && { administratorKey: readAdministratorKey(merged, cwd) }),
      replacedKeys: readKeyNames(replaceKey),
      retentionDays: readRetentionDays(merged),
      drainMs: readDrainMs(merged),
      rehearses: true,
      readNow: Date.now,
      log: pino({ level: settings.logLevel }, pino.destination({ dest: 2, sync: true })),
    };
  } catch (error) {
    if (error instanceof BadSetting) throw new Refusal(error.message);
    throw error;
  }
}

/** The address of the database from a file, as containers mount secrets. */
function readDatabaseFile(env: Environment, cwd: string): { readonly DATABASE_URL?: string } {
  const file = env['DATABASE_URL_FILE'];
  if (file === undefined) return {};
  if (env['DATABASE_URL'] !== undefined)
    throw new BadSetting('DATABASE_URL and DATABASE_URL_FILE are both set; leave one out');
  try {
    return { DATABASE_URL: readFileSync(resolve(cwd, file), 'utf8').trim() };
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new BadSetting(`DATABASE_URL_FILE names \`${file}\`, which cannot be read (${code})`);
  }
}

/** The floor serves parcels for 7 days after they are done, and clauses have days of grace: retention cuts neither. */
const SHORTEST_RETENTION_DAYS = 30;
const LONGEST_RETENTION_DAYS = 3_650;

function readRetentionDays(env: Environment): number {
  const text = env['HUB_RETENTION_DAYS'] ?? '180';
  const days = /^\d+$/.test(text) ? Number(text) : 0;
  if (days >= SHORTEST_RETENTION_DAYS && days <= LONGEST_RETENTION_DAYS) return days;
  throw new BadSetting(
    `HUB_RETENTION_DAYS is \`${text}\`; it must be whole days from ${SHORTEST_RETENTION_DAYS} to ${LONGEST_RETENTION_DAYS}`,
  );
}

const LONGEST_DRAIN_S = 300;

function readDrainMs(env: Environment): number {
  const text = env['HUB_DRAIN_SECONDS'] ?? '0';
  if (/^\d+$/.test(text) && Number(text) <= LONGEST_DRAIN_S) return Number(text) * 1_000;
  throw new BadSetting(
    `HUB_DRAIN_SECONDS is \`${text}\`; it must be whole seconds from 0 to ${LONGEST_DRAIN_S}`,
  );
}

/** `tracking-numbers.key` is none of them: without it nothing in the directory is found again. */
function readKeyNames(names: readonly string[]): readonly string[] {
  const known = Object.keys(HUB_KEYS).filter((name) => name !== 'tracking-numbers.key');
  const wrong = names.find((name) => !known.includes(name));
  if (wrong === undefined) return names;
  throw new BadSetting(`\`--replace-key ${wrong}\` is not possible; keys to replace are ${known.join(', ')}`);
}
