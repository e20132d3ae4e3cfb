/**
 * Measures the directory's feed on a PostgreSQL server: one of its own, or the one that was named. Invariant: it has a database of
 * its own there, which is dropped at the end whatever happens, and reads no other.
 */
import { sql } from 'kysely';
import type { Screen } from '../../../gateway/cli/screen.ts';
import { openStore, type Store } from '../../../gateway/store/openStore.ts';
import { createDatabase } from '../../store/engines.ts';
import type { BenchOptions } from '../options.ts';
import { type FeedFigures, measureFeed } from './measureFeed.ts';
import { findPrograms, startServer } from './startServer.ts';

/** The figures, with what they depend on beside the machine. */
export interface FeedReport extends FeedFigures {
  readonly server: string;
  readonly settings: Readonly<Record<string, string>>;
}

const NO_SERVER =
  'the feed is not measured: PostgreSQL is not installed here; name a server with --feed-server postgres://postgres@127.0.0.1:5432/postgres';

/** The figures; undefined where there is no server, or the feed is left out. */
export async function runFeed(
  { feed, feedServer, seed, seconds }: BenchOptions,
  screen: Screen,
  onEnd: (end: () => Promise<unknown>) => void,
): Promise<FeedReport | undefined> {
  if (feed === undefined) return undefined;
  const server = feedServer ?? (await startOwnServer(onEnd));
  if (server === undefined) {
    screen.line(NO_SERVER);
    return undefined;
  }
  const { url, drop } = await createDatabase(server);
  onEnd(drop);
  // At the end ten million rows are counted, which takes longer than a hub would wait.
  const store = await openStore({ url, patienceMs: 120_000 });
  onEnd(() => store.destroy());
  const label = `announcing until ${feed.toLocaleString('en')} legs are in the directory`;
  screen.line(`${label}, at least ${Math.ceil(feed / 0.8 / 20_000 / 60)} minutes at 20,000 legs/s`);
  const options = { rows: feed, seed, seconds: Math.max(10, seconds) };
  const figures = await measureFeed(store, options, (done) => screen.progress('announcing', done));
  return { ...figures, ...(await describeServer(store)) };
}

async function startOwnServer(onEnd: (end: () => Promise<unknown>) => void): Promise<string | undefined> {
  const programs = findPrograms();
  if (programs === undefined) return undefined;
  const { url, stop } = await startServer(programs);
  onEnd(stop);
  return url;
}

const SETTINGS = ['synchronous_commit', 'fsync', 'shared_buffers', 'max_wal_size', 'wal_compression'];

async function describeServer(store: Store): Promise<Pick<FeedReport, 'server' | 'settings'>> {
  const { rows } = await sql<{
    name: string;
    value: string;
  }>`select name, current_setting(name) as value from pg_settings where name = any(${['server_version', ...SETTINGS]})`.execute(
    store,
  );
  const settings = new Map(rows.map(({ name, value }) => [name, value]));
  const server = `PostgreSQL ${settings.get('server_version')}`;
  settings.delete('server_version');
  return { server, settings: Object.fromEntries(settings) };
}
