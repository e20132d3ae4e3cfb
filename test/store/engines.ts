/**
 * The databases that the contract of the store is tested on: the embedded one always, a PostgreSQL server where
 * TEST_DATABASE_URL names one. Invariant: on a server each opening has a database of its own, which is dropped at the end.
 */
import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { openStore, type Store } from '../../gateway/store/openStore.ts';

export interface TestStore {
  readonly store: Store;
  /** Of the server's database; undefined for the embedded one. */
  readonly url: string | undefined;
  close(): Promise<void>;
}

export interface Engine {
  readonly name: string;
  open(): Promise<TestStore>;
}

const SERVER = process.env['TEST_DATABASE_URL'];

const embedded: Engine = {
  name: 'the embedded database',
  async open() {
    const store = await openStore({});
    return { store, url: undefined, close: () => store.destroy() };
  },
};

const onServer = (server: string): Engine => ({
  name: 'PostgreSQL',
  async open() {
    const { url, drop } = await createDatabase(server);
    const store = await openStore({ url });
    return { store, url, close: () => store.destroy().then(drop) };
  },
});

/** The engines of this run, for `describe.each`. */
export const ENGINES: readonly Engine[] = SERVER ? [embedded, onServer(SERVER)] : [embedded];

/** Said where tests are left out for want of a server. */
export const NO_SERVER = SERVER ? undefined : 'TEST_DATABASE_URL names no PostgreSQL server';

/** An empty database of its own on the server. */
export async function createDatabase(
  server = SERVER ?? '',
): Promise<{ readonly url: string; drop(): Promise<void> }> {
  const name = `hub_test_${randomUUID().replaceAll('-', '')}`;
  const run = async (statement: string) => {
    const client = new pg.Client(server);
    await client.connect();
    await client.query(statement).finally(() => client.end());
  };
  await run(`create database ${name}`);
  const url = new URL(server);
  url.pathname = `/${name}`;
  return { url: url.href, drop: () => run(`drop database ${name} with (force)`) };
}
