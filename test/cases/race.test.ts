/** Two callers with different agreements send the same query at the same moment: each gets exactly its own answer. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { LegRow } from '../../gateway/store/directoryStore.ts';
import { announce, startTestHub, type TestHub } from '../support/startTestHub.ts';
import { testOperator } from '../support/testNetwork.ts';
import { type StartedOperator, startKitOperator } from '../support/testOperators.ts';
import { type InProcessHub, startInProcessHub } from './race/inProcessHub.ts';
import {
  expectedLeg,
  FORBIDDEN,
  RACE_AGREEMENTS,
  RACE_NOW,
  RACE_QUERY,
  recordOf,
} from './race/raceAgreements.ts';

const PARCELS = 500;
/** Many times what it takes on two idle cores. */
const TIMEOUT_MS = 240_000;
const PLATFORMS = ['cainiao', 'jd'] as const;
const PURPOSE = 'ORDER_STATUS';

/** A fixed sequence that looks random (xorshift), so that a race that was lost can be run again. */
function createSequence(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) % below;
  };
}

/** What must be in the answer, and nothing else. */
function expectedData(platform: string, index: number): string {
  return JSON.stringify({ parcel: { legs: [expectedLeg(platform, index)] } });
}

/** How many wrong answers are listed: when one is wrong, thousands are. */
const MOST_LISTED = 5;

/** Runs the races, some at a time, and gives the first answers that were not as expected. */
async function race(
  count: number,
  atOnce: number,
  ask: (platform: string, number: string) => Promise<{ data: string; platform: unknown }>,
): Promise<readonly string[]> {
  const wrong: string[] = [];
  const runPair = async (index: number): Promise<void> => {
    const parcel = index % PARCELS;
    // Who is first takes turns, so that a cache that forgets whom it answers is wrong for both.
    const platforms = index % 2 === 0 ? PLATFORMS : PLATFORMS.toReversed();
    await Promise.all(
      platforms.map(async (platform) => {
        const answer = await ask(platform, recordOf(parcel).waybill);
        if (answer.data === expectedData(platform, parcel) && answer.platform === platform) return;
        if (wrong.length < MOST_LISTED)
          wrong.push(`pair ${index}, ${platform}: ${answer.data}, disclosed to ${answer.platform}`);
      }),
    );
  };
  let next = 0;
  const runNext = async (): Promise<void> => {
    while (next < count) await runPair(next++);
  };
  await Promise.all(Array.from({ length: atOnce }, runNext));
  return wrong;
}

describe('in process', () => {
  let hub: InProcessHub;
  const overreaching: string[] = [];
  const random = createSequence(20170601);

  beforeAll(async () => {
    hub = await startInProcessHub({
      agreements: RACE_AGREEMENTS,
      operators: [testOperator('zto', 'courier')],
      findRecord: (_, waybill) => recordOf(Number(waybill.slice(1))),
      findLegs: (number) => [rowOf(number)],
      onRequest: ({ query, grant }) => {
        const platform = grant === 'sdl' ? '' : grant.platform;
        if (FORBIDDEN[platform]?.test(query) !== false) overreaching.push(`${platform}: ${query}`);
      },
      now: RACE_NOW,
      delay: () => random(3),
    });
  });
  afterAll(() => hub?.stop());

  test('10,000 pairs, 40 of them at any time', { timeout: TIMEOUT_MS }, async () => {
    const wrong = await race(10_000, 40, async (platform, number) => {
      const answer = JSON.parse(await hub.ask({ platform, purpose: PURPOSE }, RACE_QUERY, { number }));
      return { data: JSON.stringify(answer.data), platform: answer.extensions.disclosure.platform };
    });
    expect(wrong).toEqual([]);
    expect(overreaching).toEqual([]);
  });
});

describe('over HTTP', () => {
  let hub: TestHub;
  let zto: StartedOperator;

  beforeAll(async () => {
    const indexes = Array.from({ length: PARCELS }, (_, index) => index);
    hub = await startTestHub({
      operators: async (hubUrl) => {
        zto = await startKitOperator('zto', 'courier', indexes.map(recordOf), { hubUrl });
        return [zto.known];
      },
      legs: indexes.map((index) => announce('zto', recordOf(index).waybill, `p${index}`)),
      agreements: RACE_AGREEMENTS,
      readNow: () => RACE_NOW,
    });
  });
  afterAll(async () => {
    await hub?.stop();
    await zto?.stop();
  });

  test('1,000 pairs, 20 of them at any time', { timeout: TIMEOUT_MS }, async () => {
    const wrong = await race(1_000, 20, async (platform, number) => {
      const { body, disclosure } = await hub.as({ platform, purpose: PURPOSE }).ask(RACE_QUERY, { number });
      return { data: JSON.stringify(body.data), platform: disclosure.platform };
    });
    expect(wrong).toEqual([]);
  });
});

function rowOf(waybill: string): LegRow {
  const time = new Date('2017-06-01T08:00:00+08:00');
  return {
    operator: 'zto',
    waybill,
    parcel: waybill,
    seq: 0,
    role: 'courier',
    platform: 'cainiao',
    accepted_at: time,
    final_at: null,
    status: 'IN_TRANSIT',
    substatus: null,
    ever_reached: ['ACCEPTED', 'IN_TRANSIT'],
    ordered_at: time,
    updated_at: time,
    continuity: null,
    continuity_at: null,
    continuity_times: null,
  };
}
