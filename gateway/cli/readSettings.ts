/** Reads settings from the environment, all of them before anything is started. */
import { readSubgraphAddresses } from '../base/subgraphAddresses.ts';

export interface Settings {
  readonly port: number;
  readonly host: string;
  readonly dataDir: string;
  /** A PostgreSQL server; undefined for the embedded database. */
  readonly databaseUrl: string | undefined;
  /** Where operators may be; undefined for any public address. */
  readonly subgraphHosts: readonly string[] | undefined;
  readonly logLevel: string;
}

/** A setting that cannot be used: which, its value, and what it may be. */
export class BadSetting extends Error {}

export const DEFAULT_DATA_DIR = '.hub';

const LOG_LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'];

/** The settings, with defaults for what is not set or empty. Throws a `BadSetting` for the first that cannot be used. */
export function readSettings(env: NodeJS.ProcessEnv): Settings {
  const logLevel = env['LOG_LEVEL'] || 'warn';
  if (!LOG_LEVELS.includes(logLevel)) {
    throw new BadSetting(`LOG_LEVEL is \`${logLevel}\`; it must be one of ${LOG_LEVELS.join(', ')}`);
  }
  return {
    port: readPort(env, 'HUB_PORT', 4000),
    host: env['HUB_HOST'] || '127.0.0.1',
    dataDir: env['HUB_DATA_DIR'] || DEFAULT_DATA_DIR,
    databaseUrl: readDatabaseUrl(env),
    subgraphHosts: readSubgraphHosts(env),
    logLevel,
  };
}

function readDatabaseUrl(env: NodeJS.ProcessEnv): string | undefined {
  const text = env['DATABASE_URL'];
  if (!text) return undefined;
  if (URL.canParse(text) && /^postgres(ql)?:$/.test(new URL(text).protocol)) return text;
  // It may hold a password, so it is not repeated.
  throw new BadSetting(
    'DATABASE_URL must be the address of a PostgreSQL server: postgres://user@host:5432/database',
  );
}

function readSubgraphHosts(env: NodeJS.ProcessEnv): readonly string[] | undefined {
  const text = env['HUB_SUBGRAPH_HOSTS'];
  if (!text) return undefined;
  const hosts = text.split(',').map((host) => host.trim());
  try {
    readSubgraphAddresses(hosts);
    return hosts;
  } catch (error) {
    throw new BadSetting(`HUB_SUBGRAPH_HOSTS: ${(error as Error).message}`);
  }
}

/** The port that a variable names, or another one where it is not set. Throws a `BadSetting` for what is no port. */
export function readPort(env: NodeJS.ProcessEnv, name: string, otherwise: number): number {
  const text = env[name];
  if (text === undefined || text === '') return otherwise;
  const port = Number(text);
  if (/^\d+$/.test(text) && port <= 65_535) return port;
  throw new BadSetting(`${name} is \`${text}\`; it must be a port from 0 to 65535`);
}
