/**
 * The settings of a hub: one list, which `hub serve` reads, `hub serve --help` prints and the README's table is held to.
 * Invariant: what is not in the list is no setting.
 */

export interface HubSetting {
  /** Its name in a file. */
  readonly key: string;
  /** Its name in the environment. */
  readonly variable: string;
  readonly is: string;
  /** What holds where it is not set, in words. */
  readonly otherwise: string;
  /** True where the value is a path: in a file it is meant from the file's folder. */
  readonly isPath?: true;
}

export const HUB_SETTINGS: readonly HubSetting[] = [
  {
    key: 'port',
    variable: 'HUB_PORT',
    is: "the hub's port; 0 takes any free one",
    otherwise: '4000',
  },
  {
    key: 'host',
    variable: 'HUB_HOST',
    is: 'the address it listens on; `0.0.0.0` is every one of the machine',
    otherwise: '127.0.0.1',
  },
  {
    key: 'dataDir',
    variable: 'HUB_DATA_DIR',
    is: 'embedded database, keys, demo data',
    otherwise: '`.hub`',
    isPath: true,
  },
  {
    key: 'keysDir',
    variable: 'HUB_KEYS_DIR',
    is: "the hub's secret keys, as `hub secrets new` makes them",
    otherwise: '`keys` in the data folder',
    isPath: true,
  },
  {
    key: 'databaseUrl',
    variable: 'DATABASE_URL',
    is: 'a PostgreSQL server for the store, as `postgres://hub@db.example/hub`, instead of the embedded database',
    otherwise: 'none',
  },
  {
    key: 'databaseUrlFile',
    variable: 'DATABASE_URL_FILE',
    is: 'a file that holds that address, as containers mount secrets',
    otherwise: 'none',
    isPath: true,
  },
  {
    key: 'subgraphHosts',
    variable: 'HUB_SUBGRAPH_HOSTS',
    is: 'where operators may be: names (`operator.example`, `*.operator.example`, `*`), addresses and ranges (`10.1.0.0/16`), with commas; what is not public is open only where it is listed',
    otherwise: 'any public address',
  },
  {
    key: 'administratorKey',
    variable: 'HUB_ADMINISTRATOR_KEY',
    is: "the administrator's public key, or a file that holds it",
    otherwise: 'a key pair made at the first start',
    isPath: true,
  },
  {
    key: 'tokenIssuer',
    variable: 'HUB_TOKEN_ISSUER',
    is: "another issuer of callers' tokens; with the next one",
    otherwise: 'the hub itself',
  },
  {
    key: 'tokenJwksUrl',
    variable: 'HUB_TOKEN_JWKS_URL',
    is: "where that issuer's public keys are",
    otherwise: 'none',
  },
  {
    key: 'retentionDays',
    variable: 'HUB_RETENTION_DAYS',
    is: 'for how many days the directory keeps the legs of a parcel after the last that happened to any of them, at least 30; the hub looks every hour',
    otherwise: '180',
  },
  {
    key: 'drainSeconds',
    variable: 'HUB_DRAIN_SECONDS',
    is: 'how long the hub goes on answering once it is told to stop, while `/health/ready` answers 503',
    otherwise: '0',
  },
  {
    key: 'logLevel',
    variable: 'LOG_LEVEL',
    is: 'what is logged, to stderr, as JSON',
    otherwise: '`warn`',
  },
];

/** Variables of the other commands and of operators, which may share the environment. */
export const OTHER_VARIABLES: readonly string[] = [
  'HUB_URL',
  'HUB_PROFILE',
  'HUB_PROFILES_DIR',
  'HUB_JWKS_URL',
];
