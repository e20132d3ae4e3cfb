/** Two hubs on one server, and one hub on its embedded database: what is acknowledged holds at all, and no request fails or mixes two policies. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createDatabase, NO_SERVER } from '../store/engines.ts';
import { FULL, isFloor, type LiveHubs, startLiveHubs } from './liveHubs.ts';
import { runChanges } from './runChanges.ts';

const SERVER = {
  name: 'two hubs on one server',
  rounds: 20,
  async open() {
    const { url, drop } = await createDatabase();
    return { urls: [url, url], drop };
  },
};
const EMBEDDED = {
  name: 'one hub on the embedded database',
  rounds: 10,
  open: async () => ({ urls: [undefined], drop: async () => {} }),
};
const DEPLOYMENTS = NO_SERVER === undefined ? [EMBEDDED, SERVER] : [EMBEDDED];

describe.each(DEPLOYMENTS)('$name', ({ rounds, open }) => {
  let database: Awaited<ReturnType<typeof open>>;
  let live: LiveHubs;

  beforeAll(async () => {
    database = await open();
    live = await startLiveHubs(database.urls);
  }, 120_000);
  afterAll(async () => {
    await live?.stop();
    await database?.drop();
  });

  test('what is acknowledged at one holds at all, under load', { timeout: 180_000 }, async () => {
    const hubs = database.urls.length;
    const { wrong, answers } = await runChanges(live, {
      rounds,
      hubs,
      hubOf: (round) => round % hubs,
      pauseMs: 10,
    });
    expect(wrong).toEqual([]);
    expect(answers).toBeGreaterThan(rounds * 2);
  });

  test('while it is suspended the operator is asked for nothing', { timeout: 30_000 }, async () => {
    await live.take('zto', 'SUSPEND', { reason: 'SECURITY_INCIDENT' });
    const before = live.zto.calls.length;
    for (const nr of [0, 1]) expect(isFloor(await live.ask(nr))).toBe(true);
    expect(live.zto.calls.length).toBe(before);
    await live.take('zto', 'RESUME', {});
    for (const nr of [0, 1]) expect(await live.ask(nr)).toBe(FULL);
    expect(live.zto.calls.length).toBe(before + 2);
  });
});
