/** What an agreement grants in all states at once is what the compiled table decides in each of them, and quickly. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Agreement, Clause } from '../../../gateway/agreements/agreement.ts';
import { diffAgreements } from '../../../gateway/agreements/diff/diffAgreements.ts';
import { listEffectiveGrants } from '../../../gateway/agreements/diff/listEffectiveGrants.ts';
import { listLegStates } from '../../../gateway/agreements/diff/listLegStates.ts';
import { createPhaseWords } from '../../../gateway/agreements/diff/sayPhase.ts';
import { createPlaceTest } from '../../../gateway/agreements/diff/stateSet.ts';
import { PURPOSES } from '../../../schema/privacy.ts';
import { AGREEMENTS, SMALL_CONTRACT, STATUSES } from './generate.ts';
import { listGrantsOneByOne, sayPhaseSlowly } from './listGrantsOneByOne.ts';
import { agreementOf, CONTRACT } from './support.ts';

/** Ends that meet on one path, more of them than random agreements have. */
const ENDS = fc.array(
  fc.record({
    coordinate: fc.constantFrom('LockerLeg.recipient', 'Person.phone', 'Person.home', 'Place.city'),
    until: fc.constantFrom(...STATUSES),
    graceDays: fc.integer({ min: 0, max: 60 }),
  }),
  { maxLength: 70 },
);
const AGREEMENT: fc.Arbitrary<Agreement> = fc
  .tuple(AGREEMENTS, ENDS, fc.boolean())
  .map(([[agreement], ends, areMany]) => {
    const { purposes, clauses } = agreement as Agreement;
    const more = ends.slice(0, areMany ? undefined : 4).map((end): Clause => {
      const where = { file: 'a.graphql', line: 1, column: 1, text: '@share(...)' };
      return { ...end, purposes, relations: ['OWN'], mask: null, ...where };
    });
    return { ...(agreement as Agreement), clauses: [...clauses, ...more] };
  });

test('grants and their words are those of every single state', () => {
  const seen = new Set<string>();
  fc.assert(
    fc.property(AGREEMENT, AGREEMENT, (one, other) => {
      const states = listLegStates([one, other], SMALL_CONTRACT);
      const say = createPhaseWords(states);
      const slow = listGrantsOneByOne(one, SMALL_CONTRACT, states);
      const quick = listEffectiveGrants(one, SMALL_CONTRACT, states);
      expect(
        new Map(
          [...quick].map(([key, { mask, states: granted }]) => {
            const isGranted = createPlaceTest(granted);
            return [key, { mask, states: [...states.keys()].filter(isGranted) }];
          }),
        ),
      ).toEqual(slow);
      for (const [key, grant] of quick) {
        const words = say(grant.states);
        expect(words).toBe(sayPhaseSlowly(states, slow.get(key)?.states ?? []));
        seen.add(words.replace(/\d+/, 'some'));
      }
    }),
    { seed: 2017, numRuns: 150 },
  );
  expect(seen).toContain('for good');
  expect([...seen].some((words) => words.includes(' and some days more'))).toBe(true);
  expect(seen.size).toBeGreaterThan(10);
});

const ALL_ENDS = STATUSES.filter((status) => !/DELIVERED|RETURNED|CANCELLED/.test(status));

test('the most states that an agreement can tell apart cost no pause', () => {
  const version = (graces: number) =>
    agreementOf({
      purposes: PURPOSES,
      shares: `type LockerLeg {
        status: ParcelStatus @share
        storedAt: DateTime ${ALL_ENDS.map((until) => `@share(until: ${until})`).join(' ')}
        deadline: DateTime ${Array.from({ length: graces }, (_, day) => `@share(until: DELIVERED, graceDays: ${day + 1})`).join(' ')}
      }`,
    });
  const { fields } = diffAgreements(version(41), version(42), CONTRACT);
  expect(fields.map(({ coordinate, effect }) => [coordinate, effect])).toEqual([
    ['LockerLeg.deadline', 'widens'],
  ]);
});

test('ends of fields that the contract does not have hide no change of those that it has', () => {
  const version = (until: string) =>
    agreementOf({
      shares: `type LockerLeg {
        status: ParcelStatus @share
        storedAt: DateTime @share(until: ${until})
        hiveBox_later: String ${Array.from({ length: 60 }, (_, day) => `@share(until: DELIVERED, graceDays: ${day})`).join(' ')}
      }`,
    });
  const { fields, dormant, signatures } = diffAgreements(
    version('EXCEPTION'),
    version('DELIVERED'),
    CONTRACT,
  );
  expect(fields.map(({ coordinate, effect }) => [coordinate, effect])).toEqual([
    ['LockerLeg.storedAt', 'widens'],
  ]);
  expect(dormant).toEqual([]);
  expect(signatures).toBe('both');
});
