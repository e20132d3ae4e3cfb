/** Two hubs on one server, and one hub on its embedded database: what is acknowledged holds at all, and no request fails or mixes two policies. */
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createDatabase, NO_SERVER } from '../store/engines.ts';
import { FULL, isFloor, type LiveHubs, startLiveHubs } from './liveHubs.ts';

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
    // What every answer must be; undefined from the moment a change is sent until it is acknowledged.
    let promised: 'full' | 'floor' | undefined = 'full';
    let changes = 0;
    let isOver = false;
    let answers = 0;
    const wrong: string[] = [];
    const load = Array.from({ length: 6 }, async (_, nr) => {
      while (!isOver) {
        const [expected, before] = [promised, changes];
        const leg = await live.ask(nr).catch((error) => String(error));
        answers += 1;
        const isFull = leg === FULL;
        const isOld = before === changes && expected !== undefined && isFull !== (expected === 'full');
        if (isOld || !(isFull || isFloor(leg))) wrong.push(`hub ${nr % 2}, ${expected}: ${leg}`);
      }
    });
    for (let round = 1; round <= rounds; round++) {
      for (const [event, body, then] of [
        ['SUSPEND', { reason: 'SECURITY_INCIDENT' }, 'floor'],
        ['RESUME', {}, 'full'],
      ] as const) {
        changes += 1;
        promised = undefined;
        await live.take('zto', event, body, round);
        promised = then;
        await sleep(10);
      }
      await live.publish(round);
    }
    isOver = true;
    await Promise.all(load);
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
