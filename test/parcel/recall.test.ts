/** While the store does not answer: own parcels as they were last seen, and one same answer to every other number. */
import { execute, parse } from 'graphql';
import { expect, test } from 'vitest';
import { allowEverything, type DecideLeg } from '../../gateway/agreements/decision.ts';
import { createDirectorySchema } from '../../gateway/parcel/directory.ts';
import type { DirectoryStore, LegRow } from '../../gateway/store/directoryStore.ts';
import { rememberLegs } from '../../gateway/store/rememberLegs.ts';
import { NO_MISSES } from '../support/noMisses.ts';
import { testOperator, testScope } from '../support/testNetwork.ts';

const TIME = new Date('2017-06-01T08:00:00+08:00');

const row = (operator: string, waybill: string, platform: string | null): LegRow => ({
  operator,
  waybill,
  parcel: waybill,
  seq: 0,
  role: 'courier',
  platform,
  accepted_at: TIME,
  final_at: null,
  status: 'IN_TRANSIT',
  substatus: null,
  ever_reached: [],
  ordered_at: TIME,
  updated_at: TIME,
  continuity: null,
  continuity_at: null,
  continuity_times: null,
});

/** `hidden` has no agreement with the caller. */
const decideLeg: DecideLeg = (caller, leg, now) => {
  const policy = allowEverything(caller, leg, now);
  return leg.operator === 'hidden' ? { ...policy, isVisible: false } : policy;
};

const ROWS = [
  row('zto', 'OWN', 'cainiao'),
  row('zto', 'NEW', 'cainiao'),
  row('zto', 'FOREIGN', 'jd'),
  row('zto', 'NOBODYS', null),
  row('hidden', 'HIDDEN', 'cainiao'),
];
const SEEN = ['OWN', 'FOREIGN', 'NOBODYS', 'HIDDEN', 'UNKNOWN'];
const QUERY = `query ($one: ID!, $all: [ID!]!) {
  parcel(trackingNumber: $one) { trackingNumber legs { waybill } }
  parcels(trackingNumbers: $all) { trackingNumber }
}`;

test('a number tells nothing of itself, be it unknown, hidden, of others or only not remembered', async () => {
  let isAway = false;
  const { findByNumbers, recall } = rememberLegs(
    async (numbers) => {
      if (isAway) throw new Error('the store is away');
      return numbers.map((number) => ROWS.filter(({ waybill }) => waybill === number));
    },
    { readMonotonic: () => 0 },
  );
  const store: DirectoryStore = {
    cursorKey: new Uint8Array(32),
    misses: NO_MISSES,
    announce: async () => {},
    findByNumbers,
    recall,
    findOwn: async () => [],
    count: async () => 0,
  };
  const schema = createDirectorySchema(store);
  const ask = async (one: string, all: readonly string[] = []) => {
    const contextValue = testScope(
      [testOperator('zto', 'courier'), testOperator('hidden', 'courier')],
      [],
      decideLeg,
    );
    const answer = await execute({
      schema,
      document: parse(QUERY),
      variableValues: { one, all },
      contextValue,
    });
    return JSON.parse(JSON.stringify(answer));
  };
  const [own] = SEEN;
  expect((await ask(own ?? '', SEEN)).data.parcels).toEqual(
    ['OWN', 'FOREIGN', 'NOBODYS', null, null].map((number) => number && { trackingNumber: number }),
  );

  isAway = true;
  expect(await ask('OWN')).toEqual({
    data: { parcel: { trackingNumber: 'OWN', legs: [{ waybill: 'OWN' }] }, parcels: [] },
  });
  const others = ['FOREIGN', 'NOBODYS', 'HIDDEN', 'UNKNOWN', 'NEW', 'NEVER ASKED'];
  const answers = await Promise.all(others.map((number) => ask(number)));
  for (const [index, answer] of answers.entries())
    expect([others[index], answer]).toEqual([others[index], answers[0]]);
  expect(answers[0].errors).toEqual([
    expect.objectContaining({ path: ['parcel'], extensions: { code: 'DIRECTORY_UNAVAILABLE' } }),
  ]);
  expect(answers[0].data?.parcel ?? null).toBeNull();
  // In a list the same, beside the one that is remembered.
  const { data, errors } = await ask('OWN', [...others, 'OWN']);
  expect(data.parcels).toEqual([...others.map(() => null), { trackingNumber: 'OWN' }]);
  expect(new Set(errors.map(({ message }: { message: string }) => message)).size).toBe(1);
  expect(errors.map(({ path }: { path: unknown }) => path)).toEqual(
    others.map((_, index) => ['parcels', index]),
  );
});
