/** A hub that is cut off from the database goes on with last known values, and holds nobody up. */
import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createDatabase, NO_SERVER } from '../store/engines.ts';
import { FULL, isFloor, type LiveHubs, NO_STATUS, startLiveHubs } from './liveHubs.ts';
import { type CuttableLine, openLine } from './openLine.ts';

/** Longer than a lease. */
const CUT_MS = 4_500;

describe.skipIf(NO_SERVER !== undefined)('a hub without its database', () => {
  let database: Awaited<ReturnType<typeof createDatabase>>;
  let line: CuttableLine;
  let live: LiveHubs;

  beforeAll(async () => {
    database = await createDatabase();
    line = await openLine(new URL(database.url));
    const throughLine = new URL(database.url);
    throughLine.hostname = '127.0.0.1';
    throughLine.port = String(line.port);
    live = await startLiveHubs([database.url, throughLine.href]);
  }, 120_000);
  afterAll(async () => {
    line?.mend();
    await live?.stop();
    await line?.close();
    await database?.drop();
  });

  test('answers by last known values, and catches up', { timeout: 60_000 }, async () => {
    for (const hub of [0, 1]) expect(await live.ask(hub)).toBe(FULL);
    line.cut();
    const wrong: string[] = [];
    const cutAt = performance.now();
    let isFloorOnly = false;
    while (performance.now() - cutAt < CUT_MS) {
      const leg = await live.ask(1);
      if (isFloor(leg)) isFloorOnly = true;
      // Once it has lost its lease it does not go back before it has heard of everything.
      else if (leg !== FULL || isFloorOnly) wrong.push(leg);
      await sleep(20);
    }
    expect(wrong).toEqual([]);
    expect(isFloorOnly).toBe(true);
    // It is worth sending requests to still, and a new start would mend nothing.
    expect(await live.readHealth(1, 'ready')).toBe(
      '200 {"status":"ready","serves":"last known values only"}',
    );
    expect(await live.readHealth(1, 'live')).toBe('200 {"status":"live"}');
    expect(await live.readHealth(0, 'ready')).toBe('200 {"status":"ready","serves":"what is agreed"}');
    // What it never looked up it cannot tell, and says so rather than that there is nothing.
    expect(await live.ask(1, 'ZT9999')).toMatch(/DIRECTORY_UNAVAILABLE/);
    // The other hub does not wait for it.
    await live.take('zto', 'SUSPEND', { reason: 'SECURITY_INCIDENT' }, 0);
    await live.take('zto', 'RESUME', {}, 0);
    await live.take('zto', 'SUSPEND', { reason: 'SECURITY_INCIDENT' }, 0);
    line.mend();
    await expect
      .poll(async () => String(await live.ask(1, 'ZT9999')), { timeout: 20_000 })
      .not.toMatch(/DIRECTORY_UNAVAILABLE/);
    expect(isFloor(await live.ask(1))).toBe(true);
    await live.take('zto', 'RESUME', {}, 0);
    await expect.poll(() => live.ask(1), { timeout: 20_000 }).toBe(FULL);
  });

  test('serves the floor of the newest agreement, however often it lost touch', {
    timeout: 60_000,
  }, async () => {
    // Packets are dropped, and nobody says so.
    line.swallow();
    await expect.poll(async () => isFloor(await live.ask(1)), { timeout: 20_000 }).toBe(true);
    line.mend();
    await expect.poll(() => live.ask(1), { timeout: 30_000 }).toBe(FULL);
    // Acknowledged by both; nobody asks the second hub anything before it loses touch again.
    await live.agree(false);
    line.cut();
    await sleep(CUT_MS);
    expect(await live.ask(1)).not.toMatch(/IN_TRANSIT/);
    expect(await live.ask(0)).toBe(NO_STATUS);
    line.mend();
    await expect.poll(() => live.ask(1), { timeout: 30_000 }).toBe(NO_STATUS);
  });

  test('asks to be started again where the database was restored to an older state', {
    timeout: 30_000,
  }, async () => {
    const client = new Client({ connectionString: database.url });
    await client.connect();
    await client.query('update network_state set revision = revision - 1');
    await client.end();
    for (const hub of [0, 1]) {
      await expect
        .poll(() => live.readHealth(hub, 'live'), { timeout: 10_000 })
        .toMatch(/^503 \{"status":"start it again","reason":"the database is back at revision \d+, /);
      expect(await live.readHealth(hub, 'ready')).toMatch(/^200 .*last known values only/);
      expect(await live.ask(hub)).not.toBe(NO_STATUS);
    }
  });
});
