/** A store on a server that goes away: statements fail in time, the process stays, and the next statement finds a way. */
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { changeNetwork } from '../../gateway/store/changeNetwork.ts';
import { openStore } from '../../gateway/store/openStore.ts';
import { type CuttableLine, openLine } from '../live/openLine.ts';
import { createDatabase, NO_SERVER } from './engines.ts';

describe.skipIf(NO_SERVER)(`on a server${NO_SERVER ? ` (left out: ${NO_SERVER})` : ''}`, () => {
  let database: Awaited<ReturnType<typeof createDatabase>>;
  let line: CuttableLine;
  let url: URL;
  beforeAll(async () => {
    database = await createDatabase();
    line = await openLine(new URL(database.url));
    await openStore({ url: database.url }).then((store) => store.destroy());
    url = new URL(database.url);
    url.hostname = '127.0.0.1';
    url.port = String(line.port);
  });
  afterAll(async () => {
    line?.mend();
    await line?.close();
    await database?.drop();
  });

  test('a connection that breaks inside a transaction fails that transaction alone', async () => {
    const heard: string[] = [];
    const store = await openStore({
      url: database.url,
      isMigrated: true,
      onError: ({ message }) => heard.push(message),
    });
    const other = await openStore({ url: database.url, isMigrated: true });
    const change = changeNetwork(store, async (transaction) => {
      const { rows } = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(transaction);
      await sql`select pg_terminate_backend(${rows[0]?.pid})`.execute(other);
      // Nothing is asked meanwhile: the driver hears of it by itself.
      await new Promise((resolve) => setTimeout(resolve, 100));
    });
    await expect(change).rejects.toThrow();
    expect(heard.join()).toMatch(/terminating connection|terminated/);
    const { revision } = await changeNetwork(store, async () => {});
    expect(revision).toBe(1);
    await Promise.all([store.destroy(), other.destroy()]);
  });

  test('a line that swallows what is sent is given up, and another one taken', async () => {
    const store = await openStore({ url: url.href, isMigrated: true, connections: 1, patienceMs: 300 });
    const ask = () => sql`select 1 as one`.execute(store);
    await ask();
    line.swallow();
    await expect(ask()).rejects.toThrow(/timeout/i);
    await expect(ask()).rejects.toThrow();
    line.mend();
    expect((await ask()).rows).toEqual([{ one: 1 }]);
    await store.destroy();
  });
});
