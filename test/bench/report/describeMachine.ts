/** What the figures depend on besides the code: the machine, and the versions of what is compared. */
import { readFileSync } from 'node:fs';
import { cpus, totalmem, type } from 'node:os';

export interface MachineFacts {
  readonly cpu: string;
  readonly cores: number;
  readonly memoryGb: number;
  readonly system: string;
  readonly node: string;
  /** Versions by package; absent where a package is not installed. */
  readonly versions: Readonly<Record<string, string>>;
}

const HUB_PACKAGES = [
  '@apollo/gateway',
  '@apollo/server',
  'graphql',
  'undici',
  'fastify',
  '@electric-sql/pglite',
];
const BENCH_PACKAGES = ['@graphql-hive/gateway', '@graphql-hive/router-runtime'];

/** The facts of this machine and checkout. */
export function describeMachine(): MachineFacts {
  const cores = cpus();
  const versions = [
    ...HUB_PACKAGES.map((name) => [name, readVersion('../../../', name)] as const),
    ...BENCH_PACKAGES.map((name) => [name, readVersion('../', name)] as const),
  ];
  return {
    cpu: cores[0]?.model.trim() ?? 'unknown',
    cores: cores.length,
    memoryGb: Math.round(totalmem() / 1024 ** 3),
    system: `${type()} ${process.arch}`,
    node: process.versions.node,
    versions: Object.fromEntries(
      versions.flatMap(([name, version]) => (version === undefined ? [] : [[name, version]])),
    ),
  };
}

function readVersion(root: string, name: string): string | undefined {
  try {
    const file = new URL(`${root}node_modules/${name}/package.json`, import.meta.url);
    return (JSON.parse(readFileSync(file, 'utf8')) as { readonly version: string }).version;
  } catch {
    return undefined;
  }
}
