import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import pg from 'pg';
import { describe, expect, test } from 'vitest';
import { changeNetwork } from '../../gateway/store/changeNetwork.ts';
import { createDirectoryStore, type LegAnnouncement } from '../../gateway/store/directoryStore.ts';
import { holdToKeys, OtherKey } from '../../gateway/store/holdToKeys.ts';
import { PARTITIONS } from '../../gateway/store/migrations.ts';
import { openStore } from '../../gateway/store/openStore.ts';
import { openLine } from '../live/openLine.ts';
import { createDatabase, ENGINES, NO_SERVER } from './engines.ts';

const KEY = new Uint8Array(32).fill(7);
const LEG: LegAnnouncement = {
  parcel: 'p',
  seq: 0,
  operator: 'zto',
  waybill: 'W1',
  role: 'courier',
  platform: null,
  acceptedAt: null,
  finalAt: null,
  status: 'REGISTERED',
  substatus: null,
  everReached: ['REGISTERED'],
  updatedAt: '2017-06-01T12:00:00+08:00',
};

describe.each(ENGINES)('on $name', ({ open }) => {
  test('the same steps are taken', async () => {
    const { store, close } = await open();
    const steps = await sql<{ name: string }>`select name from kysely_migration order by name`.execute(store);
    expect(steps.rows.map(({ name }) => name)).toEqual([
      '0001_legs',
      '0002_marks',
      '0003_misses',
      '0004_legs_by_number',
      '0005_network_state',
      '0006_participants',
      '0007_subgraphs',
      '0008_records',
      '0009_continuity',
      '0010_feed',
      '0010_subgraph_accepts',
      '0011_continuity_times',
      '0012_operations_without_text',
    ]);
    await close();
  });

  test('a waybill of an operator has one leg, whatever its number looks like', async () => {
    const { store, close } = await open();
    const directory = createDirectoryStore(store, KEY);
    await directory.announce([LEG]);
    await directory.announce([{ ...LEG, parcel: 'q', updatedAt: '2017-06-02T12:00:00+08:00' }]);
    expect(await directory.count()).toBe(1);
    await close();
  });
});

describe.each(ENGINES)('a store keeps to the keys of its hubs, on $name', ({ open }) => {
  const keys = (tokens: number, numbers = 7) =>
    new Map([
      ['tokens.key', new Uint8Array(32).fill(tokens)],
      ['tracking-numbers.key', new Uint8Array(32).fill(numbers)],
    ]);
  const folder = '/hub/keys';

  test('the same ones open it again; another one does not, and the sentence names it', async () => {
    const { store, close } = await open();
    await holdToKeys(store, keys(1), { folder });
    await holdToKeys(store, keys(1), { folder });
    const other =
      /^the store is used with another `tokens.key` than \/hub\/keys has: copy it .*`--replace-key tokens.key`$/;
    await expect(holdToKeys(store, keys(2), { folder })).rejects.toThrow(other);
    const both = holdToKeys(store, keys(2, 8), { folder });
    // No advice to replace: it is the wrong folder.
    await expect(both).rejects.toThrow(
      /other `tokens.key`, `tracking-numbers.key` than .* of its own\. Is that the right folder \(HUB_KEYS_DIR\)\?$/,
    );
    await expect(both).rejects.toThrow(OtherKey);
    await close();
  });

  test('a key is replaced where that is asked for, but for the one that numbers are digested with', async () => {
    const { store, close } = await open();
    await holdToKeys(store, keys(1), { folder });
    await holdToKeys(store, keys(2), { folder, replaced: ['tokens.key'] });
    await expect(holdToKeys(store, keys(1), { folder })).rejects.toThrow(OtherKey);
    await holdToKeys(store, keys(2), { folder });
    const replaced = ['tokens.key', 'tracking-numbers.key'];
    await expect(holdToKeys(store, keys(2, 8), { folder, replaced })).rejects.toThrow(
      /another `tracking-numbers.key` than .* of its own\. Is that the right folder/,
    );
    await close();
  });

  test('of hubs that start at once with different keys one starts, and no key is in the store', async () => {
    const { store, close } = await open();
    const starts = await Promise.allSettled([1, 2, 3].map((nr) => holdToKeys(store, keys(nr), { folder })));
    expect(starts.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected', 'rejected']);
    const marks = JSON.stringify(await store.selectFrom('marks').selectAll().execute());
    for (const nr of [1, 2, 3, 7])
      for (const encoding of ['hex', 'base64', 'base64url'] as const)
        expect(marks).not.toContain(Buffer.alloc(32, nr).toString(encoding));
    await close();
  });
});

describe('what cannot be opened is said in a sentence', () => {
  test('a folder that is a file', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'store-'));
    writeFileSync(join(folder, 'file'), '');
    await expect(openStore({ directory: join(folder, 'file') })).rejects.toThrow(
      /^the embedded database in .*file cannot be opened: ./,
    );
    rmSync(folder, { recursive: true });
  });

  test('a server where nobody listens, without its password', async () => {
    const probe = createServer();
    await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve));
    const { port } = probe.address() as { port: number };
    await new Promise((resolve) => probe.close(resolve));
    const opening = openStore({ url: `postgres://hub:s3cret@127.0.0.1:${port}/parcels` });
    const error = await opening.then(
      () => new Error('it was opened'),
      (reason: Error) => reason,
    );
    expect(error.message).toMatch(
      new RegExp(
        `^the database parcels at 127.0.0.1:${port} cannot be opened: nobody answers there; check DATABASE_URL`,
      ),
    );
    expect(error.message).not.toContain('s3cret');
  });
});

describe.skipIf(NO_SERVER)(`on a server${NO_SERVER ? ` (left out: ${NO_SERVER})` : ''}`, () => {
  test('legs are spread over the partitions by number, and a lookup by number reads one', async () => {
    const { url, drop } = await createDatabase();
    const store = await openStore({ url });
    const directory = createDirectoryStore(store, KEY);
    const legs = Array.from({ length: 400 }, (_, index) => ({
      ...LEG,
      parcel: `p${index}`,
      waybill: `W${index}`,
    }));
    await directory.announce(legs);
    const used = await sql<{
      parts: number;
    }>`select count(distinct tableoid)::int as parts from legs`.execute(store);
    expect(used.rows[0]?.parts).toBe(PARTITIONS);
    const plan = await sql<
      Record<string, string>
    >`explain select parcel from legs where number_digest = 'x'`.execute(store);
    const scanned = plan.rows.filter((row) => /on legs_\d+/.test(Object.values(row).join('')));
    expect(scanned.length).toBe(1);
    expect((await directory.findByNumbers(['W7']))[0]?.[0]?.waybill).toBe('W7');
    await store.destroy();
    await drop();
  });

  test('a database that is not there is to be made first', async () => {
    const { url, drop } = await createDatabase();
    await drop();
    await expect(openStore({ url })).rejects.toThrow(/does not exist; make it first, as with `createdb`$/);
  });

  test('two hubs that start at once on an empty database migrate it once', async () => {
    const { url, drop } = await createDatabase();
    const stores = await Promise.all([openStore({ url }), openStore({ url }), openStore({ url })]);
    const directories = stores.map((store) => createDirectoryStore(store, KEY));
    expect(await Promise.all(directories.map((directory) => directory.count()))).toEqual([0, 0, 0]);
    await Promise.all(stores.map((store) => store.destroy()));
    await drop();
  });

  test('a connection that the server cuts fails no later statement, and no process', async () => {
    const { url, drop } = await createDatabase();
    const errors: Error[] = [];
    const store = await openStore({ url, onError: (error) => errors.push(error) });
    const directory = createDirectoryStore(store, KEY);
    expect(await directory.count()).toBe(0);
    const other = new pg.Client(url);
    await other.connect();
    await other.query(
      'select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()',
    );
    await other.end();
    await expect.poll(() => errors.length, { timeout: 5_000 }).toBeGreaterThan(0);
    expect(await directory.count()).toBe(0);
    await store.destroy();
    await drop();
  });

  test('a line that goes dead in the middle of a change keeps nobody else from changing the network', async () => {
    const { url, drop } = await createDatabase();
    const line = await openLine(new URL(url));
    const throughLine = new URL(url);
    throughLine.hostname = '127.0.0.1';
    throughLine.port = String(line.port);
    const store = await openStore({ url });
    const cutOff = await openStore({ url: throughLine.href, isMigrated: true, patienceMs: 1_000 });
    const lost = changeNetwork(cutOff, async () => line.swallow());
    await expect(lost).rejects.toThrow();
    const { revision } = await changeNetwork(store, async () => {});
    // Nothing is left of the change that was lost.
    expect(revision).toBe(1);
    await cutOff.destroy();
    await line.close();
    await store.destroy();
    await drop();
  });
});
