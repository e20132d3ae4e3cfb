/**
 * Starts a PostgreSQL server of the benchmark's own, with the settings that the hub recommends for one. Invariant: it lives in a
 * temporary folder, listens on loopback only, and neither outlives the benchmark nor touches another server's data.
 */
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chownSync, existsSync, readdirSync, readFileSync } from 'node:fs';
import { appendFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { findFreePort } from '../../support/findFreePort.ts';

export interface StartedServer {
  readonly url: string;
  stop(): Promise<void>;
}

const SETTINGS = new URL('../../../gateway/deploy/postgresql.conf', import.meta.url);
/** Where Debian puts them, by version. */
const DEBIAN = '/usr/lib/postgresql';
const PATIENCE_MS = 30_000;

/** The folder of PostgreSQL's programs; undefined where none are installed. */
export function findPrograms(): string | undefined {
  const versions = existsSync(DEBIAN)
    ? readdirSync(DEBIAN)
        .map(Number)
        .toSorted((one, other) => other - one)
    : [];
  const folders = [
    ...versions.map((version) => join(DEBIAN, String(version), 'bin')),
    '/usr/local/pgsql/bin',
  ];
  return folders.find((folder) => existsSync(join(folder, 'initdb')));
}

/** Starts it. Throws with what the server wrote when it does not come up. */
export async function startServer(programs: string): Promise<StartedServer> {
  const folder = await mkdtemp(join(tmpdir(), 'tracking-hub-bench-postgres-'));
  const data = join(folder, 'data');
  const owner = findOwner();
  if (owner !== undefined) chownSync(folder, owner.uid, owner.gid);
  execFileSync(join(programs, 'initdb'), ['-D', data, '-A', 'trust', '-U', 'postgres'], {
    ...owner,
    stdio: ['ignore', 'ignore', 'pipe'],
    cwd: folder,
  });
  const port = await findFreePort();
  await appendFile(
    join(data, 'postgresql.conf'),
    `\nport = ${port}\nlisten_addresses = '127.0.0.1'\nunix_socket_directories = ''\n${readFileSync(SETTINGS, 'utf8')}`,
  );
  const server = spawn(join(programs, 'postgres'), ['-D', data], {
    ...owner,
    stdio: ['ignore', 'ignore', 'pipe'],
    cwd: folder,
  });
  const ended = once(server, 'exit');
  let log = '';
  server.stderr.on('data', (chunk: Buffer) => {
    log = `${log}${chunk.toString('utf8')}`.slice(-4_000);
  });
  const stop = async () => {
    // A fast shutdown: sessions are ended, everything is written.
    server.kill('SIGINT');
    await ended;
    await rm(folder, { recursive: true, force: true });
  };
  const url = `postgres://postgres@127.0.0.1:${port}/postgres`;
  const giveUpAt = performance.now() + PATIENCE_MS;
  while (!(await answers(url))) {
    if (server.exitCode !== null || performance.now() > giveUpAt) {
      await stop();
      throw new Error(`the benchmark's PostgreSQL server does not start: ${log}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  return { url, stop };
}

/** PostgreSQL refuses to run as root: then as the user that its packages make. */
function findOwner(): { readonly uid: number; readonly gid: number } | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const ask = (flag: string) => Number(execFileSync('id', [flag, 'postgres'], { encoding: 'utf8' }));
  return { uid: ask('-u'), gid: ask('-g') };
}

async function answers(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 1_000 });
  try {
    await client.connect();
    return true;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => {});
  }
}
