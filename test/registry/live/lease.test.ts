/** The lease of a hub: what it counts on is never more than what the store makes others wait for. */
import { sql } from 'kysely';
import pg from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createLease, LEASE_MS } from '../../../gateway/registry/live/createLease.ts';
import { changeNetwork } from '../../../gateway/store/changeNetwork.ts';
import { openStore, type Store } from '../../../gateway/store/openStore.ts';
import { createDatabase, ENGINES, NO_SERVER } from '../../store/engines.ts';
import { holdStatements } from './heldStore.ts';

/** A lease of the hub `h`, on clocks that the test moves. */
function leaseOn(store: Store) {
  const clock = { monotonic: 0, wall: 0, hub: 0 };
  const lease = createLease({
    store,
    id: 'h',
    url: 'http://hub.example',
    readMonotonic: () => clock.monotonic,
    readWall: () => clock.wall,
    readNow: () => clock.hub,
  });
  const pass = (milliseconds: number) => {
    clock.monotonic += milliseconds;
    clock.wall += milliseconds;
    clock.hub += milliseconds;
  };
  return { lease, clock, pass };
}

const change = (store: Store) => changeNetwork(store, async () => {});

/** Whether a change of this revision would wait for the hub. */
async function isWaitedFor(store: Store, revision = 1_000): Promise<boolean> {
  const { rows } = await sql<{ behind: boolean }>`
    select exists (select from hubs where lease_until > clock_timestamp() and confirmed < ${revision}) as behind`.execute(
    store,
  );
  return rows[0]?.behind === true;
}

/** For how long the store has the hub's lease still, in milliseconds. */
async function readTimeLeft(store: Store): Promise<number> {
  const { rows } = await sql<{ left: number }>`
    select extract(epoch from lease_until - clock_timestamp())::float8 * 1000 as left from hubs`.execute(
    store,
  );
  return rows[0]?.left ?? 0;
}

describe.each(ENGINES)('a lease, on $name', ({ open }) => {
  let store: Store;
  let close: () => Promise<void>;
  beforeAll(async () => {
    ({ store, close } = await open());
  });
  afterAll(() => close?.());
  beforeEach(async () => {
    await sql`delete from hubs`.execute(store);
    await sql`update network_state set revision = 0`.execute(store);
  });

  test('is held from the first renewal that knows everything, until its time is over', async () => {
    const { lease, pass } = leaseOn(store);
    expect(lease.isHeld()).toBe(false);
    await change(store);
    expect(await lease.renew(0)).toBe(1);
    expect(lease.isHeld()).toBe(false);
    await lease.renew(1);
    expect(lease.isHeld()).toBe(true);
    pass(LEASE_MS * 0.89);
    expect(lease.isHeld()).toBe(true);
    pass(LEASE_MS * 0.02);
    expect(lease.isHeld()).toBe(false);
  });

  test('ends for the hub by whichever clock is ahead', async () => {
    for (const [monotonic, wall, isHeld] of [
      // The machine was suspended: the clock that nobody sets stood still meanwhile.
      [0, LEASE_MS, false],
      // The clock was set back.
      [LEASE_MS, -3_600_000, false],
      [0, -3_600_000, true],
      [LEASE_MS / 2, LEASE_MS / 2, true],
    ] as const) {
      const { lease, clock } = leaseOn(store);
      await lease.renew(0);
      clock.monotonic += monotonic;
      clock.wall += wall;
      expect(lease.isHeld(), `${monotonic}, ${wall}`).toBe(isHeld);
    }
  });

  test('that ran out counts again once everything is known that was changed meanwhile', async () => {
    const { lease, pass } = leaseOn(store);
    await lease.renew(0);
    pass(LEASE_MS);
    await change(store);
    await lease.renew(0);
    expect(lease.isHeld()).toBe(false);
    await lease.renew(1);
    expect(lease.isHeld()).toBe(true);
  });

  test('whose renewal is answered after it ran out counts by what is newest then', async () => {
    const held = holdStatements(store);
    const { lease, pass } = leaseOn(held.store);
    await lease.renew(0);
    const answer = held.hold(/insert into hubs/, 'answer');
    pass(2_000);
    const renewal = lease.renew(0);
    await answer.arrived;
    await change(store);
    pass(1_000);
    answer.letGo();
    expect(await renewal).toBe(1);
    expect(lease.isHeld()).toBe(false);
  });

  test('is not had again by what an overtaken renewal found', async () => {
    const held = holdStatements(store);
    const { lease, pass } = leaseOn(held.store);
    const answer = held.hold(/^\s*select revision/, 'answer');
    const overtaken = lease.renew(0);
    await answer.arrived;
    pass(LEASE_MS);
    await change(store);
    const later = lease.renew(0);
    await Promise.race([later, new Promise((resolve) => setTimeout(resolve, 100))]);
    answer.letGo();
    await Promise.all([overtaken, later]);
    expect(lease.isHeld()).toBe(false);
    await lease.renew(1);
    expect(lease.isHeld()).toBe(true);
  });

  test('tells since when its hub cannot be certain', async () => {
    const { lease, clock, pass } = leaseOn(store);
    clock.hub = 10_000;
    await lease.renew(0);
    expect(lease.certainAt()).toBe(10_000);
    pass(1_000);
    await lease.renew(0);
    pass(LEASE_MS);
    await change(store);
    // This one does not bring certainty back: there is something that the hub does not know.
    await lease.renew(0);
    expect(lease.certainAt()).toBe(11_000);
    await lease.renew(1);
    expect(lease.certainAt()).toBe(14_000);
  });

  test('is not shortened by a renewal that was overtaken', async () => {
    const { lease } = leaseOn(store);
    await lease.renew(0);
    // As a statement that waited ever since it began: `now()` is when it began, by the server's clock.
    await sql`update hubs set lease_until = lease_until + interval '1 hour'`.execute(store);
    await lease.renew(0);
    expect(await readTimeLeft(store)).toBeGreaterThan(3_000_000);
  });

  test('that was given back stays so, whatever renewals come late', async () => {
    const held = holdStatements(store);
    const { lease } = leaseOn(held.store);
    await lease.renew(0);
    expect(await isWaitedFor(store)).toBe(true);
    const late = held.hold(/insert into hubs/, 'request');
    const renewal = lease.renew(0).catch(() => {});
    await late.arrived;
    const release = lease.release();
    expect(lease.isHeld()).toBe(false);
    await Promise.race([release, new Promise((resolve) => setTimeout(resolve, 100))]);
    late.letGo();
    await Promise.all([renewal, release]);
    expect(await isWaitedFor(store)).toBe(false);
    expect(lease.isHeld()).toBe(false);
    await lease.renew(0).catch(() => {});
    expect(await isWaitedFor(store)).toBe(false);
  });

  test('that was given up is neither held nor waited for, and can be had again', async () => {
    const { lease } = leaseOn(store);
    await lease.renew(0);
    const giving = lease.giveUp();
    // At once, whether or not the store answers.
    expect(lease.isHeld()).toBe(false);
    await giving;
    expect(await isWaitedFor(store)).toBe(false);
    await lease.renew(0);
    expect(lease.isHeld()).toBe(true);
    expect(await isWaitedFor(store)).toBe(true);
  });
});

describe.skipIf(NO_SERVER)(`on a server${NO_SERVER ? ` (left out: ${NO_SERVER})` : ''}`, () => {
  test('a renewal that waits inside the server does not hide what was changed meanwhile', async () => {
    const { url, drop } = await createDatabase();
    const store = await openStore({ url });
    const { lease, pass } = leaseOn(store);
    await lease.renew(0);
    pass(LEASE_MS);
    await sql`update hubs set lease_until = now() - interval '1 second'`.execute(store);
    const other = new pg.Client(url);
    await other.connect();
    await other.query('begin; select from hubs for update');
    // What it sees of the network is of its begin; what it writes is written when the row is free.
    const renewal = lease.renew(0);
    await expect
      .poll(async () => {
        const waiting = await other.query("select from pg_stat_activity where wait_event_type = 'Lock'");
        return waiting.rowCount;
      })
      .toBe(1);
    const { revision } = await change(store);
    // Acknowledged: nobody waits for a hub without a lease.
    expect(await isWaitedFor(store, revision)).toBe(false);
    await other.query('commit');
    await renewal;
    expect(lease.isHeld()).toBe(false);
    await lease.renew(revision);
    expect(lease.isHeld()).toBe(true);
    await other.end();
    await store.destroy();
    await drop();
  });
});
